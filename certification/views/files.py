"""The applicant's pages: a file from its opening to what follows the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import course
from certification.forms.files import AnswerForm, EvidenceForm, SignForm, TextForm, WhyForm
from certification.models import Answer, Application, CharterVersion, Condition, Objection
from certification.permissions import can, of_applicant
from certification.rules.assessment import completeness, missing
from certification.rules.charters import commitments
from certification.workflow import appeals, conditions, drafts, screening, seats
from community.permissions import is_facilitator
from community.views.common import organisation_for
from core import asked
from core.refusals import Refused, require
from core.signed_in import signed_in


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the way is, and the button that opens a file."""
    organisation = organisation_for(request, uid, "attest")
    live = organisation.applications.exclude(state__in=("decided", "withdrawn")).first()
    if live:
        return redirect("certification:file", uid=live.uid)
    if request.method == "POST":
        opened = drafts.start(
            organisation=organisation, actor=request.user, now=timezone.now(),
            previous=drafts.what_to_follow(organisation),
        )  # fmt: skip
        return redirect("certification:file", uid=opened.uid)
    context = {"actor": organisation, "steps": course.STEPS, "charter": CharterVersion.objects.in_force()}
    return render(request, "certification/start.html", context)


def own_file(request: HttpRequest, uid: UUID) -> Application:
    """A file of an organisation for which this person writes.

    Raises:
        Http404: there is none, or it is not for this person to know that there is one.
    """
    found = get_object_or_404(Application.objects.select_related("actor", "charter"), uid=uid)
    if not of_applicant(request.user, found):
        raise Http404
    return found


