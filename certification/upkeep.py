"""What the process does in the background, each minute or so: late, twice or on two machines, all the same."""

from datetime import datetime

from certification.models import Round
from certification.states import RoundState
from certification.workflow import appeals, certificates, closing, conditions, mandates, suspensions
from core.tasks import periodic


def register() -> None:
    """Importing this module has declared the work below."""


@periodic
def close_rounds(now: datetime) -> None:
    """End the rounds whose deadline has passed."""
    for found in Round.objects.filter(state=RoundState.OPEN, closes_at__lte=now).select_related("application"):
        closing.close(round_=found, actor=None, now=now)


@periodic
def keep_certificates(now: datetime) -> None:
    """Expire certificates, end suspensions that nobody confirmed, say that renewals open."""
    certificates.expire_due(now)
    suspensions.lift_due(now)
    certificates.tell_of_renewals(now)


@periodic
def remind_of_conditions(now: datetime) -> None:
    """Write to those who have something to do by a day; what was not done goes to the colleges."""
    conditions.remind(now)
    conditions.propose_overdue(now)


@periodic
def end_mandates(now: datetime) -> None:
    """End the mandates whose day has passed."""
    mandates.end_due(now)


@periodic
def conclude_appeals(now: datetime) -> None:
    """Conclude the appeals whose delay is over."""
    appeals.conclude_due(now)
