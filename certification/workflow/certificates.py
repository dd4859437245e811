"""Certificates: given by a decision, prolonged where the delay is ours, suspended, renounced, withdrawn, expired."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.models import Application, Certificate, Decision, Mandate, Suspension, SuspensionSupport
from certification.permissions import NOT_NOW
from certification.rules import certificates as rules
from certification.states import CertificateState
from certification.workflow.common import begin, locked, move, store
from certification.workflow.shown import show
from community.models import Actor
from core import journal
from core.refusals import Refused
from core.tasks import each

LIVE = (CertificateState.ACTIVE, CertificateState.SUSPENDED)


def grant(decision: Decision, now: datetime) -> Certificate:
    """Give a certificate; the one before it ends. The caller's transaction holds the numbers."""
    actor = decision.application.actor
    before = Certificate.objects.select_for_update().filter(actor=actor, state__in=LIVE).first()
    end = rules.ends_at(decision.application.ruleset, now, before.ends_at if before else None)
    if before:
        _end(before, "expire", str(_("Renewed.")), None, now)
    certificate = Certificate.objects.create(
        number=decision.number.replace("D-", "C-"), actor=actor, decision=decision, starts_at=now, ends_at=end,
        state_at=now, index=(Certificate.objects.aggregate(last=Max("index"))["last"] or 0) + 1,
    )  # fmt: skip
    data = {"certificate": certificate.number, "decision": decision.number, "ends_at": end.isoformat()}
    journal.record("certificate.granted", actor=None, obj=certificate, now=now, data=data)
    show(actor, now)
    return certificate


def take_back(application: Application, now: datetime) -> None:
    """End the certificate that a file gave before its decision was annulled, when the new one does not grant it."""
    given = Certificate.objects.select_for_update().filter(decision__application=application, state__in=LIVE).first()
    if given is None:
        return
    why = str(_("The decision that gave it was annulled; the colleges have not granted it again."))
    _end(given, "withdraw", why, None, now)
    show(given.actor, now)
    notifications.tell_managers("certificate_withdrawn", given, why=why)


def prolong(application: Application, now: datetime) -> None:
    """Prolong a certificate that would end while its renewal waits for us, once, as far as the charter allows."""
    current = Certificate.objects.select_for_update().filter(actor=application.actor, state__in=LIVE).first()
    if current is None or current.prolonged_at or application.previous_id is None:
        return
    current.ends_at = rules.longest_end(application.ruleset, current.ends_at)
    current.prolonged_at = now
    store(current)
    data = {"certificate": current.number, "ends_at": current.ends_at.isoformat()}
    journal.record("certificate.prolonged", actor=None, obj=current, now=now, data=data)


def _begin(certificate: Certificate, action: str, actor: User | None, now: datetime) -> Certificate:
    locked(certificate.decision.application)
    return begin(certificate, action, actor, now)


def _live(suspension: Suspension) -> Suspension:
    """A suspension, locked: one that was lifted is over, whatever became of the certificate since."""
    found = Suspension.objects.select_for_update().get(pk=suspension.pk)
    if found.lifted_at:
        raise Refused(NOT_NOW.reason)
    return found


def _end(certificate: Certificate, action: str, why: str, actor: User | None, now: datetime) -> None:
    move(certificate, action)
    certificate.state_at, certificate.state_why = now, why
    store(certificate)
    data = {"certificate": certificate.number, "why": why}
    journal.record(f"certificate.{certificate.state}", actor=actor, obj=certificate, now=now, data=data)


@transaction.atomic
def renounce(*, certificate: Certificate, actor: User, why: str, now: datetime) -> None:
    """Give a certificate back."""
    certificate = _begin(certificate, "renounce", actor, now)
    _end(certificate, "renounce", why, actor, now)
    show(certificate.actor, now)


@transaction.atomic
def withdraw(*, certificate: Certificate, actor: User, why: str, now: datetime) -> None:
    """Take a certificate away whose suspension was confirmed.

    Raises:
        Refused: no confirmed suspension stands behind it, or no reason is given.
    """
    certificate = _begin(certificate, "withdraw", actor, now)
    if not certificate.suspensions.filter(confirmed_at__isnull=False, lifted_at__isnull=True).exists():
        raise Refused(_("A certificate is withdrawn only after its suspension was confirmed."))
    if not why.strip():
        raise Refused(_("Say why in a few words: it is part of the record."))
    _end(certificate, "withdraw", why, actor, now)
    show(certificate.actor, now)
    notifications.tell_managers("certificate_withdrawn", certificate, why=why)


@transaction.atomic
def propose_suspension(*, certificate: Certificate, reasons: str, actor: User, now: datetime) -> Suspension:
    """Say that a certificate should be suspended at once; it is, when two colleges agree."""
    certificate = _begin(certificate, "suspend", actor, now)
    try:
        with transaction.atomic():
            suspension = Suspension(certificate=certificate, reasons=reasons, proposed_at=now, proposed_by=actor)
            store(suspension)
    except IntegrityError as error:
        raise Refused(_("A suspension of this certificate is under way already.")) from error
    data = {"certificate": certificate.number}
    journal.record("suspension.proposed", actor=actor, obj=certificate, now=now, data=data, private={"why": reasons})
    return suspension


