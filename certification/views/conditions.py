"""A condition of a decision: proved by the organisation, looked at by whoever verifies it."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification.forms.conditions import NotEnoughForm, ProofForm, VerifyForm, WaiveForm
from certification.models import Condition
from certification.permissions import can, of_applicant, roles_of
from certification.states import Role
from certification.workflow import conditions
from core.refusals import NotAllowed, Refused, require
from core.signed_in import signed_in

FORMS: dict[str, type[Form]] = {
    "prove": ProofForm,
    "verify": VerifyForm,
    "send_back": NotEnoughForm,
    "waive": WaiveForm,
}
DONE = {
    "prove": _("The person who asked for it will check."),
    "verify": _("Thank you: the condition is met."),
    "send_back": _("The organisation is told what is missing."),
    "waive": _("The condition is no longer asked. Everybody reads why."),
}
CONCERNED = {Role.APPLICANT, Role.CONTRIBUTOR, Role.OWNER, Role.FACILITATOR}


def condition_for(request: HttpRequest, uid: UUID) -> Condition:
    """A condition, for the organisation, whoever verifies it, and facilitators.

    Raises:
        Http404: there is none, or it is not for this person.
    """
    found = get_object_or_404(
        Condition.objects.select_related("decision__application__actor", "decision__application__charter"), uid=uid
    )
    if not roles_of(request.user, found) & CONCERNED:
        raise Http404
    return found


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def condition(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is asked, by when, the proof, and what this person may say of it."""
    found = condition_for(request, uid)
    if request.method != "POST":
        return _page(request, found, {})
    name = request.POST.get("action", "")
    if name not in FORMS:
        raise Http404
    form = _form(name, found, request)
    if form.is_valid() and _done(request, found, name, form):
        messages.success(request, DONE[name])
        return redirect("certification:condition", uid=uid)
    return _page(request, found, {name: form})


def _form(name: str, found: Condition, request: HttpRequest | None = None) -> Form:
    data, files = (request.POST, request.FILES) if request else (None, None)
    initial = {"proof": found.proof} if name == "prove" else None
    return FORMS[name](data, files, auto_id=f"{name}-%s", initial=initial)


def _done(request: HttpRequest, found: Condition, name: str, form: Form) -> bool:
    """Whether it is done; what the rule refuses is said in the form."""
    act = getattr(conditions, name)
    try:
        act(condition=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True


def _page(request: HttpRequest, found: Condition, typed: dict[str, Form]) -> HttpResponse:
    may = {name: can(request.user, name, found) for name in FORMS}
    context = {
        "condition": found,
        "decision": found.decision,
        "application": found.decision.application,
        "actor": found.decision.application.actor,
        "forms": {name: typed.get(name) or _form(name, found) for name in FORMS if may[name] or name in typed},
        "is_ours": bool(of_applicant(request.user, found.decision.application)),
        "is_late": conditions.is_late(found, timezone.now()),
    }
    return render(request, "certification/condition.html", context, status=422 if typed else 200)


@never_cache
@signed_in
@require_safe
def proof(request: HttpRequest, uid: UUID) -> FileResponse:
    """The file joined to a proof, which is private."""
    found = condition_for(request, uid)
    if not found.proof_file:
        raise Http404
    require(can(request.user, "see_proof", found))
    return FileResponse(found.proof_file.open(), as_attachment=True, filename=found.proof_file.name.rsplit("/", 1)[-1])
