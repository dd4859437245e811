"""What people say of a page that is not theirs: reports, claims, members' checks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community import charter, links
from community.forms.about import AnswerForm, CheckForm, ClaimForm, ConclusionForm, ReportForm
from community.models import Actor, Claim, Report, ReportKind
from community.permissions import can, is_facilitator
from community.rules.checks import Answer
from community.states import CheckState
from community.views.common import published_for, published_or_404
from community.workflow import checks, people, reports
from core import asked, limits
from core.errors import too_many_requests
from core.signed_in import signed_in

REPORTS_PER_HOUR = 10
CLAIMS_PER_DAY = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that something is wrong on a page."""
    organisation = published_or_404(slug)
    is_member = request.user.is_authenticated
    chosen = {"kind": asked.text(request, "kind")}
    form = ReportForm(request.POST or None, initial=chosen, organisation=organisation, is_signed_in=is_member)
    if request.method == "POST" and form.is_valid():
        if not limits.allows(request, "report", times=REPORTS_PER_HOUR, seconds=3600):
            return too_many_requests(request)
        _file(request, organisation, form)
        return redirect(organisation)
    context = {"actor": organisation, "form": form}
    return render(request, "community/report_new.html", context, status=422 if form.errors else 200)


def _file(request: HttpRequest, organisation: Actor, form: ReportForm) -> None:
    user = request.user if request.user.is_authenticated else None
    reports.file_report(
        organisation=organisation,
        actor=user,
        now=timezone.now(),
        email="" if user else form.cleaned_data["email"],
        language=get_language(),
        **form.said(),
    )
    thanks = _("Thank you. The organisation may answer, then a facilitator concludes, and you learn what came of it.")
    confirm = _("Thank you. Open the mail that we have just sent you and confirm: nobody reads your report before.")
    messages.success(request, thanks if user else confirm)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page to which the mail leads: only its button confirms, since mail scanners follow links."""
    try:
        report = Report.objects.filter(uid=links.read(links.REPORT, token)).first()
    except links.LinkError:
        report = None
    if report is None:
        return render(request, "community/link_ended.html", status=410)
    verdict = can(request.user, "confirm", report, bearer=True)
    if request.method == "POST" and verdict:
        reports.confirm_report(report=report, now=timezone.now())
        messages.success(request, _("Your report is confirmed. You will learn what came of it by e-mail."))
        return redirect(report.actor)
    return render(request, "community/report_confirm.html", {"report": report, "is_done": not verdict})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One report, for those concerned: its author, the actor, facilitators; each with what they can do."""
    found = get_object_or_404(Report.objects.select_related("actor", "user", "duplicate_of"), uid=uid)
    if not can(request.user, "read", found):
        raise Http404
    may_answer = bool(can(request.user, "answer", found))
    may_conclude = bool(can(request.user, "uphold", found))
    form = _report_form(request, found, may_answer=may_answer, may_conclude=may_conclude)
    if request.method == "POST" and form is not None and form.is_valid():
        _act(request, found, form)
        return redirect("community:report", uid=uid)
    context = {
        "report": found,
        "actor": found.actor,
        "form": form,
        "commitment": charter.title_of(found.commitment) if found.commitment else "",
        "may_answer": may_answer,
        "may_conclude": may_conclude,
        "is_facilitator": is_facilitator(request.user),
        "is_own": found.user_id == request.user.pk,
        "may_wait": found.answer_due_at and timezone.now() < found.answer_due_at,
    }
    return render(request, "community/report.html", context, status=422 if form is not None and form.errors else 200)


def _report_form(request: HttpRequest, found: Report, *, may_answer: bool, may_conclude: bool):
    data = request.POST if request.method == "POST" else None
    if may_answer:
        return AnswerForm(data)
    if not may_conclude:
        return None
    form = ConclusionForm(data)
    if not reports.can_apply(found):
        del form.fields["is_applied"]
    return form


def _act(request: HttpRequest, found: Report, form: AnswerForm | ConclusionForm) -> None:
    said, now = form.cleaned_data, timezone.now()
    if isinstance(form, AnswerForm):
        reports.answer_report(report=found, actor=request.user, answer=said["answer"], now=now)
        messages.success(request, _("Your answer is with the facilitators."))
        return
    common = {"report": found, "actor": request.user, "finding": said["finding"], "is_public": said["is_public"]}
    if said["verdict"] == "uphold":
        reports.uphold_report(**common, is_applied=said.get("is_applied", False), now=now)
    else:
        reports.dismiss_report(**common, now=now)
    messages.success(request, _("Concluded. The person who reported and the organisation are told."))


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a page is that of one's organisation."""
    organisation = published_for(request, slug, "claim")
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not limits.allows(request, "claim", times=CLAIMS_PER_DAY, seconds=86400):
            return too_many_requests(request)
        people.claim(organisation=organisation, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your claim is with the facilitators. The answer will come by e-mail."))
        return redirect("community:mine")
    context = {"actor": organisation, "form": form}
    return render(request, "community/claim.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def claim_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take one's claim back."""
    found = get_object_or_404(Claim, uid=uid, user=request.user)
    people.withdraw_claim(claim=found, actor=request.user, now=timezone.now())
    messages.success(request, _("Your claim is withdrawn."))
    return redirect("community:mine")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what one knows of a page that nobody has claimed."""
    organisation = published_for(request, slug, "check")
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        checks.answer_check(organisation=organisation, actor=request.user, now=timezone.now(), **form.cleaned_data)
        if form.cleaned_data["answer"] == Answer.WRONG:
            messages.success(request, _("Thank you. Now tell us what is wrong, so that it can be corrected."))
            return redirect(f"{reverse('community:report_new', args=[slug])}?kind={ReportKind.WRONG}")
        messages.success(request, _("Thank you: what you know helps everybody."))
        return redirect(organisation)
    asked_of = organisation.checks.get(state=CheckState.OPEN)
    context = {"actor": organisation, "form": form, "check": asked_of, "answers": asked_of.answers.count()}
    return render(request, "community/check.html", context, status=422 if form.errors else 200)