@transaction.atomic
def support_suspension(*, suspension: Suspension, actor: User, now: datetime) -> Suspension:
    """A member of a college agrees, for that college; with the second college the certificate is suspended."""
    certificate = _begin(suspension.certificate, "support_suspension", actor, now)
    suspension = _live(suspension)
    held = Mandate.objects.in_force(timezone.localdate(now)).filter(person=actor).order_by("pk").first()
    try:
        with transaction.atomic():
            SuspensionSupport.objects.create(suspension=suspension, college=held.college, person=actor, at=now)
    except IntegrityError as error:
        raise Refused(_("Your college, or you, have agreed already.")) from error
    data = {"certificate": certificate.number, "college": held.college}
    journal.record("suspension.supported", actor=actor, obj=certificate, now=now, data=data)
    colleges = suspension.supports.count()
    if certificate.state == CertificateState.ACTIVE and colleges >= rules.SUSPENDING_COLLEGES:
        _suspend(certificate, suspension, now)
    return suspension


def _suspend(certificate: Certificate, suspension: Suspension, now: datetime) -> None:
    days = certificate.decision.application.ruleset.urgent_suspension_days
    suspension.suspended_at, suspension.ends_at = now, now + timedelta(days=days)
    store(suspension)
    _end(certificate, "suspend", suspension.reasons, None, now)
    show(certificate.actor, now)
    notifications.tell_managers("certificate_suspended", certificate, why=suspension.reasons)


@transaction.atomic
def confirm_suspension(*, suspension: Suspension, actor: User, now: datetime) -> None:
    """Confirm a suspension within its delay, once half of the colleges support it."""
    certificate = _begin(suspension.certificate, "confirm_suspension", actor, now)
    suspension = _live(suspension)
    needed = certificate.decision.application.ruleset.consenting_colleges
    if suspension.supports.count() < needed:
        raise Refused(_("A confirmation needs %(n)s colleges.") % {"n": needed})
    suspension.confirmed_at, suspension.ends_at = now, None
    store(suspension)
    data = {"certificate": certificate.number}
    journal.record("suspension.confirmed", actor=actor, obj=certificate, now=now, data=data)


@transaction.atomic
def reinstate(*, certificate: Certificate, actor: User | None, why: str, now: datetime) -> None:
    """End a suspension: the certificate holds again."""
    certificate = _begin(certificate, "reinstate", actor, now)
    certificate.suspensions.filter(lifted_at__isnull=True).update(lifted_at=now, lifted_why=why)
    _end(certificate, "reinstate", why, actor, now)
    show(certificate.actor, now)
    notifications.tell_managers("certificate_reinstated", certificate, why=why)


# The clock


def _alone_with(pk: int) -> Certificate:
    """A certificate, locked after its actor and its file: everybody takes locks in this order."""
    found = Certificate.objects.select_related("decision__application").get(pk=pk)
    locked(found.decision.application)
    return locked(found)


def expire_due(now: datetime) -> int:
    """Write down that certificates have ended; how many."""
    due = Certificate.objects.filter(state__in=LIVE, ends_at__lte=now).values_list("pk", flat=True)
    return each(due, lambda pk: _expire(pk, now))


@transaction.atomic
def _expire(pk: int, now: datetime) -> bool:
    certificate = _alone_with(pk)
    if certificate.state not in LIVE or now < certificate.ends_at:
        return False
    _end(certificate, "expire", "", None, now)
    show(Actor.objects.get(pk=certificate.actor_id), now)
    notifications.tell_managers("certificate_expired", certificate)
    return True


def lift_due(now: datetime) -> int:
    """End the urgent suspensions that nobody confirmed in time; how many."""
    due = Suspension.objects.filter(lifted_at__isnull=True, ends_at__lte=now).values_list("pk", flat=True)
    return each(due, lambda pk: _lift(pk, now))


@transaction.atomic
def _lift(pk: int, now: datetime) -> bool:
    suspension = Suspension.objects.get(pk=pk)
    certificate = _alone_with(suspension.certificate_id)
    suspension.refresh_from_db()
    if suspension.lifted_at or suspension.ends_at is None or certificate.state != CertificateState.SUSPENDED:
        return False
    reinstate(certificate=certificate, actor=None, why=str(_("Nobody confirmed the suspension in time.")), now=now)
    return True


def tell_of_renewals(now: datetime) -> int:
    """Say once that a renewal may be asked for; how many were told."""
    live = Certificate.objects.filter(state__in=LIVE, renewal_told_at__isnull=True)
    return each(live.values_list("pk", flat=True), lambda pk: _tell_of_renewal(pk, now))


@transaction.atomic
def _tell_of_renewal(pk: int, now: datetime) -> bool:
    certificate = _alone_with(pk)
    opens = rules.renewal_opens_at(certificate.decision.application.ruleset, certificate.ends_at)
    if certificate.renewal_told_at or now < opens or certificate.state not in LIVE:
        return False
    certificate.renewal_told_at = now
    store(certificate)
    notifications.tell_managers("renewal_opens", certificate)
    return True
