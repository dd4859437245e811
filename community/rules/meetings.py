"""Rules of meetings, and the calendar that programs read (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

LONGEST = timedelta(days=10)
FURTHEST = timedelta(days=3 * 366)
REMINDED_BEFORE = timedelta(hours=36)
KEPT_IN_FEED = timedelta(days=180)  # what is longer past is no longer in a calendar
PRODUCT = "-//Sextant//meetings//EN"


@dataclass(frozen=True)
class Entry:
    """One line of a calendar.

    Attributes:
        uid: the same for ever.
        starts_at: aware.
        ends_at: aware, after `starts_at`.
        sequence: how often it changed.
        url: its page, as a path of the site.
        status: "CONFIRMED", "TENTATIVE" or "CANCELLED".
        link: where one takes part at a distance.
        answer: what its reader answered, as they read it.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    status: str = "CONFIRMED"
    link: str = ""
    answer: str = ""


def lacks(starts_at: datetime, ends_at: datetime, now: datetime) -> list[str]:
    """Codes of what is wrong with the hours of a meeting: "past", "backwards", "long", "far"."""
    found = {
        "past": starts_at <= now,
        "backwards": ends_at <= starts_at,
        "long": ends_at - starts_at > LONGEST,
        "far": starts_at - now > FURTHEST,
    }
    return [code for code, is_wrong in found.items() if is_wrong]


def may_reply(starts_at: datetime, now: datetime, *, is_cancelled: bool) -> bool:
    """Whether one may still say that one comes."""
    return now < starts_at and not is_cancelled


def reminds_now(starts_at: datetime, created_at: datetime, now: datetime, *, is_cancelled: bool) -> bool:
    """Whether it is time to remind: near, not begun, and not convened so late that the first word was the reminder."""
    is_near = starts_at - REMINDED_BEFORE <= now < starts_at
    return is_near and created_at < starts_at - REMINDED_BEFORE and not is_cancelled


def calendar(name: str, entries: Iterable[Entry], site: str) -> bytes:
    """A calendar that programs read; moments are in universal time.

    Args:
        site: the address of the site, before the paths of entries.

    Source: RFC 5545, and RFC 7986 for its name and how often to read it again.
    """
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for one in entries:
        found.add_component(_event(one, site))
    return found.to_ical()


def _event(entry: Entry, site: str) -> Event:
    found = Event()
    found.add("uid", entry.uid)
    found.add("summary", entry.title)
    for name, moment in (("dtstart", entry.starts_at), ("dtend", entry.ends_at), ("dtstamp", entry.changed_at)):
        found.add(name, moment.astimezone(UTC))
    found.add("last-modified", entry.changed_at.astimezone(UTC))
    found.add("sequence", entry.sequence)
    found.add("status", entry.status)
    for name, value in (
        ("location", entry.place or entry.link),
        ("description", entry.text),
        ("url", entry.url and f"{site}{entry.url}"),
    ):
        if value:
            found.add(name, value)
    return found
