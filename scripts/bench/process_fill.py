"""Brings a network to thousands of files, as the process would have left them; invented organisations only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import cycle, islice

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import FACILITATOR
from bench import fill as actors
from certification.models import (
    Application,
    Certificate,
    CharterVersion,
    Decision,
    Grid,
    Interest,
    Mandate,
    Position,
    Round,
    Seat,
)
from certification.rules.ruleset import Ruleset
from certification.rules.tally import Said, tally
from certification.workflow import closing
from community.models import Actor
from core import chain, journal
from core.colleges import CODES
from core.models import Event

LIVE = {"deliberation": 200, "reconciliation": 100, "opinion": 100, "visit": 100, "submitted": 100}
AT_ONCE = 2000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """What is to be measured."""

    pages: list[tuple[str, User | None, str]]
    close: Callable[[], None]
    verify: Callable[[], tuple[object, int]]


@transaction.atomic
def fill(files: int, mandates: int, seats: int, big: int, events: int) -> Made:
    """Make the network and say what to measure in it."""
    now = timezone.now()
    actors.fill(files + Actor.objects.published().count())
    held = _mandates(mandates, now)
    made = _files(files, now)
    rounds = _rounds([one for one in made[:-1] if one.state in {"decided", "deliberation"}], now)
    _seats(rounds, held, seats, now)
    _decide([found for found in rounds if found.application.state == "decided"], now)
    large = _large(made, held, big, now)
    _events(events, now)
    seat = Seat.objects.filter(round__state="open").exclude(round=large).first()
    facilitator = User.objects.create_user("bench-facilitator@example.org", display_name="Animation")
    facilitator.groups.add(Group.objects.get(name=FACILITATOR))
    room = reverse("certification:room", args=[seat.round.application.uid])
    pages = [
        ("to deliberate", seat.person, reverse("certification:deliberate")),
        ("the room", seat.person, room),
        ("own page", seat.person, "/account/"),
        ("the board", facilitator, reverse("certification:board")),
        ("own page of a facilitator", facilitator, "/account/"),
        ("the register", None, reverse("certification:register")),
    ]
    return Made(pages, partial(_close, large), lambda: (journal.verify(), Event.objects.count()))


def _mandates(count: int, now) -> list[Mandate]:
    people = [User(email=f"bench-{n}@example.org", display_name=f"Siège {n}") for n in range(count)]
    people = User.objects.bulk_create(people)
    since = timezone.localdate(now) - 400 * DAY
    rows = [
        Mandate(person=person, college=college, motivation="…", state="active", since=since)
        for person, college in zip(people, cycle(CODES), strict=False)
    ]
    return Mandate.objects.bulk_create(rows)


def _files(count: int, now) -> list[Application]:
    charter = CharterVersion.objects.in_force()
    applicant = User.objects.create_user("bench-applicant@example.org", display_name="Responsable")
    free = Actor.objects.published().exclude(applications__isnull=False).order_by("-pk")[: count + 1]
    states = [state for state, n in LIVE.items() for _ in range(n)]
    states += ["decided"] * (count - len(states)) + ["deliberation"]
    pairs = zip(free, states, strict=False)
    rows = [_file(actor, applicant, charter, state, now - (n % 700) * DAY) for n, (actor, state) in enumerate(pairs)]
    return Application.objects.bulk_create(rows, batch_size=AT_ONCE)


def _file(actor: Actor, applicant: User, charter: CharterVersion, state: str, at) -> Application:
    return Application(
        actor=actor, charter=charter, state=state, created_by=applicant, signed_by=applicant, created_at=at,
        changed_at=at, signed_at=at, submitted_at=at,
        profile="{}", profile_sha256="0" * 64, assessment="{}", assessment_sha256="0" * 64,
        decided_at=at if state == "decided" else None, opinion_opens_at=at,
        opinion_ends_at=timezone.now() + 9 * DAY if state == "opinion" else at + 21 * DAY,
    )  # fmt: skip


def _rounds(files: list[Application], now) -> list[Round]:
    consent = tally(Ruleset(), [Said(f"{code}-1", code, "consent") for code in CODES]).as_dict() | {"sustained": {}}
    rows = [
        Round(
            application=one, number=1, profile_sha256="0" * 64, opened_at=now - 9 * DAY, sealed_until=now - 2 * DAY,
            closes_at=now + 12 * DAY, state="closed" if one.state == "decided" else "open",
            closed_at=now if one.state == "decided" else None, tally=consent if one.state == "decided" else None,
        )
        for one in files
    ]  # fmt: skip
    return Round.objects.bulk_create(rows, batch_size=AT_ONCE)


def _seats(rounds: list[Round], held: list[Mandate], each: int, now) -> None:
    turn = cycle(held)
    rows = [seat for found in rounds for seat in _of_round(found, islice(turn, each))]
    _speak(Seat.objects.bulk_create(rows, batch_size=AT_ONCE), now)


def _of_round(found: Round, held: Iterator[Mandate]) -> Iterator[Seat]:
    for n, mandate in enumerate(held):
        yield Seat(
            round=found, person=mandate.person, college=mandate.college, mandate=mandate, ref=f"{mandate.college}-{n}"
        )


def _speak(seats: list[Seat], now) -> None:
    """Everybody declared and gave an opinion where a round is open; one in three of its positions is still awaited."""
    live = [seat for seat in seats if seat.round.state == "open"]
    Interest.objects.bulk_create(
        [Interest(application=seat.round.application, person=seat.person, has_interest=False, at=now) for seat in live],
        batch_size=AT_ONCE,
    )
    Grid.objects.bulk_create([Grid(seat=seat, submitted_at=now, salt="0" * 32) for seat in live], batch_size=AT_ONCE)
    spoken = [seat for n, seat in enumerate(seats) if seat.round.state != "open" or n % 3]
    Position.objects.bulk_create(
        [Position(seat=seat, value="consent", taken_at=now, salt="0" * 32) for seat in spoken], batch_size=AT_ONCE
    )


def _decide(rounds: list[Round], now) -> None:
    rows = [
        Decision(
            number=f"D-1999-{n:05}", application=found.application, round=found, outcome="granted",
            decided_at=found.application.decided_at, reasons="Consensus.", tally=found.tally,
        )
        for n, found in enumerate(rounds)
    ]  # fmt: skip
    decisions = Decision.objects.bulk_create(rows, batch_size=AT_ONCE)
    taken = set(Certificate.objects.values_list("index", flat=True))
    bits = (n for n in range(131_072) if n not in taken)
    Certificate.objects.bulk_create(
        [
            Certificate(
                number=one.number.replace("D-", "C-"), actor_id=one.application.actor_id, decision=one,
                starts_at=one.decided_at, ends_at=now + 200 * DAY, state_at=now, index=next(bits),
            )
            for one in decisions
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip


def _large(files: list[Application], held: list[Mandate], seats: int, now) -> Round:
    (found,) = Round.objects.bulk_create(
        [
            Round(
                application=files[-1], number=1, profile_sha256="0" * 64, opened_at=now - 30 * DAY,
                sealed_until=now - 20 * DAY, closes_at=now - DAY,
            )
        ]
    )  # fmt: skip
    rows = Seat.objects.bulk_create(_of_round(found, islice(iter(held), seats)))
    Grid.objects.bulk_create([Grid(seat=seat, submitted_at=now, salt="0" * 32) for seat in rows])
    Position.objects.bulk_create([Position(seat=seat, value="consent", taken_at=now, salt="0" * 32) for seat in rows])
    return found


def _close(found: Round) -> None:
    """Close, then take it back, so that it can be closed again."""
    with transaction.atomic():
        closing.close(round_=Round.objects.get(pk=found.pk), actor=None, now=timezone.now())
        transaction.set_rollback(True)


def _events(count: int, now) -> None:
    """So many lines more in the journal, in its chain."""
    seq, previous = journal.head()
    rows = []
    for n in range(seq + 1, seq + 1 + count):
        data = chain.canonical_json({"seat": f"ngo-{n}", "sealed": "0" * 64})
        link = chain.Link(n, now, "position.taken", "system", "certification.round", str(n), data, "", previous)
        previous = chain.link_hash(link)
        rows.append(Event(**link._replace(hash=previous)._asdict()))
    Event.objects.bulk_create(rows, batch_size=AT_ONCE)
