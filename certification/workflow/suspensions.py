"""Suspensions: proposed, supported by two colleges at once, then confirmed or lifted; a proposal may be dropped."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.bonds import free
from certification.models import Certificate, Mandate, Suspension, SuspensionSupport
from certification.rules import certificates as rules
from certification.states import CertificateState
from certification.workflow.certificates import alone_with, begin_certificate, change_state
from certification.workflow.common import record, store
from certification.workflow.shown import show
from core.refusals import Refused
from core.tasks import each

DROPPED = _("This proposal was taken back.")
TOO_LATE = _("The time of this suspension is over.")


@transaction.atomic
def propose_suspension(*, certificate: Certificate, reasons: str, actor: User, now: datetime) -> Suspension:
    """Say that a certificate should be suspended at once; it is, when two colleges agree."""
    certificate = begin_certificate(certificate, "suspend", actor, now)
    return propose(certificate, reasons, actor, now)


def propose(certificate: Certificate, reasons: str, actor: User | None, now: datetime) -> Suspension:
    """Put the suspension of a locked certificate before the colleges; `actor` None is the clock.

    Raises:
        Refused: one is under way already.
    """
    try:
        with transaction.atomic():
            suspension = Suspension(certificate=certificate, reasons=reasons, proposed_at=now, proposed_by=actor)
            store(suspension)
    except IntegrityError as error:
        raise Refused(_("A suspension of this certificate is under way already.")) from error
    data = {"certificate": certificate.number}
    record("suspension.proposed", actor=actor, obj=certificate, now=now, data=data, private={"why": reasons})
    application = certificate.decision.application
    held = Mandate.objects.in_force(timezone.localdate(now)).values("person")
    for person in free(User.objects.filter(pk__in=held, is_active=True), application):
        notifications.tell("suspension_proposed", person, "suspension", [certificate.number], application=application)
    return suspension


@transaction.atomic
def drop_suspension(*, suspension: Suspension, why: str, actor: User | None, now: datetime) -> None:
    """Take a proposal back that has not taken effect.

    Raises:
        Refused: it has taken effect, or is over, or no reason is given.
    """
    begin_certificate(suspension.certificate, "drop_suspension", actor, now)
    suspension = Suspension.objects.select_for_update().get(pk=suspension.pk)
    if suspension.suspended_at or suspension.lifted_at:
        raise Refused(_("This can no longer be done: somebody may have done it just before you."))
    if not why.strip():
        raise Refused(_("Say why in a few words: it is part of the record."))
    suspension.lifted_at, suspension.lifted_why = now, why
    store(suspension)
    data = {"certificate": suspension.certificate.number}
    record("suspension.dropped", actor=actor, obj=suspension.certificate, now=now, data=data, why=why)


@transaction.atomic
def support_suspension(*, suspension: Suspension, actor: User, now: datetime) -> Suspension:
    """A member of a college agrees, for that college; with the second college the certificate is suspended."""
    certificate = begin_certificate(suspension.certificate, "support_suspension", actor, now)
    suspension = Suspension.objects.select_for_update().get(pk=suspension.pk)
    _require_in_time(suspension, now)
    held = college_to_support(suspension, actor, now)
    if suspension.lifted_at or held is None:
        raise Refused(_("Your college, or you, have agreed already.") if held is None else DROPPED)
    try:
        with transaction.atomic():
            SuspensionSupport.objects.create(suspension=suspension, college=held, person=actor, at=now)
    except IntegrityError as error:
        raise Refused(_("Your college, or you, have agreed already.")) from error
    data = {"certificate": certificate.number, "college": held}
    record("suspension.supported", actor=actor, obj=certificate, now=now, data=data)
    colleges = suspension.supports.count()
    if certificate.state == CertificateState.ACTIVE and colleges >= rules.SUSPENDING_COLLEGES:
        _suspend(certificate, suspension, now)
    return suspension


def is_over(suspension: Suspension, now: datetime) -> bool:
    """Whether its time has passed, even if nobody wrote it down yet: neither agreed to nor confirmed within it."""
    if suspension.suspended_at:
        return suspension.ends_at is not None and now >= suspension.ends_at
    days = suspension.certificate.decision.application.ruleset.urgent_suspension_days
    return now >= suspension.proposed_at + timedelta(days=days)


def _require_in_time(suspension: Suspension, now: datetime) -> None:
    if is_over(suspension, now):
        raise Refused(TOO_LATE)


def college_to_support(suspension: Suspension, person: User, now: datetime) -> str | None:
    """The college for which a person may still agree, if any."""
    if is_over(suspension, now) or suspension.supports.filter(person=person).exists():
        return None
    spoken = suspension.supports.values("college")
    held = Mandate.objects.in_force(timezone.localdate(now)).filter(person=person).exclude(college__in=spoken)
    return held.order_by("pk").values_list("college", flat=True).first()


def _suspend(certificate: Certificate, suspension: Suspension, now: datetime) -> None:
    days = certificate.decision.application.ruleset.urgent_suspension_days
    suspension.suspended_at, suspension.ends_at = now, now + timedelta(days=days)
    store(suspension)
    change_state(certificate, "suspend", suspension.reasons, None, now)
    show(certificate.actor, now)
    notifications.tell_managers("certificate_suspended", certificate, why=suspension.reasons)


@transaction.atomic
def confirm_suspension(*, suspension: Suspension, actor: User, now: datetime) -> None:
    """Confirm a suspension within its delay, once half of the colleges support it."""
    certificate = begin_certificate(suspension.certificate, "confirm_suspension", actor, now)
    suspension = Suspension.objects.select_for_update().get(pk=suspension.pk)
    if suspension.lifted_at:
        raise Refused(DROPPED)
    _require_in_time(suspension, now)
    needed = certificate.decision.application.ruleset.consenting_colleges
    if suspension.supports.count() < needed:
        raise Refused(_("A confirmation needs %(n)s colleges.") % {"n": needed})
    suspension.confirmed_at, suspension.ends_at = now, None
    store(suspension)
    data = {"certificate": certificate.number}
    record("suspension.confirmed", actor=actor, obj=certificate, now=now, data=data)
    show(certificate.actor, now)


@transaction.atomic
def reinstate(*, certificate: Certificate, actor: User | None, why: str, now: datetime) -> None:
    """End a suspension: the certificate holds again."""
    certificate = begin_certificate(certificate, "reinstate", actor, now)
    certificate.suspensions.filter(lifted_at__isnull=True).update(lifted_at=now, lifted_why=why)
    change_state(certificate, "reinstate", why, actor, now)
    show(certificate.actor, now)
    notifications.tell_managers("certificate_reinstated", certificate, why=why)


def lift_due(now: datetime) -> int:
    """End the urgent suspensions that nobody confirmed in time, drop proposals as old; how many were ended."""
    waiting = Suspension.objects.filter(lifted_at__isnull=True, suspended_at__isnull=True).values_list("pk", flat=True)
    each(waiting, lambda pk: _lapse(pk, now))
    due = Suspension.objects.filter(lifted_at__isnull=True, ends_at__lte=now).values_list("pk", flat=True)
    return each(due, lambda pk: _lift(pk, now))


@transaction.atomic
def _lapse(pk: int, now: datetime) -> None:
    found = Suspension.objects.select_related("certificate__decision__application__charter").get(pk=pk)
    if found.lifted_at or found.suspended_at or not is_over(found, now):
        return
    if found.certificate.state == CertificateState.ACTIVE:
        why = str(_("Two colleges have not agreed in time."))
        drop_suspension(suspension=found, why=why, actor=None, now=now)


@transaction.atomic
def _lift(pk: int, now: datetime) -> bool:
    suspension = Suspension.objects.get(pk=pk)
    certificate = alone_with(suspension.certificate_id)
    suspension.refresh_from_db()
    if suspension.lifted_at or suspension.ends_at is None or certificate.state != CertificateState.SUSPENDED:
        return False
    reinstate(certificate=certificate, actor=None, why=str(_("Nobody confirmed the suspension in time.")), now=now)
    return True
