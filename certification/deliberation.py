"""Reads for the deliberation room: the frozen file beside the charter, what seats may see of each other."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from certification.bonds import unbound
from certification.models import (
    Application,
    Grid,
    Interest,
    Message,
    Objection,
    Position,
    PublicOpinion,
    Round,
    Seat,
    Visit,
)
from certification.permissions import can, phase_of, roles_of, sitting
from certification.rules.charters import commitments
from certification.rules.messages import JUDGES, heard
from certification.rules.rounds import Phase
from certification.rules.tally import Tally
from certification.states import OURS, RoundState, VisitState
from certification.words import explain, why_words
from certification.workflow.closing import count


@dataclass(frozen=True)
class Line:
    """One commitment: what the charter asks, what the applicant says, what the visit saw."""

    article: str
    code: str
    title: str
    text: str
    kind: str
    level: int | None
    level_text: str
    said: str
    evidence: list[dict]
    seen: str
    marks: dict[str, int] = field(default_factory=dict)  # of the opinions that are open


def lines(application: Application, visit: Visit | None, grids: list[Grid]) -> list[Line]:
    """The commitments of the file's charter, in its order."""
    said, seen = application.frozen_assessment, visit.findings if visit else {}
    return [
        _line(article, one, said.get(one["code"], {}), seen.get(one["code"], ""), grids)
        for article, one in commitments(application.charter.charter)
    ]


def _line(article: str, one: dict, answer: dict, seen: str, grids: list[Grid]) -> Line:
    level, levels = answer.get("level"), one.get("levels") or []
    marks = Counter(grid.marks.get(one["code"], {}).get("mark") for grid in grids)
    return Line(
        article, one["code"], one["title"], one.get("text", ""), one.get("kind", ""), level,
        levels[level] if level is not None and level < len(levels) else "", answer.get("text", ""),
        answer.get("evidence", []), seen, {mark: n for mark, n in marks.items() if mark},
    )  # fmt: skip


@dataclass(frozen=True)
class CollegeLine:
    """One college as the room shows it."""

    college: str
    position: str
    why: str
    seats: int
    answered: int


@dataclass(frozen=True)
class Room:
    """Everything that one person may see of a deliberation at one moment."""

    round: Round | None
    phase: Phase | None
    seat: Seat | None
    grid: Grid | None
    visit: Visit | None
    lines: list[Line]
    grids: list[Grid]
    tally: Tally | None
    colleges: list[CollegeLine]
    explanation: list[str]
    positions: list[Position]
    objections: list[Objection]
    opinions: list[PublicOpinion]


def room(application: Application, user: User, now: datetime) -> Room:
    """The room as this person may see it; whoever asks has been let in."""
    found = application.latest_round
    phase = phase_of(found, now) if found else None
    seat = sitting(user, application)
    grid = Grid.objects.filter(seat=seat).first() if seat else None
    visit = application.visits.filter(state=VisitState.SIGNED).first()
    may_see = found is not None and seat is not None and _may_see_others(phase, grid)
    grids = list(Grid.objects.filter(seat__round=found, submitted_at__isnull=False).select_related("seat"))
    grids = grids if may_see else []
    tally = count(found) if seat and found and phase != Phase.SEALED else None
    return Room(
        round=found, phase=phase, seat=seat, grid=grid, visit=visit, lines=lines(application, visit, grids),
        grids=grids, tally=tally, colleges=_colleges(tally), explanation=explain(tally) if tally else [],
        positions=_positions(found) if tally else [],
        objections=_objections(application, user),
        opinions=list(application.opinions.select_related("person")),
    )  # fmt: skip


def _positions(found: Round) -> list[Position]:
    """What the seats say, as it comes; only those who sit with them are told."""
    held = Position.objects.filter(seat__round=found, seat__recused_at__isnull=True, is_current=True)
    return list(held.select_related("seat").order_by("seat"))


def _may_see_others(phase: Phase, grid: Grid | None) -> bool:
    """Nobody sees another's opinion before having submitted their own, and before the phase has ended."""
    return phase != Phase.SEALED and grid is not None and grid.submitted_at is not None


def _colleges(tally: Tally | None) -> list[CollegeLine]:
    found = tally.colleges if tally else ()
    return [
        CollegeLine(one.college, one.position, why_words(one), one.seats, one.seats - one.silent) for one in found
    ]  # fmt: skip


def _objections(application: Application, user: User) -> list[Objection]:
    """All for who judges or checks their form; for the applicant those admitted; for the pair none."""
    roles = roles_of(user, application)
    found = application.objections.select_related("seat").prefetch_related("answers")
    if roles & JUDGES:
        return list(found)
    return list(found.filter(admitted_at__isnull=False)) if roles & set(OURS) else []


def visible_messages(application: Application, user: User) -> QuerySet[Message]:
    """What a person of the room may read of its threads: the one door for the room, its forms, marks and notices."""
    if not can(user, "read_file", application):
        return application.messages.none()
    return application.messages.filter(audience__in=heard(roles_of(user, application)))


@dataclass(frozen=True)
class Awaiting:
    """One file that awaits a person."""

    application: Application
    due_at: datetime
    todo: str  # interest, grid, position, panel


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """What awaits this person's voice, the nearest deadline first; never a file from which one is recused."""
    seats = Seat.objects.filter(
        person=user, recused_at__isnull=True, round__state=RoundState.OPEN, round__closes_at__gt=now
    )
    seats = seats.filter(round__application__in=unbound(user))
    seats = seats.select_related("round__application__actor", "grid").order_by("round__closes_at")
    seats = seats.annotate(others_owe=Exists(_owing(OuterRef("round"))))
    declared = set(_declared(user))
    spoken = set(seats.filter(positions__is_current=True).values_list("pk", flat=True))
    found = [
        _awaiting(seat, now, has_declared=seat.round.application_id in declared, has_spoken=seat.pk in spoken)
        for seat in seats
    ]
    return [one for one in found if one]


def _owing(found: OuterRef) -> QuerySet[Seat]:
    """The seats of a round that have not submitted their opinion."""
    return Seat.objects.filter(round=found, recused_at__isnull=True).exclude(grid__submitted_at__isnull=False)


def _declared(user: User):
    return Interest.objects.filter(person=user).values_list("application", flat=True)


def _awaiting(seat: Seat, now: datetime, *, has_declared: bool, has_spoken: bool) -> Awaiting | None:
    grid, found = getattr(seat, "grid", None), seat.round
    is_sealed = now < found.sealed_until
    if not has_declared:
        return Awaiting(found.application, found.sealed_until if is_sealed else found.closes_at, "interest")
    if grid is None or grid.submitted_at is None:
        return Awaiting(found.application, found.sealed_until if is_sealed else found.closes_at, "grid")
    is_shut = is_sealed and seat.others_owe  # positions are taken once the opinions are in, or due
    return None if has_spoken or is_shut else Awaiting(found.application, found.closes_at, "position")
