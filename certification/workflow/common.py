"""What every action shares: lock, ask, move, store, tell."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import User
from certification.models import Application
from certification.permissions import can
from certification.states import LAW
from certification.workflow.shown import show
from community.models import Actor
from core import changes, journal
from core.memory import reading
from core.refusals import Refused, require


def locked(obj: models.Model) -> models.Model:
    """The same row, alone with it until the transaction ends; of a file, its actor first, as a publication does."""
    if isinstance(obj, Application):
        Actor.objects.select_for_update().only("pk").get(pk=obj.actor_id)
    return type(obj).objects.select_for_update().get(pk=obj.pk)


def begin(obj: models.Model, action: str, actor: User | None, now: datetime) -> models.Model:
    """Lock, then ask whether this person may do this now; `actor` None is the clock.

    Raises:
        NotAllowed: with the reason.
    """
    obj = locked(obj)
    _check(actor, action, obj, now)
    return obj


def begin_in(
    obj: models.Model, action: str, actor: User | None, now: datetime
) -> tuple[Application, models.Model]:  # fmt: skip
    """Lock the file first, then something of it: everybody takes locks in this order."""
    application = locked(obj.application)
    obj = locked(obj)
    obj.application = application
    _check(actor, action, obj, now)
    return application, obj


def _check(actor: User | None, action: str, obj: models.Model, now: datetime) -> None:
    """Ask once for each thing that the rules look at: nothing changes while they do."""
    with reading():
        require(can(actor, action, obj, now=now))


def move(obj: models.Model, action: str) -> None:
    """Give an object the state that the table says; nothing else writes a state."""
    obj.state = LAW.target(obj._meta.model_name, action)


def store(obj: models.Model) -> None:
    """Check every column before the database does, and store.

    Raises:
        Refused: a value is impossible.
    """
    try:
        obj.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    obj.save()


def record(
    kind: str, *, actor: User | None, obj: models.Model, now: datetime, private: dict | None = None, **said: object
) -> None:
    """Write in the journal what happened; who did it is in the private part, since its public part goes out.

    Args:
        kind: of the event, such as "round.opened".
        actor: who did it; None for the clock, or where even the private part must not say.
        obj: what it happened to.
        now: the moment.
        private: what the public journal only commits to.
        said: see `core.journal.record`.
    """
    who = {"by": str(actor.uid)} if actor else {}
    journal.record(kind, actor=None, obj=obj, now=now, private=who | (private or {}), **said)


def finish(application: Application, kind: str, *, actor: User | None, now: datetime, **said: object) -> None:
    """Store a file that moved, tell who reads changes, write the journal; call this last."""
    application.changed_at = now
    store(application)
    show(application.actor, now)
    changes.note(application, now=now)
    record(kind, actor=actor, obj=application, now=now, **said)
