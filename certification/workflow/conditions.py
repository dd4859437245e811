"""Conditions of a decision: proved by the actor, verified by the seat that asked, reminded of when they fall due."""

from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from certification import notifications
from certification.models import Condition, Suspension
from certification.rules.certificates import reminders_due
from certification.states import CertificateState, ConditionState
from certification.workflow import suspensions
from certification.workflow.certificates import begin_certificate
from certification.workflow.common import begin, locked, move, record, store
from core.refusals import Refused
from core.tasks import each


def due_at(condition: Condition) -> datetime:
    """The end of the day by which a condition is to be met."""
    return timezone.make_aware(datetime.combine(condition.due_on, time(23, 59)))


def _begin(condition: Condition, action: str, actor: User, now: datetime) -> Condition:
    """Lock the file first: what follows may lock its certificate, in the order in which everybody takes locks."""
    locked(condition.decision.application)
    return begin(condition, action, actor, now)


@transaction.atomic
def prove(*, condition: Condition, proof: str, actor: User, now: datetime, upload=None) -> None:
    """Say that it is done, and how one can see it."""
    condition = _begin(condition, "prove", actor, now)
    if not proof.strip():
        raise Refused(_("Say how one can see that it is done."))
    move(condition, "prove")
    condition.proof, condition.proved_at, condition.note = proof, now, ""
    if upload:
        condition.proof_file = upload
    _tell(condition, "condition.proved", actor, now)
    application = condition.decision.application
    notifications.tell("condition_proved", condition.verifier, "condition", [condition.uid], application=application)


@transaction.atomic
def send_back(*, condition: Condition, note: str, actor: User, now: datetime) -> None:
    """Say what the proof does not show."""
    condition = _begin(condition, "send_back", actor, now)
    move(condition, "send_back")
    condition.note = note
    _tell(condition, "condition.sent_back", actor, now)
    notifications.tell_applicant("condition_sent_back", condition.decision.application, note=note)


@transaction.atomic
def verify(*, condition: Condition, actor: User, now: datetime) -> None:
    """Find that it is done."""
    condition = _begin(condition, "verify", actor, now)
    move(condition, "verify")
    condition.ended_at = now
    _tell(condition, "condition.met", actor, now)
    _settle(condition, now)
    notifications.tell_applicant("condition_met", condition.decision.application)


@transaction.atomic
def waive(*, condition: Condition, why: str, actor: User, now: datetime) -> None:
    """Find that it has lost its object; everybody reads why."""
    condition = _begin(condition, "waive", actor, now)
    if not why.strip():
        raise Refused(_("Say why in a few words: it is part of the record."))
    move(condition, "waive")
    condition.note, condition.ended_at = why, now
    _tell(condition, "condition.waived", actor, now)
    _settle(condition, now)
    notifications.tell_applicant("condition_waived", condition.decision.application, why=why)


def _tell(condition: Condition, kind: str, actor: User, now: datetime) -> None:
    store(condition)
    data = {"decision": condition.decision.number, "state": condition.state}
    record(kind, actor=actor, obj=condition, now=now, data=data)


def is_late(condition: Condition, now: datetime) -> bool:
    """Whether its day has passed without a proof."""
    return condition.state == ConditionState.OPEN and now > due_at(condition)


def propose_overdue(now: datetime) -> int:
    """Put before the colleges the suspension of certificates with a condition not met by its day; how many."""
    late = Condition.objects.filter(
        state=ConditionState.OPEN, due_on__lt=timezone.localdate(now), suspension_proposed_at=None,
        decision__certificate__state=CertificateState.ACTIVE,
    )  # fmt: skip
    return each(late.values_list("pk", flat=True), lambda pk: _propose_one(pk, now))


@transaction.atomic
def _propose_one(pk: int, now: datetime) -> bool:
    condition = Condition.objects.select_related("decision__certificate").get(pk=pk)
    certificate = begin_certificate(condition.decision.certificate, "suspend", None, now)
    condition = locked(condition)
    if condition.suspension_proposed_at or not is_late(condition, now):
        return False
    condition.suspension_proposed_at = now
    store(condition)
    if not certificate.suspensions.filter(lifted_at__isnull=True).exists():
        with override(settings.LANGUAGE_CODE):
            reasons = str(_("A condition was not met by its day: %(text)s")) % {"text": condition.text}
        suspensions.propose(certificate, reasons, None, now)
    return True


def _settle(condition: Condition, now: datetime) -> None:
    """What the clock proposed because of a condition falls with it."""
    proposed = Suspension.objects.filter(
        certificate__decision=condition.decision, proposed_by=None, lifted_at=None, suspended_at=None
    ).first()
    others = condition.decision.conditions.filter(state=ConditionState.OPEN).exclude(suspension_proposed_at=None)
    if proposed and condition.suspension_proposed_at and not others.exists():
        with override(settings.LANGUAGE_CODE):
            why = str(_("The condition is settled."))
        suspensions.drop_suspension(suspension=proposed, why=why, actor=None, now=now)


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
    application = condition.decision.application
    notifications.tell_applicant(kind, application, day=condition.due_on)
    if due == 0:
        notifications.tell_facilitators(
            kind, "condition", [condition.uid], application=application, day=condition.due_on
        )  # fmt: skip
    return True
