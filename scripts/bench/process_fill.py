"""Brings a network to thousands of files, as the process would have left them; invented organisations only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain as chain_of
from itertools import cycle, islice

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import FACILITATOR
from bench import fill as actors
from bench import process_close
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
from community.models import Actor
from core import chain, journal
from core.colleges import CODES
from core.models import Event

LIVE = {"deliberation": 4, "reconciliation": 2, "opinion": 2, "visit": 2, "submitted": 2}  # of a hundred files
AT_ONCE = 2000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Size:
    """How big a network is; `seats` are those of a usual round, `big` those of the rounds that are closed."""

    files: int
    mandates: int
    seats: int
    big: int
    closings: int  # of each kind
    events: int


@transaction.atomic
def fill(size: Size) -> dict:
    """Make the network and say what to measure in it: pages as (name, key of a person, path), rounds to be closed."""
    now = timezone.now()
    ready = size.closings * len(process_close.KINDS)
    actors.fill(size.files + ready + Actor.objects.published().count())
    held = _mandates(size.mandates, now)
    made = _files(size.files, ready, now)
    rounds = _rounds([one for one in made[:-ready] if one.state in {"decided", "deliberation"}], now)
    _seats(rounds, held, size.seats, now)
    _decide([found for found in rounds if found.application.state == "decided"], now)
    large = [process_close.round_of(one, now) for one in made[-ready:]]
    rounds_to_close = process_close.fill(large, held, size.big, now)
    _events(size.events, process_close.sealed(large), now)
    return {"pages": _pages(large), "closings": rounds_to_close}


def _pages(large: list[Round]) -> list[tuple[str, int | None, str]]:
    seat = Seat.objects.filter(round__state="open", person__email__startswith="bench").exclude(round__in=large).first()
    facilitator = User.objects.create_user("bench-facilitator@example.org", display_name="Animation")
    facilitator.groups.add(Group.objects.get(name=FACILITATOR))
    return [
        ("to deliberate", seat.person_id, reverse("certification:deliberate")),
        ("the room", seat.person_id, reverse("certification:room", args=[seat.round.application.uid])),
        ("own page", seat.person_id, "/account/"),
        ("the board", facilitator.pk, reverse("certification:board")),
        ("own page of a facilitator", facilitator.pk, "/account/"),
        ("the register", None, reverse("certification:register")),
    ]


def _mandates(count: int, now) -> list[Mandate]:
    people = [User(email=f"bench-{n}@example.org", display_name=f"Siège {n}") for n in range(count)]
    people = User.objects.bulk_create(people)
    since = timezone.localdate(now) - 400 * DAY
    rows = [
        Mandate(person=person, college=college, motivation="…", state="active", since=since)
        for person, college in zip(people, cycle(CODES), strict=False)
    ]
    return Mandate.objects.bulk_create(rows)


def _files(count: int, ready: int, now) -> list[Application]:
    applicant = User.objects.create_user("bench-applicant@example.org", display_name="Responsable")
    free = Actor.objects.published().exclude(applications__isnull=False).order_by("-pk")[: count + ready]
    states = [state for state, n in LIVE.items() for _ in range(n * count // 100)]
    like = Application.objects.exclude(profile="").filter(charter=CharterVersion.objects.in_force()).first()
    states += ["decided"] * (count - len(states)) + ["deliberation"] * ready
    pairs = zip(free, states, strict=False)
    rows = [_file(actor, applicant, like, state, now - (n % 700) * DAY) for n, (actor, state) in enumerate(pairs)]
    return Application.objects.bulk_create(rows, batch_size=AT_ONCE)


def _file(actor: Actor, applicant: User, like: Application, state: str, at) -> Application:
    return Application(
        actor=actor, charter=like.charter, profile=like.profile, assessment=like.assessment,
        state=state, created_by=applicant, signed_by=applicant, created_at=at,
        changed_at=at, signed_at=at, submitted_at=at,
        profile_sha256="0" * 64, assessment_sha256="0" * 64,
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
    rows = [seat for found in rounds for seat in process_close.seats_of(found, islice(turn, each))]
    _speak(Seat.objects.bulk_create(rows, batch_size=AT_ONCE), now)


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


def _events(count: int, sealed: Iterable[tuple[str, str, dict]], now) -> None:
    """So many lines more in the journal, in its chain, and what was sealed in the rounds that are to be closed."""
    seq, previous = journal.head()
    rows = []
    noise = (
        (kind, str(n), said | {"seat": f"ngo-{n}"})
        for n, (kind, said) in zip(range(count), cycle(_kinds()), strict=False)
    )
    for n, (kind, ref, said) in enumerate(chain_of(sealed, noise), start=seq + 1):
        link = chain.Link(n, now, kind, "system", "certification.round", ref, chain.canonical_json(said), "", previous)
        previous = chain.link_hash(link)
        rows.append(Event(**link._replace(hash=previous)._asdict()))
    Event.objects.bulk_create(rows, batch_size=AT_ONCE)


def _kinds() -> list[tuple[str, dict]]:
    """What lines say: most are seals; one in twenty is as long as the reasons of a decision; some stay here."""
    seal = {"sealed": "0" * 64}
    short = [("position.taken", seal)] * 12 + [("grid.submitted", seal)] * 4
    return [*short, ("round.opened", {"seats": CODES * 4}), ("message.posted", seal), ("actor.changed", {}),
            ("opinion.given", {"text": "Une organisation connue de ses voisins. " * 60})]  # fmt: skip
