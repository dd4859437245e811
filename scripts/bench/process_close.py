"""Rounds of many seats that reached their end, each to be closed once: all consent, some ask for more, some object."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice

from django.utils import timezone

from certification.models import Application, Grid, Mandate, Objection, Position, Round, Seat
from certification.rules import seals
from certification.rules.charters import commitments
from certification.workflow import closing

DAY = timedelta(days=1)
TEXT = "Nous avons lu le dossier ensemble et demandons ce qui suit, pour les raisons que la visite a montrées. " * 3
KINDS = ("consent", "conditions", "objections")
ONE_IN = 8  # seats ask for something, or object


def round_of(application: Application, now) -> Round:
    """The round of a file, past its end; not stored yet."""
    return Round(
        application=application, number=1, profile_sha256="0" * 64, opened_at=now - 30 * DAY,
        sealed_until=now - 20 * DAY, closes_at=now - DAY,
    )  # fmt: skip


def fill(rounds: list[Round], held: list[Mandate], seats: int, now) -> dict[str, list[int]]:
    """Give each round its seats and what they say; for each kind, the keys of its rounds."""
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    marks = _marks(rounds[0].application)
    for kind, one in zip(cycle(KINDS), Round.objects.bulk_create(rounds), strict=False):
        made = Seat.objects.bulk_create(seats_of(one, islice(cycle(held), seats)))
        Grid.objects.bulk_create(
            [Grid(seat=seat, submitted_at=now, salt="0" * 32, marks=marks, summary=TEXT) for seat in made]
        )
        _speak(made, kind, now)
        found[kind].append(one.pk)
    return found


def seats_of(found: Round, held: Iterator[Mandate]) -> Iterator[Seat]:
    """A seat for each mandate; not stored yet."""
    for n, mandate in enumerate(held):
        yield Seat(
            round=found, person=mandate.person, college=mandate.college, mandate=mandate, ref=f"{mandate.college}-{n}"
        )


def sealed(rounds: list[Round]) -> Iterator[tuple[str, str, dict]]:
    """(kind, round, data) of the lines of the journal that seal what these seats say."""
    found = Seat.objects.filter(round__in=rounds).select_related("grid", "round")
    for seat in found.prefetch_related("positions__objection"):
        own, name = seat.current, str(seat.round.uid)
        objection = str(own.objection.uid) if own.objection else ""
        yield "grid.submitted", name, _seal(seat, seals.sealed_grid(seat.ref, seat.grid.marks, seat.grid.salt))
        yield "position.taken", name, _seal(seat, seals.sealed_position(seat.ref, own.value, own.salt, objection))


def _seal(seat: Seat, seal: str) -> dict:
    return {"seat": seat.ref, "sealed": seal}


def _marks(application: Application) -> dict:
    codes = [one["code"] for _article, one in commitments(application.charter.charter)]
    return {code: {"mark": "kept", "text": TEXT} for code in codes}


def _speak(seats: list[Seat], kind: str, now) -> None:
    Position.objects.bulk_create([_said(seat, n, kind, now) for n, seat in enumerate(seats)])


def _said(seat: Seat, n: int, kind: str, now) -> Position:
    common = {"seat": seat, "taken_at": now, "salt": "0" * 32}
    if n % ONE_IN or kind == "consent":
        return Position(value="consent", **common)
    if kind == "conditions":
        due = timezone.localdate(now) + 90 * DAY
        return Position(value="consent_with_reservation", text=TEXT, condition=TEXT, condition_due_on=due, **common)
    return Position(value="object", objection=_objection(seat), **common)


def _objection(seat: Seat) -> Objection:
    code = next(one["code"] for _article, one in commitments(seat.round.application.charter.charter))
    return Objection.objects.create(
        application=seat.round.application, seat=seat, commitment=code, harm=TEXT, evidence=TEXT, lifted_by=TEXT,
    )  # fmt: skip


def close(key: int) -> None:
    """Close it, and wait until that is stored."""
    closing.close(round_=Round.objects.get(pk=key), actor=None, now=timezone.now())
