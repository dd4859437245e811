"""The journal's chain as pure functions: no database, so that anybody can write a verifier like this one.

An event's hash is the SHA-256 of a domain tag and of its fields, each preceded by its length in bytes (eight
bytes, big-endian), the previous event's hash among them. What may be erased one day is not in the event:
only a salted commitment to it is.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

EVENT_TAG = b"sextant.journal.event.v1"
DETAIL_TAG = b"sextant.journal.detail.v1"
FIRST = "0" * 64  # what the first event names as its previous hash


class Link(NamedTuple):
    """One event as it is hashed; `hash` itself comes last and is not part of what is hashed."""

    seq: int
    at: datetime
    kind: str
    actor: str
    object_kind: str
    object_ref: str
    data: str
    commitment: str
    prev_hash: str
    hash: str = ""


class Break(NamedTuple):
    """The first event that doesn't hold, and why."""

    seq: int
    reason: str


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces and no escapes but the compulsory ones.

    Raises:
        TypeError, ValueError: the value is not made of what JSON knows (NaN and infinities included).
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def link_hash(link: Link) -> str:
    """The hash that an event must have, in hexadecimal."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _digest(EVENT_TAG, str(link.seq), at, *link[2:9])


def commitment(salt: str, private: str) -> str:
    """What the public event says of its private part: nothing, without the salt (hexadecimal)."""
    return _digest(DETAIL_TAG, salt, private)


def first_break(links: Iterable[Link]) -> Break | None:
    """The first event, in the given order, that was changed, added or removed; None when all hold."""
    previous = FIRST
    for seq, link in enumerate(links, start=1):
        if link.seq != seq:
            return Break(seq, "is missing")
        if link.prev_hash != previous:
            return Break(seq, "doesn't follow the event before it")
        if link.hash != link_hash(link):
            return Break(seq, "was changed after it was written")
        previous = link.hash
    return None


def _digest(tag: bytes, *fields: str) -> str:
    parts = [tag]
    for field in fields:
        content = field.encode()
        parts += [len(content).to_bytes(8, "big"), content]
    return hashlib.sha256(b"".join(parts)).hexdigest()
