"""One commitment of a file: what is asked, the answer, its evidence."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.forms.files import LEVELS, AnswerForm, EvidenceForm
from certification.models import Answer, Application
from certification.permissions import can
from certification.rules.charters import commitments
from certification.views.files import own_file
from certification.workflow import drafts
from core import asked, autosave
from core.autosave import is_autosave
from core.refusals import NotAllowed, Refused, require
from core.signed_in import signed_in


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
    return AnswerForm(data, instance=known, levels=commitment.get("levels") or LEVELS)


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
    now = timezone.now()
    try:
        kept = drafts.save_answer(
            application=application, commitment=commitment["code"], level=form.cleaned_data["level"],
            text=form.cleaned_data["text"], actor=request.user, now=now,
            version=asked.number(request.POST, "version"),
        )  # fmt: skip
    except drafts.Conflict as conflict:
        if is_autosave(request):
            return autosave.refused(_("Somebody else has written here meanwhile"))
        return _answer(
            request, application, commitment, asked_for, form=form, known=conflict.answer, conflict=conflict.answer
        )
    if is_autosave(request):
        return autosave.saved(kept.version, now)
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

    def shown(wrong: EvidenceForm) -> HttpResponse:
        own = _form(commitment, None, known)
        return _answer(request, application, commitment, asked_for, form=own, known=known, evidence_form=wrong)

    if not form.is_valid():
        return shown(form)
    try:
        _keep(request, application, commitment["code"], form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return shown(form)
    messages.success(request, _("Added."))
    return redirect("certification:answer", uid=application.uid, code=commitment["code"])


def _keep(request: HttpRequest, application: Application, code: str, said: dict) -> None:
    drafts.add_evidence(
        application=application, commitment=code, title=said["title"], url=said.get("url") or "",
        upload=said.get("file") or None, actor=request.user, now=timezone.now(),
    )  # fmt: skip


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
