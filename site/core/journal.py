"""Writing to the journal and checking it: who did what, to which object, when and why."""

import secrets
from datetime import datetime

from django.db import connection, models
from django.utils import timezone

from core import chain
from core.models import Event, EventDetail

SYSTEM = "system"
LOCK = 0x5E87A47  # an arbitrary number that nothing else in this database uses as an advisory lock


class JournalError(Exception):
    """The journal can't be written this way."""


def record(
    kind: str,
    *,
    actor: models.Model | None,
    obj: models.Model,
    data: dict | None = None,
    private: dict | None = None,
    why: str = "",
    now: datetime | None = None,
) -> Event:
    """Append an event, in the caller's transaction: what is rolled back has not happened.

    From here to the end of that transaction nobody else can append, so call this late in it.

    Args:
        kind: a code such as "charter.published".
        actor: a person (an object with a `uid`); None for the system.
        obj: what it happened to; see `reference`.
        data: public plain values, kept for ever and covered by the chain.
        private: plain values that may have to be erased one day; the chain covers a commitment to them.
        why: the reason given, in free text; private.
        now: the moment, aware; the present one by default.

    Raises:
        JournalError: there is no transaction, or the object has no stable name.
        TypeError, ValueError: `data` or `private` is not made of plain JSON values.
    """
    secret = (private or {}) | ({"why": why} if why else {})
    detail = EventDetail(salt=secrets.token_hex(16), private=chain.canonical_json(secret)) if secret else None
    seq, prev_hash = _take_turn()
    link = chain.Link(
        seq=seq + 1,
        prev_hash=prev_hash,
        at=now or timezone.now(),
        kind=kind,
        actor=str(actor.uid) if actor else SYSTEM,
        object_kind=obj._meta.label_lower,
        object_ref=reference(obj),
        data=chain.canonical_json(data or {}),
        commitment=chain.commitment(detail.salt, detail.private) if detail else "",
    )
    event = Event.objects.create(**link._replace(hash=chain.link_hash(link))._asdict())
    if detail:
        detail.event = event
        detail.save()
    return event


def reference(obj: models.Model) -> str:
    """The stable name of an object: its `journal_ref`, else its `uid`; never a database id or an address.

    Raises:
        JournalError: it has neither.
    """
    value = getattr(obj, "journal_ref", "") or getattr(obj, "uid", "")
    if not value:
        raise JournalError(f"{obj._meta.label} needs a `journal_ref` or a `uid` to be named in the journal.")
    return str(value)


def about(obj: models.Model) -> models.QuerySet[Event]:
    """The events of one object, oldest first, each with its private part if it still exists."""
    events = Event.objects.filter(object_kind=obj._meta.label_lower, object_ref=reference(obj))
    return events.select_related("detail").order_by("seq")


def forget(events: models.QuerySet[Event]) -> int:
    """Erase the private part of these events; the chain stays whole. How many were erased."""
    return EventDetail.objects.filter(event__in=events).delete()[0]


def head() -> tuple[int, str]:
    """Number and hash of the last event: what one notes elsewhere to prove later that nothing was cut."""
    return Event.objects.order_by("-seq").values_list("seq", "hash").first() or (0, chain.FIRST)


def verify() -> chain.Break | None:
    """Read the whole journal; the first event that doesn't hold, if any."""
    rows = Event.objects.order_by("seq").values_list(*chain.Link._fields).iterator(chunk_size=2000)
    broken = chain.first_break(chain.Link._make(row) for row in rows)
    return min(filter(None, (broken, _first_changed_detail())), default=None)


def _first_changed_detail() -> chain.Break | None:
    rows = EventDetail.objects.order_by("event__seq").values_list("event__seq", "event__commitment", "salt", "private")
    for seq, commitment, salt, private in rows.iterator(chunk_size=2000):
        if chain.commitment(salt, private) != commitment:
            return chain.Break(seq, "has a private part that was changed after it was written")
    return None


def _take_turn() -> tuple[int, str]:
    """Wait for other writers; the last event's number and hash.

    On SQLite every transaction is IMMEDIATE (settings): whoever is inside one is alone.
    """
    if not connection.in_atomic_block:
        raise JournalError("Write to the journal in the transaction of what it tells.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return head()
