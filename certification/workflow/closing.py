"""The end of a round: counted inside the transaction that holds its lock; one decision a round, once."""

from collections import defaultdict
from collections.abc import Container
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from certification import notifications
from certification.models import (
    Application,
    ApplicationKind,
    CharterVersion,
    Condition,
    Decision,
    Position,
    PositionValue,
    Round,
    Seat,
)
from certification.permissions import can
from certification.rules import rounds as rules
from certification.rules.rounds import Next
from certification.rules.seals import public_marks
from certification.rules.tally import Said, Tally, tally
from certification.states import ObjectionState, Outcome, RoundState
from certification.words import explain
from certification.workflow.certificates import grant, prolong, take_back
from certification.workflow.common import begin, finish, locked, move, store
from certification.workflow.rounds import tell_silent
from community.rules.freshness import add_months
from core.refusals import Refused, require

SUSTAINED = (ObjectionState.FILED, ObjectionState.ADMITTED, ObjectionState.ANSWERED)


def said(found: Round) -> list[Said]:
    """The seats of a round with their positions in force, as the count takes them."""
    sustaining = sustained(found)
    return [_said(seat, sustaining) for seat in _seats(found) if seat.recused_at is None]


def _seats(found: Round) -> QuerySet[Seat]:
    """The seats of a round with all that they said, in three queries."""
    positions = Position.objects.select_related("objection")
    return found.seats.select_related("grid").prefetch_related(Prefetch("positions", positions))


def sustained(found: Round) -> dict[int, list[str]]:
    """Of each person who has any, the objections to a file that were neither sent back, lifted nor withdrawn."""
    names = defaultdict(list)
    for person, uid in found.application.objections.filter(state__in=SUSTAINED).values_list("seat__person", "uid"):
        names[person].append(str(uid))
    return dict(names)


def _said(seat: Seat, sustaining: Container[int]) -> Said:
    position = seat.current
    return Said(seat.ref, seat.college, position.value if position else "", seat.person_id in sustaining)


def count(found: Round) -> Tally:
    """The count of a round as it stands."""
    return tally(found.application.ruleset, said(found))


@transaction.atomic
def close(*, round_: Round, actor: User | None, now: datetime) -> Round:
    """End a round, if it may end; what follows is what the rules say.

    Two at once: the second finds the round closed and is refused; the clock, which comes often, changes nothing more.
    """
    application = locked(round_.application)
    found = locked(round_)
    if actor is None and (found.state != RoundState.OPEN or now < found.closes_at):
        return found
    require(can(actor, "close", found, now=now))
    found.application = application
    result = count(found)
    number = application.rounds.exclude(state=RoundState.VOID).filter(number__lte=found.number).count()
    follows = rules.what_next(application.ruleset, result, number, was_extended=found.extended_at is not None)
    FOLLOW[follows](application, found, result, actor, now)
    return found


def _extend(application: Application, found: Round, result: Tally, actor: User | None, now: datetime) -> None:
    """The one automatic extension, with reminders to those who are silent."""
    found.extended_at = now
    found.closes_at = max(now, found.closes_at) + timedelta(days=application.ruleset.extension_days)
    store(found)
    data = {"round": str(found.uid), "closes_at": found.closes_at.isoformat(), "lacks": lack_codes(result)}
    finish(application, "round.extended", actor=actor, now=now, data=data)
    tell_silent(found, application)


def _no_quorum(application: Application, found: Round, result: Tally, actor: User | None, now: datetime) -> None:
    """Nothing is granted or refused by default: a facilitator goes on; the delay is ours."""
    move(found, "give_up")
    store(found)
    data = {"round": str(found.uid), "lacks": lack_codes(result)}
    finish(application, "round.no_quorum", actor=actor, now=now, data=data)
    prolong(application, now)
    notifications.tell_facilitators("no_quorum", "file", [application.uid], application=application)
    notifications.tell_applicant("no_quorum", application)


def lack_codes(result: Tally) -> list[list[str]]:
    """What was missing, as stable codes."""
    return [[str(what), which] for what, which in result.lacks]


def _reconcile(application: Application, found: Round, result: Tally, actor: User | None, now: datetime) -> None:
    """No consensus yet: objections get their answers, then comes another round."""
    _end(found, result, now)
    move(application, "reconcile")
    data = {"round": str(found.uid), "number": found.number}
    finish(application, "round.closed", actor=actor, now=now, data=data)
    notifications.tell_applicant("reconciliation", application)
    notifications.tell_facilitators("reconciliation", "file", [application.uid], application=application)


def _end(found: Round, result: Tally, now: datetime) -> None:
    move(found, "close")
    names = sustained(found)
    refs = {seat.ref: names[seat.person_id] for seat in found.seats.all() if seat.person_id in names}
    found.closed_at, found.tally = now, result.as_dict() | {"sustained": refs}  # a later answer may lift them
    store(found)


def _decide(application: Application, found: Round, result: Tally, actor: User | None, now: datetime) -> None:
    _end(found, result, now)
    reservations = _reservations(found)
    conditions = [one for one in reservations if one.condition]
    outcome = rules.outcome(result, has_conditions=bool(conditions), was_deferred=_was_deferred(application))
    decision = Decision.objects.create(
        number=next_number(Decision, "D", now), application=application, round=found, outcome=outcome, decided_at=now,
        reasons=_reasons(application, result, outcome, reservations), tally=result.as_dict(),
        plan_ends_on=_plan_end(application, outcome, now),
    )  # fmt: skip
    move(application, "decide")
    application.decided_at = now
    for position in conditions:
        _condition(decision, position)
    finish(application, "decision.taken", actor=actor, now=now, data=opening(decision, found))
    if decision.is_granted:
        grant(decision, now)
    else:
        take_back(application, now)
    notifications.tell_applicant("decided", application, decision=decision)


