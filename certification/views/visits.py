"""The visit, for the pair and for the applicant."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification.bonds import why_recused
from certification.forms.files import DateForm, PhotoForm, ReportForm, TextForm
from certification.models import Application, Visit, VisitDate, VisitPhoto
from certification.permissions import DECLARE, RECUSED, can, of_applicant
from certification.rules.charters import commitments
from certification.rules.people import Recusal
from certification.states import VisitState
from certification.workflow import visits as workflow
from core import asked, autosave
from core.autosave import is_autosave
from core.refusals import NotAllowed, Refused, require
from core.signed_in import signed_in

ACTIONS = ("sign_confidentiality", "propose_dates", "write_report", "sign_report", "reply")


def _visit(request: HttpRequest, uid: UUID) -> tuple[Application, Visit]:
    """The visit of a file, for its pair and for the applicant.

    Raises:
        Http404: there is none, or it is not for this person to know that there is one.
    """
    application = get_object_or_404(Application.objects.select_related("actor", "charter"), uid=uid)
    found = get_object_or_404(application.visits.exclude(state="replaced"))
    if not of_applicant(request.user, application):
        _let_in(request, application, found)
    return application, found


def _let_in(request: HttpRequest, application: Application, found: Visit) -> None:
    """Nobody but the pair, and of the pair nobody who is recused: they see what everybody sees.

    Raises:
        Http404: as if there were no visit.
        NotAllowed: a person of the pair has an interest, or has not said yet whether there is one.
    """
    if not found.visitors.filter(person=request.user).exists():
        raise Http404
    why = why_recused(request.user, application)
    if why:  # even a facilitator, who could read the file otherwise
        require(DECLARE if why == Recusal.UNDECLARED else RECUSED)
    require(can(request.user, "read_file", application))


@never_cache
@signed_in
@require_safe
def visit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Dates, note, report, signatures, reply; who must first declare is sent to do so."""
    try:
        application, found = _visit(request, uid)
    except NotAllowed:
        return redirect("certification:room", uid=uid)
    return _page(request, application, found)


def _page(request: HttpRequest, application: Application, found: Visit, **forms: object) -> HttpResponse:
    asked_for = [one for _article, one in commitments(application.charter.charter)]
    initial = found.findings | {"summary": found.summary}
    is_pair = not of_applicant(request.user, application)  # nobody else is let in
    context = {
        "application": application,
        "actor": application.actor,
        "visit": found,
        "visitors": found.visitors.select_related("person"),
        "dates": found.dates.prefetch_related("agreed_by"),
        "may_read_report": is_pair or found.state == "signed",
        "commitments": [(one, found.findings.get(one["code"], "")) for one in asked_for],
        "date_form": DateForm(),
        "report_form": ReportForm(initial=initial, commitments=asked_for),
        "reply_form": TextForm(),
        "photo_form": PhotoForm(),
        "photos": found.photos.all(),
        "conflict": False,
    } | {f"may_{name}": bool(can(request.user, name, found)) for name in ACTIONS}
    context |= forms
    has_errors = context["conflict"] or any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "certification/visit.html", context, status=422 if has_errors else 200)


@signed_in
@require_POST
def act(request: HttpRequest, uid: UUID, action: str) -> HttpResponse:
    """One thing done about a visit."""
    application, found = _visit(request, uid)
    if action not in ACTS:
        raise Http404
    try:
        answer = ACTS[action](request, application, found)
    except Refused as refusal:
        if isinstance(refusal, NotAllowed) or action in TYPED:  # their page gives back what was typed
            raise
        messages.error(request, str(refusal.reason))
        answer = None
    return answer or redirect("certification:visit", uid=uid)


def _note(request: HttpRequest, _application: Application, found: Visit) -> None:
    workflow.sign_confidentiality(visit=found, actor=request.user, now=timezone.now())
    messages.success(request, _("Thank you. You can now agree on a date."))


def _propose(request: HttpRequest, application: Application, found: Visit) -> HttpResponse | None:
    form = DateForm(request.POST)
    if not form.is_valid():
        return _page(request, application, found, date_form=form)
    try:
        workflow.propose_date(visit=found, at=form.cleaned_data["at"], actor=request.user, now=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("at", str(refusal.reason))
        return _page(request, application, found, date_form=form)
    return None


def _agree(request: HttpRequest, _application: Application, found: Visit) -> None:
    date = get_object_or_404(VisitDate, visit=found, pk=asked.number(request.POST, "date"))
    workflow.agree_date(date=date, actor=request.user, now=timezone.now())


def _report(request: HttpRequest, application: Application, found: Visit) -> HttpResponse | None:
    asked_for = [one for _article, one in commitments(application.charter.charter)]
    form = ReportForm(request.POST, commitments=asked_for)
    if not form.is_valid():
        return _page(request, application, found, report_form=form)
    now = timezone.now()
    try:
        kept = workflow.write_report(
            visit=found, findings=form.findings(), summary=form.cleaned_data["summary"], actor=request.user,
            now=now, version=asked.number(request.POST, "version"),
        )  # fmt: skip
    except workflow.Conflict:
        if is_autosave(request):
            return autosave.refused(_("The other person has saved meanwhile: press the button to see both texts."))
        return _page(request, application, found, report_form=form, conflict=True)
    if is_autosave(request):
        return autosave.saved(kept.version, now)
    messages.success(request, _("The report is saved. It is signed by each of you, once it is complete."))
    return None


def _sign(request: HttpRequest, _application: Application, found: Visit) -> None:
    workflow.sign_report(visit=found, actor=request.user, now=timezone.now())
    messages.success(request, _("You have signed the report."))


def _reply(request: HttpRequest, application: Application, found: Visit) -> HttpResponse | None:
    form = TextForm(request.POST)
    if not form.is_valid():
        return _page(request, application, found, reply_form=form)
    workflow.reply(visit=found, text=form.cleaned_data["text"], actor=request.user, now=timezone.now())
    messages.success(request, _("Your reply is joined to the report."))
    return None


def _photo(request: HttpRequest, application: Application, found: Visit) -> HttpResponse | None:
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, application, found, photo_form=form)
    workflow.add_photo(visit=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The photo is in the report."))
    return None


def _remove_photo(request: HttpRequest, _application: Application, found: Visit) -> None:
    photo = get_object_or_404(found.photos, pk=asked.number(request.POST, "photo"))
    workflow.remove_photo(photo=photo, actor=request.user, now=timezone.now())
    messages.success(request, _("Removed."))


@never_cache
@signed_in
@require_safe
def photo(request: HttpRequest, uid: UUID, photo: UUID) -> FileResponse:
    """A photo of the report, for those who may read it."""
    application = get_object_or_404(Application, uid=uid)
    found = get_object_or_404(VisitPhoto, uid=photo, visit__application=application)
    is_pair = bool(can(request.user, "write_report", found.visit))
    if not is_pair and not (found.visit.state == VisitState.SIGNED and can(request.user, "read_file", application)):
        raise Http404
    return FileResponse(found.file.open())


ACTS = {"note": _note, "propose": _propose, "agree": _agree, "report": _report, "sign": _sign, "reply": _reply,
        "photo": _photo, "remove_photo": _remove_photo}  # fmt: skip
TYPED = {"report", "reply"}
