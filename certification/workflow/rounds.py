"""Rounds: opened with frozen seats, completed by alternates, extended, voided."""

import secrets
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.bonds import free, is_bound
from certification.models import Application, Interest, Mandate, Round, Seat
from certification.models.charter import sha256_of
from certification.rules import rounds as rules
from certification.rules.tally import may_open
from certification.states import RoundState
from certification.words import lack_words
from certification.workflow.common import begin, begin_in, finish, move, record, store
from community.models.document import content_of
from core.chain import canonical_json
from core.colleges import CODES
from core.refusals import Refused

LIVE = (RoundState.OPEN, RoundState.NO_QUORUM)


@transaction.atomic
def open_round(*, application: Application, actor: User, now: datetime, days: int | None = None) -> Round:
    """Convene the colleges: freeze who sits, the profile as it is published today, the end.

    Raises:
        Refused: the colleges that are there are too few.
    """
    application = begin(application, "open_round", actor, now)
    ruleset = application.ruleset
    days = days or ruleset.round_days
    if days < ruleset.round_days_least:
        raise Refused(_("A round lasts %(days)s days at least.") % {"days": ruleset.round_days_least})
    chosen = choose(application, now)
    if lacks := may_open(ruleset, {mandate.college for mandate in chosen}):
        raise Refused(" ".join(lack_words(lacks)))
    profile = canonical_json(content_of(application.actor))
    application.profile, application.profile_sha256 = profile, sha256_of(profile)
    ends = rules.deadlines(now, days)
    found = Round.objects.create(
        application=application, number=application.rounds.count() + 1, profile_sha256=application.profile_sha256,
        opened_at=now, sealed_until=ends.sealed_until, closes_at=ends.closes_at,
    )  # fmt: skip
    seats = [seat(found, mandate) for mandate in chosen]
    move(application, "open_round")
    finish(
        application, "round.opened", actor=actor, now=now,
        data={
            "round": str(found.uid), "number": found.number, "profile": found.profile_sha256,
            "charter": application.charter.number, "closes_at": found.closes_at.isoformat(),
            "seats": [{"seat": one.ref, "college": one.college} for one in seats],
        },
    )  # fmt: skip
    for one in seats:
        notifications.tell("round_opened", one.person, "room", [application.uid], application=application, round=found)
    notifications.tell_applicant("deliberation", application, round=found)
    return found


def choose(application: Application, now: datetime, *, alternates: bool = False) -> list[Mandate]:
    """Who may sit: one mandate per person, that of the college which has the fewest; alternates where nobody sits."""
    held = Mandate.objects.in_force(timezone.localdate(now)).select_related("person").order_by("pk")
    free = [mandate for mandate in held if _is_free(mandate.person, application)]
    chosen = _one_each([mandate for mandate in free if not mandate.is_alternate])
    vacant = set(CODES) - {mandate.college for mandate in chosen}
    seated = {mandate.person_id for mandate in chosen}
    called = [
        mandate
        for mandate in free
        if mandate.is_alternate and mandate.person_id not in seated and (alternates or mandate.college in vacant)
    ]
    return chosen + _one_each(called)


def _is_free(person: User, application: Application) -> bool:
    """Not bound to the applicant, and without a declared interest; who has not declared yet sits, and must first."""
    return not is_bound(person, application)


def _one_each(mandates: list[Mandate]) -> list[Mandate]:
    """One seat per person: where somebody has two mandates, for the college that has fewer."""
    per_college = Counter(mandate.college for mandate in mandates)
    best: dict[int, Mandate] = {}
    for mandate in mandates:
        known = best.get(mandate.person_id)
        if known is None or per_college[mandate.college] < per_college[known.college]:
            best[mandate.person_id] = mandate
    return list(best.values())