FOLLOW = {Next.EXTEND: _extend, Next.NO_QUORUM: _no_quorum, Next.RECONCILE: _reconcile, Next.DECIDE: _decide}


def _was_deferred(application: Application) -> bool:
    return application.kind == ApplicationKind.FOLLOW_UP


def _plan_end(application: Application, outcome: str, now: datetime):
    if outcome != Outcome.DEFERRED:
        return None
    return timezone.localdate(add_months(now, application.ruleset.progress_plan_months))


def _reservations(found: Round) -> list[Position]:
    """The reservations in force."""
    held = Position.objects.filter(seat__round=found, seat__recused_at__isnull=True, is_current=True)
    return list(held.filter(value=PositionValue.RESERVATION).select_related("seat__person").order_by("seat"))


def _condition(decision: Decision, position: Position) -> None:
    Condition.objects.create(
        decision=decision, text=position.condition, due_on=position.condition_due_on, verifier=position.seat.person,
        college=position.seat.college,
    )  # fmt: skip


def _reasons(application: Application, result: Tally, outcome: str, reservations: list[Position]) -> str:
    """The written reasons: what the count says, then objections that were sustained, remarks and conditions."""
    with override(settings.LANGUAGE_CODE):  # they are stored: in the language of the network, not of whoever closes
        return "\n".join(_lines(application, result, outcome, reservations))


def _lines(application: Application, result: Tally, outcome: str, reservations: list[Position]) -> list[str]:
    lines = list(explain(result))
    if not result.has_consensus:
        lines += [
            str(_("Sustained objection on %(commitment)s: %(harm)s What would lift it: %(lifted_by)s"))
            % {"commitment": one.commitment, "harm": one.harm, "lifted_by": one.lifted_by}
            for one in application.objections.filter(state__in=SUSTAINED)
        ]
        if outcome == Outcome.DEFERRED:
            lines.append(str(_("The applicant may come back with a progress plan, once.")))
    remarks = [one.text for one in reservations if one.text.strip()]
    return lines + [str(_("Reservation: %(text)s")) % {"text": text} for text in remarks]


def opening(decision: Decision, last: Round) -> dict:
    """What becomes public with a decision, for anybody to count again: every round's seats, with their seals open."""
    rounds = decision.application.rounds.filter(state=RoundState.CLOSED, number__lte=last.number)
    return {
        "decision": decision.number,
        "outcome": decision.outcome,
        "reasons": decision.reasons,
        "charter": decision.application.charter.number,
        "ruleset": decision.application.charter.ruleset,
        "was_deferred": _was_deferred(decision.application),
        "conditions": [{"text": one.text, "due_on": str(one.due_on)} for one in decision.conditions.all()],
        "rounds": [_opened(found) for found in rounds.order_by("number")],
        "void": [_opened_void(found) for found in decision.application.rounds.filter(state=RoundState.VOID)],
    }


def _opened_void(found: Round) -> dict:
    """Of a round that never counts: the objections, which live on."""
    filed = [{"seat": seat.ref, "filed": filed} for seat in _seats(found) if (filed := _filed(seat))]
    return {"round": str(found.uid), "seats": filed}


def _filed(seat: Seat) -> list[dict]:
    """The objections that a seat filed in its round, each with the position that filed it."""
    own = [one for one in seat.positions.all() if one.objection and one.objection.seat_id == seat.pk]
    first = {str(one.objection.uid): one.salt for one in reversed(own)}
    return [{"objection": name, "salt": salt} for name, salt in sorted(first.items())]


def _opened(found: Round) -> dict:
    sustaining = found.tally["sustained"]
    return {
        "round": str(found.uid),
        "number": found.number,
        "tally": found.tally,
        "seats": [_opened_seat(seat, sustaining.get(seat.ref, [])) for seat in _seats(found)],
    }


def _opened_seat(seat: Seat, sustaining: list[str]) -> dict:
    position = seat.current
    grid = getattr(seat, "grid", None)
    shown = {"seat": seat.ref, "college": seat.college, "recused": seat.recused_at is not None}
    if position:
        name = str(position.objection.uid) if position.objection else ""
        shown |= {"position": position.value, "salt": position.salt, "objection": name, "sustained": sustaining}
        shown["filed"] = _filed(seat)
    if grid and grid.submitted_at:
        shown |= {"marks": public_marks(grid.marks), "grid_salt": grid.salt}
    return shown


def hold_numbers() -> None:
    """Hold everybody else off the numbers until the transaction ends; before anything is written to the journal."""
    CharterVersion.objects.select_for_update().order_by("number").first()


def next_number(model: type, letter: str, now: datetime) -> str:
    """The next number of this year; the caller's transaction holds everybody else off until it ends."""
    hold_numbers()
    prefix = f"{letter}-{now.year}-"
    last = model.objects.filter(number__startswith=prefix).aggregate(last=Max("number"))["last"]
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04}"


@transaction.atomic
def add_erratum(*, decision: Decision, text: str, actor: User, now: datetime) -> None:
    """Say beside a decision what should be read; the decision itself never changes."""
    application = begin(decision.application, "correct_decision", actor, now)
    if not text.strip():
        raise Refused(_("Say what should be read."))
    decision.errata.create(text=text, at=now)
    finish(
        application, "decision.erratum", actor=actor, now=now, data={"decision": decision.number, "text": text}
    )  # fmt: skip
