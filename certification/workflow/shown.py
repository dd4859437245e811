"""What lists and cards show of a certificate is kept on the actor, and written here only."""

from datetime import datetime

from certification.models import Application, Certificate
from certification.states import UNDECIDED, ApplicationState
from certification.states import CertificateState as State
from community.models import Actor, CertificateState
from core import changes, page_cache

SHOWN = {
    State.ACTIVE: CertificateState.ACTIVE,
    State.SUSPENDED: CertificateState.SUSPENDED,
    State.EXPIRED: CertificateState.EXPIRED,
}


def show(organisation: Actor, now: datetime) -> None:
    """Write what everybody may know today; a draft, or a file that nobody has looked at, is nobody's business."""
    organisation = Actor.objects.select_for_update().get(pk=organisation.pk)
    state, positions, since = shown(organisation)
    if (state, positions, since) == (
        organisation.certificate_state, organisation.positions, organisation.certified_at
    ):  # fmt: skip
        return
    organisation.certificate_state, organisation.positions, organisation.certified_at = state, positions, since
    organisation.save(update_fields=["certificate_state", "positions", "certified_at"])
    changes.note(organisation, now=now)
    page_cache.invalidate()


def shown(organisation: Actor) -> tuple[str, dict, datetime | None]:
    """State, positions and day of what an actor's card shows."""
    latest = Certificate.objects.filter(actor=organisation).select_related("decision").order_by("-starts_at").first()
    state = SHOWN.get(latest.state, CertificateState.NONE) if latest else CertificateState.NONE
    if state in {CertificateState.ACTIVE, CertificateState.SUSPENDED}:
        return state, latest.decision.count.positions, latest.starts_at
    examined = set(UNDECIDED) - {ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.SCREENING}
    if Application.objects.filter(actor=organisation, state__in=examined).exists():
        return CertificateState.PENDING, {}, None
    return state, {}, None
