"""Who may look at a file: recusals, visits back and forth, the pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from community.rules.freshness import add_months

PEER, CONSUMER = "industry", "consumers"


class Recusal(StrEnum):
    """Why a person may not judge a file."""

    SAME_ORGANISATION = "same_organisation"  # manages or writes for the applicant
    CO_APPLICANT = "co_applicant"  # manages an organisation that applies at the same time and is linked
    DECLARED = "declared"  # has declared an interest
    UNDECLARED = "undeclared"  # has not declared anything yet
    TOOK_PART = "took_part"  # for an appeal: has deliberated or visited


@dataclass(frozen=True)
class Ties:
    """What binds a person to a file."""

    is_of_applicant: bool = False
    is_co_applicant: bool = False
    has_declared: bool = False
    has_interest: bool = False
    took_part: bool = False


def recusal(ties: Ties, *, for_appeal: bool = False) -> Recusal | None:
    """Why this person is recused; None when nothing stands in the way of judging."""
    if ties.is_of_applicant:
        return Recusal.SAME_ORGANISATION
    if ties.is_co_applicant:
        return Recusal.CO_APPLICANT
    if for_appeal and ties.took_part:
        return Recusal.TOOK_PART
    if not ties.has_declared:
        return Recusal.UNDECLARED
    return Recusal.DECLARED if ties.has_interest else None


class PairLack(StrEnum):
    """What keeps two people from visiting together."""

    NO_PEER = "no_peer"
    NO_CONSUMER = "no_consumer"
    SAME_PERSON = "same_person"
    TOO_FEW = "too_few"
    INTEREST = "interest"
    VISITED_US = "visited_us"  # somebody of the applicant visited this person's organisation not long ago
    SAME_VISITOR = "same_visitor"  # visited this applicant the last time


@dataclass(frozen=True)
class Visitor:
    """One person of a pair, as the rule sees her or him: two people may bear the same name."""

    key: str
    person: str  # the name, for words
    college: str
    recused: bool = False
    was_visited_by_them_at: datetime | None = None  # by somebody of the applicant, the last time
    visited_last_time: bool = False


def pair_lacks(visitors: Iterable[Visitor], now: datetime, reciprocity_months: int) -> list[tuple[PairLack, str]]:
    """Everything that is wrong with a pair, as (what, which person); empty when they may visit."""
    pair = list(visitors)
    colleges = [one.college for one in pair]
    lacks: list[tuple[PairLack, str]] = []
    if len({one.key for one in pair}) < len(pair):
        lacks.append((PairLack.SAME_PERSON, ""))
    if len(pair) < 2:  # noqa: PLR2004 (a pair)
        lacks.append((PairLack.TOO_FEW, ""))
    if PEER not in colleges:
        lacks.append((PairLack.NO_PEER, ""))
    if CONSUMER not in colleges:
        lacks.append((PairLack.NO_CONSUMER, ""))
    return lacks + [lack for one in pair for lack in _own_lacks(one, now, reciprocity_months)]


def _own_lacks(one: Visitor, now: datetime, months: int) -> Iterable[tuple[PairLack, str]]:
    if one.recused:
        yield PairLack.INTEREST, one.person
    if one.was_visited_by_them_at and now < add_months(one.was_visited_by_them_at, months):
        yield PairLack.VISITED_US, one.person
    if one.visited_last_time:
        yield PairLack.SAME_VISITOR, one.person
