"""Delivery of queued mail, one at a time.

A mail is claimed first (its next try is put off by `LEASE`, its attempt is counted), in a transaction of
its own; then sent; then its result is written at once. A worker killed in between leaves at most one mail
in doubt: it leaves again after the lease, under the same Message-ID.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email
from post_office.settings import get_max_retries

from core import backoff

LEASE = timedelta(minutes=5)  # longer than a mail server may take to answer (EMAIL_TIMEOUT)
WAITING = (STATUS.queued, STATUS.requeued)
FOR_EVER = range(500, 600)  # answers of a server that will not change its mind (RFC 5321, 4.2.1)
log = logging.getLogger(__name__)
_refusals: list[Callable[[str, str], None]] = []


def on_refusal(function: Callable[[str, str], None]) -> None:
    """Have a function called with an address that does not exist, or takes no mail, and with what its server said."""
    if function not in _refusals:
        _refusals.append(function)


def note_refusal(address: str, why: str) -> None:
    """Say that an address refuses mail; its server did, at once or in a message of its own later."""
    for function in _refusals:
        function(address, why)


def deliver(limit: int = 20, now: datetime | None = None) -> int:
    """Send what is due, at most `limit` mails; how many were handled, well or not.

    A failure ends the batch: a server that is away may take `EMAIL_TIMEOUT` to say so, and the worker has
    other things to do between two such waits.
    """
    try:
        for handled in range(limit):
            email = _claim(now or timezone.now())
            if email is None:
                return handled
            if not _attempt(email, now or timezone.now()):
                return handled + 1
        return limit
    finally:
        connections.close()


def retry(email: Email) -> None:
    """Put a failed mail back in the queue, with all its attempts before it."""
    Email.objects.filter(pk=email.pk, status=STATUS.failed).update(
        status=STATUS.queued, number_of_retries=0, scheduled_time=timezone.now()
    )


def forget(before: datetime) -> int:
    """Delete mails older than this that need nobody any more; how many rows went."""
    return Email.objects.filter(last_updated__lt=before).exclude(status__in=WAITING).delete()[0]


def _claim(now: datetime) -> Email | None:
    due = Email.objects.filter(Q(scheduled_time__lte=now) | Q(scheduled_time=None), status__in=WAITING)
    if not due.exists():  # looking takes no lock, where SQLite's transactions do at their first line
        return None
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    with transaction.atomic():
        email = due.order_by("-priority", "scheduled_time", "pk").first()
        return _lease(email, now) if email else None


def _lease(email: Email, now: datetime) -> Email:
    email.number_of_retries = (email.number_of_retries or 0) + 1
    Email.objects.filter(pk=email.pk).update(
        number_of_retries=email.number_of_retries, scheduled_time=now + LEASE, last_updated=now
    )
    return email


def _attempt(email: Email, now: datetime) -> bool:
    """Send, and write down at once whether it went well."""
    try:
        _dispatch(email)
    except Exception as error:
        log.warning("Mail %s failed (attempt %s)", email.pk, email.number_of_retries, exc_info=True)
        _record_failure(email, error, now)
        return False
    _record_success(email, now)
    return True


def _dispatch(email: Email) -> None:
    if email.number_of_retries > get_max_retries() + 1:
        raise TimeoutError("The worker was stopped each time while it was sending this mail.")
    email.dispatch(commit=False, disconnect_after_delivery=False)


@transaction.atomic
def _record_success(email: Email, now: datetime) -> None:
    """Keep the line in the log; the text, with its names and its links to accounts, has served."""
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.sent, message="", html_message="", headers=None, last_updated=now
    )
    email.logs.create(status=STATUS.sent)


@transaction.atomic
def _record_failure(email: Email, error: Exception, now: datetime) -> None:
    refused = _refused_for_ever(error)
    for address, why in refused.items():
        note_refusal(address, why)
    is_last = bool(refused) or email.number_of_retries > get_max_retries()
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.failed if is_last else STATUS.requeued,
        scheduled_time=now + backoff.wait(email.number_of_retries),
        last_updated=now,
    )
    email.logs.create(status=STATUS.failed, message=str(error), exception_type=type(error).__name__)


def _refused_for_ever(error: Exception) -> dict[str, str]:
    """{address: what its server said} of those that will never take a mail."""
    if not isinstance(error, SMTPRecipientsRefused):
        return {}
    said = {address: (code, _readable(text)) for address, (code, text) in error.recipients.items()}
    return {address: f"{code} {text}" for address, (code, text) in said.items() if code in FOR_EVER}


def _readable(text: bytes | str) -> str:
    return text.decode(errors="replace") if isinstance(text, bytes) else text
