"""How long what an actor says of itself stays believed (see `states.Freshness`)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.states import Freshness

LETTERS = 2  # reminders in one cycle
BETWEEN_LETTERS = timedelta(days=21)
AFTER_LAST_LETTER = timedelta(days=24)


@dataclass(frozen=True)
class Cycle:
    """One actor's present cycle: when its confirmation ends, and the reminders sent since."""

    due_at: datetime
    letters: int = 0
    last_letter_at: datetime | None = None


def add_months(moment: datetime, months: int) -> datetime:
    """The same day and hour some months later; the month's last day where it has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def state(cycle: Cycle, now: datetime) -> Freshness:
    """Where a published actor stands."""
    if now < cycle.due_at:
        return Freshness.FRESH
    if is_stale(cycle, now):
        return Freshness.STALE
    return (Freshness.DUE, Freshness.REMINDED, Freshness.REMINDED_TWICE)[min(cycle.letters, LETTERS)]


def is_stale(cycle: Cycle, now: datetime) -> bool:
    """Whether both reminders stayed without an answer for long enough."""
    if now < cycle.due_at or cycle.letters < LETTERS or cycle.last_letter_at is None:
        return False
    return now >= cycle.last_letter_at + AFTER_LAST_LETTER


def next_letter_at(cycle: Cycle) -> datetime | None:
    """When the next reminder may leave; None once all have left."""
    if cycle.letters >= LETTERS:
        return None
    if cycle.letters == 0 or cycle.last_letter_at is None:
        return cycle.due_at
    return cycle.last_letter_at + BETWEEN_LETTERS


def stale_at(cycle: Cycle) -> datetime | None:
    """When the page becomes stale if nobody answers; None while reminders remain to be sent."""
    if cycle.letters < LETTERS or cycle.last_letter_at is None:
        return None
    return max(cycle.due_at, cycle.last_letter_at + AFTER_LAST_LETTER)
