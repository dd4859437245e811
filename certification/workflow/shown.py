"""What lists and cards show of a certificate is kept on the actor, and written here only."""

from datetime import datetime

from django.utils import timezone

from certification.models import Application, Certificate, Decision
from certification.states import LIVE_CERTIFICATE, UNDECIDED, ApplicationState
from certification.states import CertificateState as State
from community.models import Actor, CertificateState
from core import changes, page_cache

SHOWN_DECISIONS = 10
SHOWN = {
    State.ACTIVE: CertificateState.ACTIVE,
    State.SUSPENDED: CertificateState.SUSPENDED,
    State.EXPIRED: CertificateState.EXPIRED,
}


def show(organisation: Actor, now: datetime) -> None:
    """Write what everybody may know today; a draft, or a file that nobody has looked at, is nobody's business."""
    organisation = Actor.objects.select_for_update().get(pk=organisation.pk)
    state, positions, since = shown(organisation)
    found = {
        "certificate_state": state, "positions": positions, "certified_at": since, "decisions": decisions(organisation)
    }  # fmt: skip
    if all(getattr(organisation, name) == value for name, value in found.items()):
        return
    for name, value in found.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=[*found])
    changes.note(organisation, now=now)
    page_cache.invalidate()


def decisions(organisation: Actor) -> list[dict]:
    """The decisions about an actor with their certificates, the latest first, as its page shows them."""
    found = Decision.objects.filter(application__actor=organisation).select_related("certificate")
    return [_decision(one) for one in found.order_by("-decided_at", "-pk")[:SHOWN_DECISIONS]]


def _decision(one: Decision) -> dict:
    said = {"number": one.number, "outcome": one.outcome, "on": timezone.localdate(one.decided_at).isoformat()}
    if certificate := getattr(one, "certificate", None):
        until = certificate.suspended_until
        said["certificate"] = {
            "number": certificate.number, "state": certificate.state, "ends_at": certificate.ends_at.isoformat(),
            "suspended_until": until.isoformat() if until else "",
        }  # fmt: skip
    return said


def shown(organisation: Actor) -> tuple[str, dict, datetime | None]:
    """State, positions and day of what an actor's card shows."""
    latest = Certificate.objects.filter(actor=organisation).select_related("decision").order_by("-starts_at").first()
    state = SHOWN.get(latest.state, CertificateState.NONE) if latest else CertificateState.NONE
    if latest and latest.state in LIVE_CERTIFICATE:
        return state, latest.decision.count.positions, latest.starts_at
    examined = set(UNDECIDED) - {ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.SCREENING}
    if Application.objects.filter(actor=organisation, state__in=examined).exists():
        return CertificateState.PENDING, {}, None
    return state, {}, None
