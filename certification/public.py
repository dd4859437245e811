"""Reads for the public record: decisions, certificates, files open to opinion."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from certification.models import Application, Certificate, Decision
from certification.rules.certificates import state_on
from certification.rules.charters import commitments
from certification.rules.seals import MARKS, public_marks
from certification.states import ApplicationState, Outcome
from certification.words import explain, why_words


@dataclass(frozen=True)
class Asked:
    """How a visitor narrows the register; `unknown` are words that mean nothing here."""

    outcome: str = ""
    year: int | None = None
    sector: str = ""
    unknown: tuple[str, ...] = ()


def read_asked(outcome: str, year: str, sector: str) -> Asked:
    """What these texts of an address mean; what is unknown is said and ignored."""
    known_outcome = outcome if outcome in set(Outcome) else ""
    known_year = int(year) if year.isdigit() and len(year) == 4 else None  # noqa: PLR2004 (figures of a year)
    unknown = tuple(
        typed for typed, known in ((outcome, known_outcome), (year, known_year)) if typed and not known
    )  # fmt: skip
    return Asked(known_outcome, known_year, sector, unknown)


def register(asked: Asked) -> QuerySet[Decision]:
    """The decisions of the network, the latest first, with their actors and certificates."""
    found = Decision.objects.select_related("application__actor", "application__charter", "certificate")
    if asked.outcome:
        found = found.filter(outcome=asked.outcome)
    if asked.year:
        found = found.filter(decided_at__year=asked.year)
    if asked.sector:
        found = found.filter(application__actor__sectors__code=asked.sector)
    return found.order_by("-decided_at", "-pk")


def years() -> list[int]:
    """The years that have decisions, the latest first."""
    return [day.year for day in Decision.objects.dates("decided_at", "year", order="DESC")]


@dataclass(frozen=True)
class Summary:
    """How the seats marked one commitment."""

    code: str
    title: str
    marks: list[tuple[str, int]]


def summaries(decision: Decision) -> list[Summary]:
    """Commitment by commitment, how many seats gave each mark in the round that decided."""
    seats = decision.round.seats.select_related("grid") if decision.round else ()
    opened = [public_marks(seat.grid.marks) for seat in seats if getattr(seat, "grid", None) and seat.grid.submitted_at]
    return [_summary(one, opened) for _article, one in commitments(decision.application.charter.charter)]


def _summary(one: dict, opened: Iterable[dict]) -> Summary:
    said = [marks.get(one["code"]) for marks in opened]
    return Summary(one["code"], one["title"], [(mark, said.count(mark)) for mark in MARKS if mark in said])


def colleges(decision: Decision) -> list[tuple[str, str, str]]:
    """(college, position, why) of each of the six."""
    return [(one.college, one.position, why_words(one)) for one in decision.count.colleges]


def explanation(decision: Decision) -> list[str]:
    """The count in words."""
    return explain(decision.count)


def objections(decision: Decision) -> QuerySet:
    """The objections that were admitted, with their answers: what the record shows, without who made them."""
    found = decision.application.objections.filter(admitted_at__lte=decision.decided_at)
    return found.select_related("seat").prefetch_related("answers")


def certificate_state(certificate: Certificate, now: datetime) -> str:
    """The state at this moment, whatever the clock has written down."""
    return state_on(certificate.state, certificate.ends_at, now)


def open_to_opinion(now: datetime) -> QuerySet[Application]:
    """Files on which any member may give an opinion today."""
    found = Application.objects.filter(
        state=ApplicationState.OPINION, opinion_opens_at__lte=now, opinion_ends_at__gt=now
    )
    return found.select_related("actor").order_by("opinion_ends_at")
