"""Mandates: asked for, confirmed by a facilitator and by the college, ended."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.models import Mandate, MandateConfirmation
from certification.states import MandateState
from certification.workflow.common import begin, move, record, store
from community.permissions import is_facilitator
from community.rules.freshness import add_months
from core.refusals import Refused
from core.tasks import each

MANDATE_MONTHS = 36


@transaction.atomic
def ask(
    *, actor: User, college: str, motivation: str, is_alternate: bool, shows_name: bool, now: datetime
) -> Mandate:  # fmt: skip
    """Ask to sit for a college.

    Raises:
        Refused: the person sits for it already, or has asked.
    """
    mandate = Mandate(
        person=actor, college=college, motivation=motivation, is_alternate=is_alternate, shows_name=shows_name,
        requested_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            store(mandate)
    except IntegrityError as error:
        raise Refused(_("You already sit for this college, or have asked to.")) from error
    record("mandate.requested", actor=actor, obj=mandate, now=now, data={"college": college})
    notifications.tell_facilitators("mandate_requested", "mandates", mandate=mandate)
    return mandate


@transaction.atomic
def confirm(*, mandate: Mandate, actor: User, now: datetime) -> Mandate:
    """Say yes: once a facilitator and, if it has any, a member of the college have, the mandate holds."""
    mandate = begin(mandate, "confirm", actor, now)
    by_facilitator = is_facilitator(actor) and not _sits(actor, mandate.college, now)
    _created = MandateConfirmation.objects.get_or_create(
        mandate=mandate, person=actor, defaults={"is_facilitator": by_facilitator, "at": now}
    )[1]
    if not _created:
        raise Refused(_("You have already confirmed this mandate."))
    record("mandate.confirmed", actor=actor, obj=mandate, now=now, data={"facilitator": by_facilitator})
    if _is_complete(mandate, now):
        _start(mandate, now)
    return mandate


def _sits(person: User, college: str, now: datetime) -> bool:
    return Mandate.objects.in_force(timezone.localdate(now)).filter(person=person, college=college).exists()


def _is_complete(mandate: Mandate, now: datetime) -> bool:
    said = set(mandate.confirmations.values_list("is_facilitator", flat=True))
    members = Mandate.objects.in_force(timezone.localdate(now)).filter(college=mandate.college)
    return True in said and (False in said or not members.exists())


def _start(mandate: Mandate, now: datetime) -> None:
    move(mandate, "confirm")
    mandate.since = timezone.localdate(now)
    mandate.until = timezone.localdate(add_months(now, MANDATE_MONTHS))
    store(mandate)
    data = {"college": mandate.college, "since": str(mandate.since), "until": str(mandate.until)}
    record("mandate.started", actor=None, obj=mandate, now=now, data=data)
    notifications.tell("mandate_started", mandate.person, "college", [mandate.college], mandate=mandate)


@transaction.atomic
def decline(*, mandate: Mandate, actor: User, reason: str, now: datetime) -> None:
    """Say no, and why."""
    mandate = begin(mandate, "decline", actor, now)
    move(mandate, "decline")
    mandate.reason, mandate.ended_at = reason, now
    store(mandate)
    record("mandate.declined", actor=actor, obj=mandate, now=now, why=reason)
    notifications.tell("mandate_declined", mandate.person, "colleges", mandate=mandate, reason=reason)


@transaction.atomic
def end(*, mandate: Mandate, actor: User | None, reason: str = "", now: datetime) -> None:
    """Stop sitting: seats of rounds that are open stay as they were frozen."""
    mandate = begin(mandate, "end", actor, now)
    _end(mandate, actor, reason, now)


def _end(mandate: Mandate, actor: User | None, reason: str, now: datetime) -> None:
    was_active = mandate.state == MandateState.ACTIVE
    move(mandate, "end")
    mandate.ended_at, mandate.reason = now, reason
    if was_active:
        mandate.until = max(mandate.since, min(mandate.until or date.max, timezone.localdate(now)))
    store(mandate)
    record("mandate.ended", actor=actor, obj=mandate, now=now, why=reason)


def end_due(now: datetime) -> int:
    """End the mandates whose day has passed; how many."""
    due = Mandate.objects.filter(state=MandateState.ACTIVE, until__lt=timezone.localdate(now))
    return each(due.values_list("pk", flat=True), lambda pk: _end_one(pk, now))


@transaction.atomic
def _end_one(pk: int, now: datetime) -> bool:
    mandate = Mandate.objects.select_for_update().get(pk=pk)
    if mandate.state != MandateState.ACTIVE or mandate.until >= timezone.localdate(now):
        return False
    _end(mandate, None, "", now)
    return True


@transaction.atomic
def show_name(*, mandate: Mandate, shows: bool, actor: User, now: datetime) -> None:
    """Let one's name be shown on the page of the college, or no longer."""
    mandate = begin(mandate, "show_name", actor, now)
    mandate.shows_name = shows
    store(mandate)
