"""The course of a round: its phases, its deadlines, what follows from its count."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from certification.rules.ruleset import Ruleset
from certification.rules.tally import Tally
from certification.states import Outcome

SEALED_SHARE = 3  # the sealed opinions have a third of the round
REMIND_BEFORE = timedelta(days=3)


class Phase(StrEnum):
    """What seats do at a moment of a round."""

    SEALED = "sealed"  # each fills the grid alone
    OPEN = "open"  # discussion and positions
    OVER = "over"


class Next(StrEnum):
    """What follows when the deadline has passed."""

    DECIDE = "decide"
    RECONCILE = "reconcile"
    EXTEND = "extend"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Deadlines:
    """The two ends of a round."""

    sealed_until: datetime
    closes_at: datetime


def deadlines(opened_at: datetime, days: int) -> Deadlines:
    """The ends of a round of so many days."""
    length = timedelta(days=days)
    return Deadlines(opened_at + length / SEALED_SHARE, opened_at + length)


def phase(now: datetime, sealed_until: datetime, closes_at: datetime, *, all_sealed: bool) -> Phase:
    """Where a round is; opinions are opened early once every seat has submitted its own."""
    if now >= closes_at:
        return Phase.OVER
    return Phase.SEALED if now < sealed_until and not all_sealed else Phase.OPEN


def may_close(now: datetime, opened_at: datetime, closes_at: datetime, ruleset: Ruleset, *, all_said: bool) -> bool:
    """Whether a round may end: at its deadline, or after the shortest length once every seat has spoken."""
    least = opened_at + timedelta(days=ruleset.round_days_least)
    return now >= closes_at or (all_said and now >= least)


def what_next(ruleset: Ruleset, count: Tally, number: int, *, was_extended: bool) -> Next:
    """What follows a count at the deadline.

    Args:
        number: the round's place among those that count, from 1.
        was_extended: the one automatic extension is spent.
    """
    if not count.has_quorum:
        return Next.NO_QUORUM if was_extended else Next.EXTEND
    if count.has_consensus or number >= ruleset.rounds_most:
        return Next.DECIDE
    return Next.RECONCILE


def outcome(count: Tally, *, has_conditions: bool, was_deferred: bool) -> Outcome:
    """What a decision says. Never a majority override: without consensus deferred once, then refused.

    Args:
        count: that of the last round.
        has_conditions: a reservation asks for something to be done by a date.
        was_deferred: the file before this one ended so.
    """
    if count.has_consensus:
        return Outcome.GRANTED_WITH_CONDITIONS if has_conditions else Outcome.GRANTED
    return Outcome.REFUSED if was_deferred else Outcome.DEFERRED