@never_cache
@signed_in
@require_safe
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where the file is, what is to be done, what happened; facilitators have their own page."""
    found = get_object_or_404(Application, uid=uid)
    if not of_applicant(request.user, found) and is_facilitator(request.user):
        return redirect("certification:steer", uid=uid)
    return _file(request, own_file(request, uid))


def _file(request: HttpRequest, application: Application, **forms: object) -> HttpResponse:
    said = screening.assessment_of(application) if application.state == "draft" else application.frozen_assessment
    charter = application.charter.charter
    context = {
        "application": application,
        "actor": application.actor,
        "steps": course.steps(application),
        "deadline": course.deadline(application),
        "history": course.history(application),
        "commitments": [(one, said.get(one["code"], {})) for _article, one in commitments(charter)],
        "gaps": {gap.code for gap in missing(charter, said)},
        "completeness": completeness(charter, said),
        "objections": application.objections.filter(state__in=("admitted", "answered")).prefetch_related("answers"),
        "questions": application.messages.filter(is_question=True).prefetch_related("replies"),
        "decision": application.decisions.order_by("-decided_at").first(),
        "visit": application.visits.exclude(state="replaced").first(),
        "sign_form": SignForm(),
        "why_form": WhyForm(),
        "text_form": TextForm(),
    } | {f"may_{name}": bool(can(request.user, name, application)) for name in ACTIONS}
    has_errors = any(form.errors for form in forms.values())
    return render(request, "certification/file.html", context | forms, status=422 if has_errors else 200)


ACTIONS = ("edit", "sign", "submit", "withdraw", "appeal", "talk")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """One commitment: what is asked, the answer, its evidence."""
    application = own_file(request, uid)
    require(can(request.user, "edit", application))
    asked_for = [one for _article, one in commitments(application.charter.charter)]
    commitment = next((one for one in asked_for if one["code"] == code), None)
    if commitment is None:
        raise Http404
    if request.method == "POST" and "title" in request.POST:
        return _add_evidence(request, application, commitment, asked_for)
    if request.method == "POST":
        return _save(request, application, commitment, asked_for)
    known = application.answers.filter(commitment=code).first()
    return _answer(request, application, commitment, asked_for, form=_form(commitment, None, known), known=known)


def _form(commitment: dict, data, known: Answer | None) -> AnswerForm:
    return AnswerForm(data, instance=known, levels=commitment.get("levels") or [str(n) for n in range(4)])


def _answer(
    request: HttpRequest, application: Application, commitment: dict, asked_for: list[dict], **more: object
) -> HttpResponse:  # fmt: skip
    place = asked_for.index(commitment)
    context = {
        "application": application,
        "actor": application.actor,
        "commitment": commitment,
        "number": place + 1,
        "total": len(asked_for),
        "following": asked_for[place + 1] if place + 1 < len(asked_for) else None,
        "evidence": application.evidence.filter(commitment=commitment["code"]),
        "evidence_form": EvidenceForm(),
        "conflict": None,
    } | more
    has_errors = context["conflict"] or context["form"].errors or context["evidence_form"].errors
    return render(request, "certification/answer.html", context, status=422 if has_errors else 200)


def _save(request: HttpRequest, application: Application, commitment: dict, asked_for: list[dict]) -> HttpResponse:
    """Keep what was typed; what somebody else wrote meanwhile is shown beside it."""
    known = application.answers.filter(commitment=commitment["code"]).first()
    form = _form(commitment, request.POST, None)
    if not form.is_valid():
        return _answer(request, application, commitment, asked_for, form=form, known=known)
    try:
        drafts.save_answer(
            application=application, commitment=commitment["code"], level=form.cleaned_data["level"],
            text=form.cleaned_data["text"], actor=request.user, now=timezone.now(),
            version=asked.number(request.POST, "version"),
        )  # fmt: skip
    except drafts.Conflict as conflict:
        return _answer(
            request, application, commitment, asked_for, form=form, known=conflict.answer, conflict=conflict.answer
        )
    return redirect(_after(application, commitment, asked_for))


def _after(application: Application, commitment: dict, asked_for: list[dict]) -> str:
    place = asked_for.index(commitment) + 1
    if place < len(asked_for):
        return reverse("certification:answer", args=[application.uid, asked_for[place]["code"]])
    return reverse("certification:file", args=[application.uid])


def _add_evidence(
    request: HttpRequest, application: Application, commitment: dict, asked_for: list[dict]
) -> HttpResponse:  # fmt: skip
    form = EvidenceForm(request.POST, request.FILES)
    known = application.answers.filter(commitment=commitment["code"]).first()
    if not form.is_valid():
        return _answer(
            request, application, commitment, asked_for, form=_form(commitment, None, known), known=known,
            evidence_form=form,
        )  # fmt: skip
    said = form.cleaned_data
    drafts.add_evidence(
        application=application, commitment=commitment["code"], title=said["title"], url=said.get("url") or "",
        upload=said.get("file") or None, actor=request.user, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Added."))
    return redirect("certification:answer", uid=application.uid, code=commitment["code"])


@never_cache
@signed_in
@require_safe
def evidence(request: HttpRequest, uid: UUID, evidence: UUID) -> HttpResponse:
    """A private file, for those who may read the whole file only."""
    application = get_object_or_404(Application, uid=uid)
    found = get_object_or_404(application.evidence.exclude(file=""), uid=evidence)
    if not can(request.user, "edit", application) and not can(request.user, "read_file", application):
        raise Http404
    name = f"{found.title[:60]}.{found.file.name.rsplit('.', 1)[-1]}"
    return FileResponse(found.file.open(), as_attachment=True, filename=name)


@signed_in
@require_POST
def evidence_remove(request: HttpRequest, uid: UUID, evidence: UUID) -> HttpResponse:
    """Take a piece of evidence back."""
    found = get_object_or_404(own_file(request, uid).evidence, uid=evidence)
    drafts.remove_evidence(evidence=found, actor=request.user, now=timezone.now())
    messages.success(request, _("Removed."))
    return redirect("certification:answer", uid=uid, code=found.commitment)


@signed_in
@require_POST
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Sign the charter in force."""
    application, form = own_file(request, uid), SignForm(request.POST)
    if not form.is_valid():
        return _file(request, application, sign_form=form)
    signed = drafts.sign(
        application=application, signed_as=form.cleaned_data["signed_as"], actor=request.user, now=timezone.now()
    )
    if signed.signed_at:
        messages.success(request, _("The charter is signed."))
    else:
        messages.warning(request, _("A new version of the charter is in force: read it, then sign."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Freeze and submit."""
    try:
        screening.submit(application=own_file(request, uid), actor=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
        return redirect("certification:file", uid=uid)
    messages.success(request, _("Your file is submitted. You will be told of each step."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop here."""
    application, form = own_file(request, uid), WhyForm(request.POST)
    if not form.is_valid():
        return _file(request, application, why_form=form)
    drafts.withdraw(application=application, actor=request.user, why=form.cleaned_data["why"], now=timezone.now())
    messages.success(request, _("The file is withdrawn."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def answer_objection(request: HttpRequest, uid: UUID, objection: UUID) -> HttpResponse:
    """Answer an objection in writing."""
    application, form = own_file(request, uid), TextForm(request.POST)
    found = get_object_or_404(Objection, application=application, uid=objection)
    if not form.is_valid():
        return _file(request, application, text_form=form)
    seats.answer_objection(objection=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Your answer is with the colleges."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def prove(request: HttpRequest, uid: UUID, condition: UUID) -> HttpResponse:
    """Say that a condition is met."""
    application, form = own_file(request, uid), TextForm(request.POST)
    found = get_object_or_404(Condition, decision__application=application, uid=condition)
    if not form.is_valid():
        return _file(request, application, text_form=form)
    conditions.prove(condition=found, proof=form.cleaned_data["text"], actor=request.user, now=timezone.now())
    messages.success(request, _("The person who asked for it will check."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def appeal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for a second look."""
    application, form = own_file(request, uid), WhyForm(request.POST)
    if not form.is_valid():
        return _file(request, application, why_form=form)
    filed = appeals.appeal(
        application=application, grounds=form.cleaned_data["why"], actor=request.user, now=timezone.now()
    )
    return redirect("certification:appeal", uid=filed.uid)
