"""What core itself does in the background: its two queues, and cleaning up."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

from core import changes, mail
from core.models import Heartbeat, PeriodicRun
from core.tasks import Queue, State, periodic, register_queue

TRACES_KEPT = timedelta(days=7)


def register() -> None:
    """Declare core's queues."""
    register_queue("mail", Queue(_("Mail"), mail.deliver, mail_state))
    register_queue("changes", Queue(_("Changes to index"), changes.drain, changes_state))


def mail_state() -> State:
    """Mails that wait, and those that were given up."""
    waiting = Q(status__in=(STATUS.queued, STATUS.requeued))
    return State(
        **Email.objects.aggregate(
            depth=Count("pk", filter=waiting),
            oldest=Min("created", filter=waiting),
            failed=Count("pk", filter=Q(status=STATUS.failed)),
        )
    )


def changes_state() -> State:
    """Changed objects that wait, and those among them that a consumer has refused."""
    return State(
        **changes.pending().aggregate(
            depth=Count("pk"), oldest=Min("noted_at"), failed=Count("pk", filter=~Q(error=""))
        )
    )


@periodic
def clear_sessions(now: datetime) -> None:
    """Delete the sessions that have ended."""
    Session.objects.filter(expire_date__lt=now).delete()


@periodic
def clear_mail(now: datetime) -> None:
    """Forget the mails that nobody looks for any more."""
    mail.forget(now - timedelta(days=settings.MAIL_LOG_DAYS))


@periodic
def clear_traces(now: datetime) -> None:
    """Forget workers and periodic work that are no more: a container has a new name at each start."""
    before = now - TRACES_KEPT
    Heartbeat.objects.filter(seen_at__lt=before).delete()
    PeriodicRun.objects.filter(ran_at__lt=before).delete()
