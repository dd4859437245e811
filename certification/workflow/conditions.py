"""Conditions of a decision: proved by the actor, verified by the seat that asked, reminded of when they fall due."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.models import Condition
from certification.rules.certificates import reminders_due
from certification.states import ConditionState
from certification.workflow.common import begin, move, store
from core import journal
from core.refusals import Refused
from core.tasks import each


def due_at(condition: Condition) -> datetime:
    """The end of the day by which a condition is to be met."""
    return timezone.make_aware(datetime.combine(condition.due_on, time(23, 59)))


@transaction.atomic
def prove(*, condition: Condition, proof: str, actor: User, now: datetime, upload=None) -> None:
    """Say that it is done, and how one can see it."""
    condition = begin(condition, "prove", actor, now)
    if not proof.strip():
        raise Refused(_("Say how one can see that it is done."))
    move(condition, "prove")
    condition.proof, condition.proved_at, condition.note = proof, now, ""
    if upload:
        condition.proof_file = upload
    _tell(condition, "condition.proved", actor, now)
    application = condition.decision.application
    notifications.tell("condition_proved", condition.verifier, "record", [condition.decision.number],
                       application=application)  # fmt: skip


@transaction.atomic
def send_back(*, condition: Condition, note: str, actor: User, now: datetime) -> None:
    """Say what the proof does not show."""
    condition = begin(condition, "send_back", actor, now)
    move(condition, "send_back")
    condition.note = note
    _tell(condition, "condition.sent_back", actor, now)
    notifications.tell_applicant("condition_sent_back", condition.decision.application, note=note)


@transaction.atomic
def verify(*, condition: Condition, actor: User, now: datetime) -> None:
    """Find that it is done."""
    condition = begin(condition, "verify", actor, now)
    move(condition, "verify")
    condition.ended_at = now
    _tell(condition, "condition.met", actor, now)
    notifications.tell_applicant("condition_met", condition.decision.application)


@transaction.atomic
def waive(*, condition: Condition, why: str, actor: User, now: datetime) -> None:
    """Find that it has lost its object; everybody reads why."""
    condition = begin(condition, "waive", actor, now)
    if not why.strip():
        raise Refused(_("Say why in a few words: it is part of the record."))
    move(condition, "waive")
    condition.note, condition.ended_at = why, now
    _tell(condition, "condition.waived", actor, now)


def _tell(condition: Condition, kind: str, actor: User, now: datetime) -> None:
    store(condition)
    data = {"decision": condition.decision.number, "state": condition.state}
    journal.record(kind, actor=actor, obj=condition, now=now, data=data)


def remind(now: datetime) -> int:
    """Write to those who have a condition to meet, 30 and 7 days before and on the day; how many were reminded."""
    open_ones = Condition.objects.filter(state=ConditionState.OPEN).values_list("pk", flat=True)
    return each(open_ones, lambda pk: _remind_one(pk, now))


@transaction.atomic
def _remind_one(pk: int, now: datetime) -> bool:
    condition = Condition.objects.select_for_update().get(pk=pk)
    due = reminders_due(due_at(condition), now, condition.reminders)
    if due is None or condition.state != ConditionState.OPEN:
        return False
    condition.reminders = [*condition.reminders, due]
    condition.save()
    kind = "condition_overdue" if due == 0 else "condition_due"
    notifications.tell_applicant(kind, condition.decision.application, day=str(condition.due_on))
    if due == 0:
        notifications.tell_facilitators(
            kind, "record", [condition.decision.number], application=condition.decision.application,
            day=str(condition.due_on),
        )  # fmt: skip
    return True
