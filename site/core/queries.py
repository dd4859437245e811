"""What the operators' page shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email, Log

from core import tasks
from core.models import Heartbeat, PeriodicRun

LATE_AFTER = timedelta(minutes=1)
MAIL_STATES = {
    "waiting": (_("Waiting"), (STATUS.queued, STATUS.requeued)),
    "failed": (_("Failed"), (STATUS.failed,)),
    "sent": (_("Sent"), (STATUS.sent,)),
}


@dataclass(frozen=True)
class Pulse:
    """Whether some worker lives."""

    seen_at: datetime | None
    is_late: bool


def pulse(now: datetime | None = None) -> Pulse:
    """When a worker was last seen on any machine; late after one minute."""
    seen_at = Heartbeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return Pulse(seen_at, seen_at is None or (now or timezone.now()) - seen_at > LATE_AFTER)


def queues() -> list[tuple[tasks.Queue, tasks.State]]:
    """Every queue and how it is doing."""
    return [(queue, queue.state()) for queue in tasks.queues.values()]


def periodic_runs() -> QuerySet[PeriodicRun]:
    """How each kind of periodic work went the last time."""
    return PeriodicRun.objects.order_by("name")


def mails(state: str = "", recipient: str = "") -> QuerySet[Email]:
    """Mails, newest first, each with its last error; never their text."""
    last_error = Log.objects.filter(email=OuterRef("pk"), status=STATUS.failed).order_by("-pk")
    found = Email.objects.defer("message", "html_message").order_by("-pk")
    if state in MAIL_STATES:
        found = found.filter(status__in=MAIL_STATES[state][1])
    if recipient:
        found = found.filter(to__icontains=recipient)
    return found.annotate(last_error=Subquery(last_error.values("message")[:1]))
