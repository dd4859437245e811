"""Attestations: an actor says that it works with another, which accepts or declines."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import notifications
from community.models import Actor, Attestation
from community.permissions import can
from community.workflow.common import begin, move
from core import journal
from core.refusals import Refused, require


@transaction.atomic
def propose(
    *, author: Actor, subject: Actor, relation: str, text: str, since: int | None, actor: User, now: datetime
) -> Attestation:
    """Say that `author` works with `subject`; shown once the other side accepts.

    Raises:
        NotAllowed: the person does not manage `author`.
        Refused: the other page is not looked after, or the same was said already.
    """
    require(can(actor, "attest", author))
    if not subject.is_published or not subject.is_claimed:
        raise Refused(_("Nobody looks after the other page yet, so nobody could accept."))
    attestation = Attestation(author=author, subject=subject, relation=relation, text=text, since=since, created_at=now)
    attestation.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            attestation.save()
    except IntegrityError as error:
        raise Refused(_("You have already said so.")) from error
    notifications.tell_managers(
        "attestation_proposed", subject, url_name="attestations", args=[subject.uid],
        author=author.public_name, text=text,
    )  # fmt: skip
    journal.record("attestation.proposed", actor=actor, obj=attestation, now=now)
    return attestation


@transaction.atomic
def accept(*, attestation: Attestation, actor: User, now: datetime) -> None:
    """The other side agrees: both pages show it."""
    attestation = _answer(attestation, "accept", actor, now)
    notifications.tell_managers(
        "attestation_accepted", attestation.author, url_name="actor", args=[attestation.author.slug],
        subject=attestation.subject.public_name,
    )  # fmt: skip


@transaction.atomic
def decline(*, attestation: Attestation, actor: User, now: datetime) -> None:
    """The other side does not agree: nothing is shown."""
    _answer(attestation, "decline", actor, now)


@transaction.atomic
def withdraw(*, attestation: Attestation, actor: User, now: datetime) -> None:
    """Either side takes it off both pages."""
    _answer(attestation, "withdraw", actor, now)


def _answer(attestation: Attestation, action: str, actor: User, now: datetime) -> Attestation:
    attestation = begin(attestation, action, actor)
    move(attestation, action)
    attestation.answered_at = now
    attestation.save()
    journal.record(f"attestation.{attestation.state}", actor=actor, obj=attestation, now=now)
    return attestation
