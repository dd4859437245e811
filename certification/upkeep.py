"""What the process does in the background, each minute or so: late, twice or on two machines, all the same."""

from datetime import datetime

from certification.models import Round
from certification.states import RoundState
from certification.workflow import appeals, certificates, closing, conditions, mandates, plans, suspensions
from core.tasks import each, periodic


def register() -> None:
    """Importing this module has declared the work below."""


@periodic
def close_rounds(now: datetime) -> None:
    """End the rounds whose deadline has passed."""
    due = Round.objects.filter(state=RoundState.OPEN, closes_at__lte=now).select_related("application")
    each(due, lambda found: closing.close(round_=found, actor=None, now=now))


@periodic
def expire_certificates(now: datetime) -> None:
    """Write down that certificates have ended."""
    certificates.expire_due(now)


@periodic
def lift_suspensions(now: datetime) -> None:
    """End the urgent suspensions that nobody confirmed in time."""
    suspensions.lift_due(now)


@periodic
def tell_of_renewals(now: datetime) -> None:
    """Say that renewals open."""
    certificates.tell_of_renewals(now)


@periodic
def remind_of_conditions(now: datetime) -> None:
    """Write to those who have something to do by a day."""
    conditions.remind(now)


@periodic
def remind_of_plans(now: datetime) -> None:
    """Write to those who are expected with a progress plan."""
    plans.remind(now)


@periodic
def question_certificates(now: datetime) -> None:
    """Put before the colleges the certificates with a condition that was not met by its day."""
    conditions.propose_overdue(now)


@periodic
def end_mandates(now: datetime) -> None:
    """End the mandates whose day has passed."""
    mandates.end_due(now)


@periodic
def conclude_appeals(now: datetime) -> None:
    """Conclude the appeals whose delay is over."""
    appeals.conclude_due(now)