def seat(found: Round, mandate: Mandate) -> Seat:
    """Give a person a seat, under a name that says only the college."""
    number = found.seats.filter(college=mandate.college).count() + 1
    return Seat.objects.create(
        round=found, person=mandate.person, college=mandate.college, mandate=mandate,
        ref=f"{mandate.college}-{number}", is_alternate=mandate.is_alternate, shows_name=mandate.shows_name,
    )  # fmt: skip


@transaction.atomic
def call_alternates(*, round_: Round, actor: User, now: datetime) -> list[Seat]:
    """Seat the alternates of colleges that are vacant, or in which nobody has answered.

    Raises:
        Refused: there is nobody to call.
    """
    application, found = begin_in(round_, "call_alternates", actor, now)
    answering = set(found.seats.filter(positions__is_current=True).values_list("college", flat=True))
    seated = set(found.seats.values_list("person", flat=True))
    free = [one for one in choose(application, now, alternates=True) if one.is_alternate]
    called = [one for one in free if one.college not in answering and one.person_id not in seated]
    if not called:
        raise Refused(_("No alternate is free: ask for new mandates."))
    seats = [seat(found, mandate) for mandate in called]
    finish(
        application, "round.alternates_called", actor=actor, now=now,
        data={"round": str(found.uid), "seats": [{"seat": one.ref, "college": one.college} for one in seats]},
    )  # fmt: skip
    for one in seats:
        notifications.tell("round_opened", one.person, "room", [application.uid], application=application, round=found)
    return seats


@transaction.atomic
def reopen(*, round_: Round, actor: User, now: datetime, days: int | None = None) -> Round:
    """Give a round that found no quorum some more days."""
    application, found = begin_in(round_, "reopen", actor, now)
    move(found, "reopen")
    found.closes_at = now + timedelta(days=max(days or 0, application.ruleset.extension_days))
    store(found)
    data = {"round": str(found.uid), "closes_at": found.closes_at.isoformat()}
    finish(application, "round.reopened", actor=actor, now=now, data=data)
    tell_silent(found, application)
    return found


def tell_silent(found: Round, application: Application) -> None:
    """Write to the seats that have not spoken."""
    for person in free((one.person for one in silent(found)), application):
        notifications.tell("round_silent", person, "room", [application.uid], application=application, round=found)


def silent(found: Round):
    """Seats without a position."""
    waiting = found.seats.filter(recused_at__isnull=True).exclude(positions__is_current=True)
    return waiting.select_related("person")


@transaction.atomic
def void(*, round_: Round, why: str, actor: User | None, now: datetime) -> None:
    """Stop a round whose positions will never count, and go back to reconciliation."""
    application, found = begin_in(round_, "void", actor, now)
    _void(found, why)
    move(application, "reconcile")
    finish(application, "round.voided", actor=actor, now=now, data={"round": str(found.uid)}, why=why)


def void_changed(application: Application, now: datetime) -> None:
    """The profile has changed in the middle of a round: it stops, and the file, locked, goes to reconciliation."""
    why = str(_("The profile of the organisation has changed during the round."))
    void_open(application, why, None, now)
    move(application, "reconcile")
    finish(application, "application.profile_changed", actor=None, now=now)
    notifications.tell_facilitators("round_void", "file", [application.uid], application=application)
    notifications.tell_applicant("round_void", application)


def void_open(application: Application, why: str, actor: User | None, now: datetime) -> None:
    """Stop the open round of a locked file, if there is one; the caller moves the file and writes the journal."""
    for found in application.rounds.select_for_update().filter(state__in=LIVE):
        _void(found, why)
        record("round.voided", actor=actor, obj=application, now=now, data={"round": str(found.uid)}, why=why)


def _void(found: Round, why: str) -> None:
    move(found, "void")
    found.void_why = why
    store(found)


def declared(found: Round) -> set[int]:
    """Keys of the people of a round who have said whether they have an interest."""
    return set(Interest.objects.filter(application=found.application_id).values_list("person", flat=True))


def salt() -> str:
    """What keeps a sealed text from being guessed: 128 random bits, in hexadecimal."""
    return secrets.token_hex(16)
