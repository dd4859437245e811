"""An organisation says that it works with another: said, accepted, declined, withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.forms.about import AttestationForm
from community.models import Actor, Attestation
from community.permissions import can
from community.states import AttestationState
from community.views.common import organisation_for
from community.workflow import attestations as workflow
from core import limits
from core.refusals import Refused
from core.signed_in import signed_in

ATTESTATIONS_PER_HOUR = 30
ANSWERS = {"accept": workflow.accept, "decline": workflow.decline, "withdraw": workflow.withdraw}


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def attestations(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What an organisation says of others, and others of it, with what can be done."""
    organisation = organisation_for(request, uid, "see_private")
    may_attest = bool(can(request.user, "attest", organisation))
    form = AttestationForm(request.POST or None, author=organisation) if may_attest else None
    if request.method == "POST" and form and form.is_valid() and _propose(request, organisation, form):
        messages.success(request, _("The other organisation has been asked. Nothing is shown before it accepts."))
        return redirect("community:attestations", uid=uid)
    context = {"actor": organisation, "form": form, "rows": _rows(request, organisation)}
    return render(request, "community/attestations.html", context, status=422 if form and form.errors else 200)


def _propose(request: HttpRequest, organisation: Actor, form: AttestationForm) -> bool:
    """Propose; what the workflow refuses is said in the form."""
    if not limits.allows(request, "attest", times=ATTESTATIONS_PER_HOUR, seconds=3600):
        form.add_error(None, _("You have asked many organisations in a short time. Go on in an hour."))
        return False
    try:
        workflow.propose(author=organisation, actor=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error("subject", str(refusal.reason))
        return False
    return True


def _rows(request: HttpRequest, organisation: Actor) -> list[dict]:
    said = Attestation.objects.filter(Q(author=organisation) | Q(subject=organisation))
    said = said.exclude(state=AttestationState.WITHDRAWN).select_related("author", "subject")
    manages = bool(can(request.user, "attest", organisation))
    return [_row(attestation, organisation, manages) for attestation in said]


def _row(attestation: Attestation, organisation: Actor, manages: bool) -> dict:
    """The buttons of one attestation: a manager of this side may answer what was asked of it, and withdraw."""
    is_asked = attestation.subject_id == organisation.pk and attestation.state == AttestationState.PROPOSED
    is_live = attestation.state in {AttestationState.PROPOSED, AttestationState.ACCEPTED}
    other = attestation.author if attestation.subject_id == organisation.pk else attestation.subject
    return {
        "attestation": attestation,
        "other": other,
        "is_ours": attestation.author_id == organisation.pk,
        "may_answer": manages and is_asked,
        "may_withdraw": manages and is_live and not is_asked,
    }


@signed_in
@require_POST
def answer(request: HttpRequest, uid: UUID, attestation: UUID, action: str) -> HttpResponse:
    """Accept, decline or withdraw."""
    organisation = organisation_for(request, uid, "see_private")
    found = get_object_or_404(Attestation, Q(author=organisation) | Q(subject=organisation), uid=attestation)
    if action not in ANSWERS:
        raise Http404
    ANSWERS[action](attestation=found, actor=request.user, now=timezone.now())
    messages.success(request, _("Done."))
    return redirect("community:attestations", uid=uid)
