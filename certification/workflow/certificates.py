"""Certificates: given by a decision, prolonged where the delay is ours, suspended, renounced, withdrawn, expired."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.models import Application, Certificate, Decision
from certification.rules import certificates as rules
from certification.rules import status_list
from certification.states import LIVE_CERTIFICATE
from certification.workflow.common import begin, locked, move, record, store
from certification.workflow.shown import show
from community.models import Actor
from core.refusals import Refused
from core.tasks import each


def grant(decision: Decision, now: datetime) -> Certificate:
    """Give a certificate; the one before it ends. The caller's transaction holds the numbers."""
    actor = decision.application.actor
    before = Certificate.objects.select_for_update().filter(actor=actor, state__in=LIVE_CERTIFICATE).first()
    until = rules.ends_at(decision.application.ruleset, now, before.ends_at if before else None)
    if before:
        change_state(before, "expire", str(_("Renewed.")), None, now)
    certificate = Certificate.objects.create(
        number=decision.number.replace("D-", "C-"), actor=actor, decision=decision, starts_at=now, ends_at=until,
        state_at=now, index=status_list.draw(_is_taken),
    )  # fmt: skip
    data = {"certificate": certificate.number, "decision": decision.number, "ends_at": until.isoformat()}
    record("certificate.granted", actor=None, obj=certificate, now=now, data=data)
    show(actor, now)
    return certificate


def _is_taken(index: int) -> bool:
    return Certificate.objects.filter(index=index).exists()


def take_back(application: Application, now: datetime) -> None:
    """End the certificate that a file gave before its decision was annulled, when the new one does not grant it."""
    given = (
        Certificate.objects.select_for_update()
        .filter(decision__application=application, state__in=LIVE_CERTIFICATE)
        .first()
    )
    if given is None:
        return
    why = str(_("The decision that gave it was annulled; the colleges have not granted it again."))
    change_state(given, "withdraw", why, None, now)
    show(given.actor, now)
    notifications.tell_managers("certificate_withdrawn", given, why=why)


def prolong(application: Application, now: datetime) -> None:
    """Prolong a certificate that would end while its renewal waits for us, once, as far as the charter allows."""
    current = (
        Certificate.objects.select_for_update().filter(actor=application.actor, state__in=LIVE_CERTIFICATE).first()
    )
    if current is None or current.prolonged_at or application.previous_id is None:
        return
    current.ends_at = rules.longest_end(application.ruleset, current.ends_at)
    current.prolonged_at = now
    store(current)
    data = {"certificate": current.number, "ends_at": current.ends_at.isoformat()}
    record("certificate.prolonged", actor=None, obj=current, now=now, data=data)
    show(current.actor, now)


def begin_certificate(certificate: Certificate, action: str, actor: User | None, now: datetime) -> Certificate:
    """Lock the file of a certificate, then the certificate, and ask."""
    locked(certificate.decision.application)
    return begin(certificate, action, actor, now)


def change_state(certificate: Certificate, action: str, why: str, actor: User | None, now: datetime) -> None:
    """Give a certificate the state that the table says, with the reason, and write it in the journal."""
    move(certificate, action)
    certificate.state_at, certificate.state_why = now, why
    store(certificate)
    data = {"certificate": certificate.number, "why": why}
    record(f"certificate.{certificate.state}", actor=actor, obj=certificate, now=now, data=data)


@transaction.atomic
def renounce(*, certificate: Certificate, actor: User, why: str, now: datetime) -> None:
    """Give a certificate back."""
    certificate = begin_certificate(certificate, "renounce", actor, now)
    change_state(certificate, "renounce", why, actor, now)
    show(certificate.actor, now)


@transaction.atomic
def withdraw(*, certificate: Certificate, actor: User, why: str, now: datetime) -> None:
    """Take a certificate away whose suspension was confirmed.

    Raises:
        Refused: no confirmed suspension stands behind it, or no reason is given.
    """
    certificate = begin_certificate(certificate, "withdraw", actor, now)
    if not certificate.suspensions.filter(confirmed_at__isnull=False, lifted_at__isnull=True).exists():
        raise Refused(_("A certificate is withdrawn only after its suspension was confirmed."))
    if not why.strip():
        raise Refused(_("Say why in a few words: it is part of the record."))
    change_state(certificate, "withdraw", why, actor, now)
    show(certificate.actor, now)
    notifications.tell_managers("certificate_withdrawn", certificate, why=why)


# The clock


def alone_with(pk: int) -> Certificate:
    """A certificate, locked after its actor and its file: everybody takes locks in this order."""
    found = Certificate.objects.select_related("decision__application").get(pk=pk)
    locked(found.decision.application)
    return locked(found)


def expire_due(now: datetime) -> int:
    """Write down that certificates have ended; how many."""
    due = Certificate.objects.filter(state__in=LIVE_CERTIFICATE, ends_at__lte=now).values_list("pk", flat=True)
    return each(due, lambda pk: _expire(pk, now))


@transaction.atomic
def _expire(pk: int, now: datetime) -> bool:
    certificate = alone_with(pk)
    if certificate.state not in LIVE_CERTIFICATE or now < certificate.ends_at:
        return False
    change_state(certificate, "expire", "", None, now)
    show(Actor.objects.get(pk=certificate.actor_id), now)
    notifications.tell_managers("certificate_expired", certificate)
    return True


def tell_of_renewals(now: datetime) -> int:
    """Say once that a renewal may be asked for; how many were told."""
    live = Certificate.objects.filter(state__in=LIVE_CERTIFICATE, renewal_told_at__isnull=True)
    return each(live.values_list("pk", flat=True), lambda pk: _tell_of_renewal(pk, now))


@transaction.atomic
def _tell_of_renewal(pk: int, now: datetime) -> bool:
    certificate = alone_with(pk)
    opens = rules.renewal_opens_at(certificate.decision.application.ruleset, certificate.ends_at)
    if certificate.renewal_told_at or now < opens or certificate.state not in LIVE_CERTIFICATE:
        return False
    certificate.renewal_told_at = now
    store(certificate)
    notifications.tell_managers("renewal_opens", certificate)
    return True
