"""Whose turn it is in a file, and by when: one sentence for each moment of the way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.models import Application
from certification.permissions import REPLY_DELAY
from certification.states import ApplicationState as State
from certification.states import ConditionState, ObjectionState, RoundState, VisitState
from certification.workflow.conditions import due_at
from certification.workflow.plans import awaited

# To be prefetched for many files.
LOOKED_AT = ("visits__dates", "rounds", "objections", "decisions__conditions", "next_ones")


@dataclass(frozen=True)
class Turn:
    """What comes next and who does it; `until` when it has a moment."""

    text: Promise
    until: datetime | None = None
    is_yours: bool = False  # of the applicant


def turn(application: Application, now: datetime) -> Turn | None:
    """Whose turn it is; None once nothing is awaited."""
    find = TURNS.get(application.state)
    return find(application, now) if find else None


def _draft(_application: Application, _now: datetime) -> Turn:
    return Turn(_("It is your turn: answer each commitment, sign the charter, then submit the file."), is_yours=True)


def _submitted(_application: Application, _now: datetime) -> Turn:
    return Turn(_("A facilitator is going to take your file up."))


def _screening(_application: Application, _now: datetime) -> Turn:
    return Turn(_("A facilitator checks that nothing is missing. You are told of the result."))


def _visit(application: Application, now: datetime) -> Turn:
    if application.visit_waived:
        return Turn(_("No visit is needed: a facilitator is going to open the public opinion."))
    found = next((one for one in application.visits.all() if one.state != VisitState.REPLACED), None)
    if found is None:
        return Turn(_("A facilitator is going to appoint the pair that visits you."))
    if found.state == VisitState.APPOINTED:
        return Turn(_("It is your turn, and that of the pair: agree on a date for the visit."), is_yours=True)
    if found.state != VisitState.SIGNED:
        agreed = next((date.at for date in found.dates.all() if date.is_chosen), None)
        return Turn(_("The pair visits you, then writes and signs its report."), agreed)
    ends_at = found.signed_at + REPLY_DELAY
    if found.replied_at or now >= ends_at:
        return Turn(_("A facilitator is going to open the public opinion."))
    return Turn(
        _("It is your turn: read the report of the visit, and reply to it if you wish."), ends_at, is_yours=True
    )


def _opinion(application: Application, now: datetime) -> Turn:
    if now < application.opinion_ends_at:
        return Turn(_("Members give their opinion; you may answer questions."), application.opinion_ends_at)
    return Turn(_("The public opinion is over: a facilitator is going to convene the colleges."))


def _deliberation(application: Application, _now: datetime) -> Turn:
    found = next((one for one in application.rounds.all() if one.state == RoundState.OPEN), None)
    if found is None:
        return Turn(_("Too few colleges answered: a facilitator is going to call them again."))
    return Turn(_("The colleges deliberate; you may answer questions and objections."), found.closes_at)


def _reconciliation(application: Application, _now: datetime) -> Turn:
    if any(one.state == ObjectionState.ADMITTED for one in application.objections.all()):
        return Turn(_("It is your turn: answer the objections. The next round opens after that."), is_yours=True)
    return Turn(_("A facilitator is going to convene the colleges for the next round."))


def _decided(application: Application, now: datetime) -> Turn | None:
    if plan := awaited(application, now):
        return Turn(_("It is your turn: come back with your progress plan."), plan.ends_at, is_yours=True)
    latest = max(application.decisions.all(), key=lambda one: one.decided_at, default=None)
    pending = [one for one in latest.conditions.all() if one.state == ConditionState.OPEN] if latest else []
    if not pending:
        return None
    first = min(pending, key=lambda one: one.due_on)
    return Turn(_("It is your turn: meet the conditions of the decision."), due_at(first), is_yours=True)


TURNS: dict[str, Callable[[Application, datetime], Turn | None]] = {
    State.DRAFT: _draft,
    State.SUBMITTED: _submitted,
    State.SCREENING: _screening,
    State.VISIT: _visit,
    State.OPINION: _opinion,
    State.DELIBERATION: _deliberation,
    State.RECONCILIATION: _reconciliation,
    State.DECIDED: _decided,
}
