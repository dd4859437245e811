"""What every action shares."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.log_actions import log

from accounts.models import User
from community import states
from community.models import Actor, CommunitySettings, ConfirmedBy
from community.permissions import can
from community.rules.freshness import add_months
from core import changes, journal
from core.refusals import Refused, require


def locked(obj: models.Model) -> models.Model:
    """The same row, alone with it until the transaction ends."""
    return type(obj).objects.select_for_update().get(pk=obj.pk)


def begin(obj: models.Model, action: str, actor: User | None, *, bearer: bool = False) -> models.Model:
    """Lock, then ask whether this person may do this now; `actor` None is the site itself, which may.

    Raises:
        NotAllowed: with the reason.
    """
    obj = locked(obj)
    if actor is not None or bearer:
        require(can(actor or AnonymousUser(), action, obj, bearer=bearer))
    return obj


def move(obj: models.Model, action: str) -> None:
    """Give an object the state that the table says; nothing else writes a state."""
    obj.state = states.LAW.target(obj._meta.model_name, action)


def finish(organisation: Actor, kind: str, *, actor: User | None, now: datetime, **said: object) -> None:
    """Store an actor whose public page changed, tell the index, write the journal.

    Who changes what a page says calls `clean` first; a state may change whatever old columns hold.
    """
    organisation.changed_at = now
    organisation.save()
    changes.note(organisation, now=now)
    log(instance=organisation, action=kind, user=actor)  # what the editors' site shows as its history
    journal.record(kind, actor=actor, obj=organisation, now=now, **said)


def clean(organisation: Actor) -> None:
    """Check every column before the database does.

    Raises:
        Refused: a value is impossible, or is already that of another actor.
    """
    try:
        organisation.full_clean(exclude=["sectors"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def start_cycle(organisation: Actor, now: datetime) -> None:
    """Begin a new length of time during which the page is believed."""
    months = CommunitySettings.load().months_for(organisation.family)
    organisation.due_at = add_months(now, months)
    organisation.letters, organisation.last_letter_at, organisation.is_stale = 0, None, False


def confirmer(actor: User, organisation: Actor) -> ConfirmedBy:
    """As whom this person speaks of a page: for the organisation, if looking after it, else as a facilitator."""
    is_owner = organisation.user_permissions.filter(user=actor).exists()
    return ConfirmedBy.OWNER if is_owner else ConfirmedBy.FACILITATOR


def mark_confirmed(organisation: Actor, by: str, now: datetime) -> None:
    """Note that somebody said that the page is true; the caller stores."""
    organisation.last_confirmed_at, organisation.confirmed_by = now, by
    start_cycle(organisation, now)
