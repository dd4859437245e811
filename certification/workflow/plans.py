"""The progress plan of a deferral: until when an applicant may come back with it, and who is reminded of that day."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from certification import notifications
from certification.models import Application, Decision
from certification.rules.certificates import PLAN_REMINDERS, reminders_due
from certification.states import ApplicationState, Outcome
from certification.workflow.common import locked, store
from core.tasks import each


@dataclass(frozen=True)
class Plan:
    """The plan that a deferral expects: its last day, and whether that day has passed."""

    ends_on: date
    is_over: bool

    @property
    def ends_at(self) -> datetime:
        """The end of its last day."""
        return timezone.make_aware(datetime.combine(self.ends_on, time(23, 59)))


def plan(application: Application, now: datetime) -> Plan | None:
    """The plan that the decision in force on a file expects; None unless it is a deferral."""
    latest = max(application.decisions.all(), key=lambda one: one.decided_at, default=None)
    if application.state != ApplicationState.DECIDED or latest is None or latest.outcome != Outcome.DEFERRED:
        return None
    return Plan(latest.plan_ends_on, timezone.localdate(now) > latest.plan_ends_on)


def is_over(application: Application, now: datetime) -> bool:
    """Whether it is too late to come back with the plan of a file."""
    found = plan(application, now)
    return found is not None and found.is_over


def awaited(application: Application, now: datetime) -> Plan | None:
    """The same while one may still come back with it, and no other file was opened since."""
    found = plan(application, now)
    return found if found and not found.is_over and not list(application.next_ones.all()) else None


def remind(now: datetime) -> int:
    """Write to applicants 30 and 7 days before the last day of their plan; how many files were reminded of."""
    running = Decision.objects.filter(outcome=Outcome.DEFERRED, plan_ends_on__gte=timezone.localdate(now))
    files = running.filter(application__state=ApplicationState.DECIDED).values_list("application", flat=True)
    return each(files, lambda pk: _remind_one(pk, now))


@transaction.atomic
def _remind_one(pk: int, now: datetime) -> bool:
    application = locked(Application.objects.get(pk=pk))
    found = awaited(application, now)
    due = reminders_due(found.ends_at, now, application.plan_reminders, PLAN_REMINDERS) if found else None
    if due is None:
        return False
    application.plan_reminders = [*application.plan_reminders, due]
    store(application)
    notifications.tell_applicant("plan_due", application, day=found.ends_on)
    return True
