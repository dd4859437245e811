"""The table of changes: what happens below is told upwards without importing upwards.

Whoever changes an object notes it, in the same transaction. An app above registers a consumer for that kind
of object, and the worker hands it the keys of what has changed. A consumer may get the same key twice.
"""

import logging
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from core import backoff
from core.models import Change, Heartbeat

Consumer = Callable[[list[str]], None]
LEASE = timedelta(minutes=10)
SILENT = timedelta(minutes=2)  # after which a worker is believed dead
AT_ONCE = 20  # objects that an action follows itself
FIELDS = ["token", "noted_at", "attempts", "next_try", "error"]

log = logging.getLogger(__name__)
_consumers: dict[str, list[Consumer]] = {}


def register(kind: str, consumer: Consumer) -> None:
    """Have `consumer` called with the primary keys, as text, of changed objects of a kind ("app.model")."""
    _consumers.setdefault(kind.lower(), []).append(consumer)


def note(*objects: models.Model, now: datetime | None = None) -> None:
    """Say, in the caller's transaction, that these objects were created, changed or (just before) deleted."""
    now = now or timezone.now()
    names = sorted({(obj._meta.label_lower, str(obj.pk)) for obj in objects})
    Change.objects.bulk_create(
        [
            Change(object_kind=kind, object_key=key, token=uuid.uuid4(), noted_at=now, next_try=now)
            for kind, key in names
        ],
        update_conflicts=True,
        unique_fields=["object_kind", "object_key"],
        update_fields=FIELDS,
    )
    if settings.CHANGES_AT_ONCE:
        transaction.on_commit(drain_alone, robust=True)


def drain_alone() -> None:
    """Follow the changes here and now, if no worker lives that would do it within seconds."""
    is_alive = Heartbeat.objects.filter(seen_at__gte=timezone.now() - SILENT).exists()
    if not is_alive:
        drain(AT_ONCE)


def pending() -> models.QuerySet[Change]:
    """What waits for a consumer."""
    return Change.objects.filter(object_kind__in=_consumers)


def drain(limit: int = 200, now: datetime | None = None) -> int:
    """Hand over what is due, at most `limit` objects; how many were handed over, well or not."""
    now = now or timezone.now()
    changes = _claim(limit, now)
    for batch in _batches(changes):
        _hand_over(batch, now)
    return len(changes)


def _claim(limit: int, now: datetime) -> list[Change]:
    """Take what is due out of the way of other workers for a while; a killed one's comes back."""
    due = pending().filter(next_try__lte=now).order_by("next_try", "pk")
    if not due.exists():  # looking takes no lock, where SQLite's transactions do at their first line
        return []
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    with transaction.atomic():
        changes = list(due[:limit])
        claimed = Change.objects.filter(pk__in=[change.pk for change in changes])
        claimed.update(next_try=now + LEASE, attempts=F("attempts") + 1)
    return changes


def _batches(changes: Iterable[Change]) -> Iterable[list[Change]]:
    """By kind; what has failed before goes alone, so that one bad object doesn't hold up the others."""
    by_kind = sorted(changes, key=lambda change: change.object_kind)
    for _kind, group in groupby(by_kind, key=lambda change: change.object_kind):
        members = list(group)
        fresh = [change for change in members if not change.attempts]
        yield from [fresh] if fresh else []
        yield from ([change] for change in members if change.attempts)


def _hand_over(batch: list[Change], now: datetime) -> None:
    kind = batch[0].object_kind
    try:
        for consumer in _consumers[kind]:
            consumer([change.object_key for change in batch])
    except Exception as error:
        log.exception("The consumer of %s failed", kind)
        same = _unchanged(batch)
        same.update(next_try=now + backoff.wait(batch[0].attempts + 1), error=f"{type(error).__name__}: {error}")
    else:
        _unchanged(batch).delete()


def _unchanged(batch: list[Change]) -> models.QuerySet[Change]:
    """The rows of a batch, without those noted again meanwhile: these have a new token and stay due."""
    return Change.objects.filter(token__in=[change.token for change in batch])
