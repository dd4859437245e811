"""Writing about an actor: what is typed is kept as typed, step by step, until it is published or discarded."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm

from accounts.models import User
from community import notifications
from community.models import Actor, DraftPart, PersonRole
from community.permissions import can
from community.rules.names import fold
from community.states import Publication
from community.workflow.common import begin, locked
from core import journal
from core.refusals import Refused, require

LONGEST = 20_000  # characters of one field
MOST_PARTS = 200
MOST_DRAFTS = 10  # that one person may have begun and not published


class Conflict(Refused):
    """Somebody else saved the same step after this page was opened; nothing of either is lost."""

    def __init__(self, part: DraftPart):
        self.part = part
        super().__init__(_("Somebody else has changed this step meanwhile."))


@transaction.atomic
def start(*, actor: User, now: datetime, typed: Mapping[str, list[str]] | None = None) -> Actor:
    """Begin to describe an organisation; whoever begins manages it."""
    begun = Actor.objects.filter(created_by=User.objects.select_for_update().get(pk=actor.pk), state=Publication.DRAFT)
    if begun.count() >= MOST_DRAFTS:
        raise Refused(_("You have begun many descriptions. Publish or discard one of them first."))
    # Not `create`: no page of the site shows a draft, and a signal would make every visitor's page anew.
    (organisation,) = Actor.objects.bulk_create([Actor(created_by=actor, created_at=now, changed_at=now)])
    assign_perm(PersonRole.MANAGER, actor, organisation)
    if typed:
        DraftPart.objects.bulk_create(
            DraftPart(actor=organisation, step=step, data=_kept(data), saved_at=now, saved_by=actor)
            for step, data in typed.items()
        )
        _name_draft(organisation, dict(typed.get("identity", {})))
    journal.record("actor.started", actor=actor, obj=organisation, now=now)
    return organisation


@transaction.atomic
def save_part(
    *, organisation: Actor, step: str, data: Mapping[str, list[str]], actor: User, now: datetime, version: int,
    key: str = "",
) -> DraftPart:  # fmt: skip
    """Keep what was typed in a step.

    Args:
        version: that of the part when the page was opened; 0 when there was none.

    Raises:
        NotAllowed: the person may not write for this actor.
        Conflict: the part has another version by now.
    """
    organisation = begin(organisation, "edit", actor)  # alone with the draft: two devices may begin the same step
    part = DraftPart.objects.filter(actor=organisation, step=step, key=key).first()
    kept = _kept(data)
    if step == "identity":
        _name_draft(organisation, kept)
    if part is None:
        return _add_part(organisation, step, key, kept, saved_by=actor, saved_at=now)
    if part.data == kept and not part.is_removed:
        return part  # sent twice
    if part.version != version:
        raise Conflict(part)
    part.data, part.is_removed = kept, False
    return _store(part, actor, now)


def _kept(data: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What a database can hold of what was typed."""
    return {name: [value.replace("\0", "")[:LONGEST] for value in values] for name, values in data.items()}


def _name_draft(organisation: Actor, data: dict[str, list[str]]) -> None:
    """A description that was never published goes by the name that is typed in it."""
    name = (data.get("name") or [""])[0].strip()[:160]
    if name and organisation.state == Publication.DRAFT:
        Actor.objects.filter(pk=organisation.pk, state=Publication.DRAFT).update(name=name, sort_name=fold(name)[:170])


def _add_part(organisation: Actor, step: str, key: str, data: dict, **saved: object) -> DraftPart:
    count = DraftPart.objects.filter(actor=organisation).count()
    if count >= MOST_PARTS:
        raise Refused(_("This page has as many parts as the site can keep. Remove one first."))
    return DraftPart.objects.create(
        actor=organisation, step=step, key=key, data=data, position=count, base=latest_number(organisation), **saved
    )


def latest_number(organisation: Actor) -> int:
    """The number of the revision in force; 0 before the first."""
    return organisation.revisions.values_list("number", flat=True).order_by("-number").first() or 0


def _store(part: DraftPart, actor: User, now: datetime) -> DraftPart:
    part.version += 1
    part.saved_at, part.saved_by = now, actor
    part.save()
    return part


@transaction.atomic
def add_item(*, organisation: Actor, step: str, actor: User, now: datetime, data: dict | None = None) -> DraftPart:
    """A new activity, place or picture, empty or with what is already known; its key is drawn at random."""
    organisation = begin(organisation, "edit", actor)
    return _add_part(organisation, step, str(uuid.uuid4()), data or {}, saved_by=actor, saved_at=now)


@transaction.atomic
def remove_item(*, organisation: Actor, step: str, key: str, actor: User, now: datetime) -> None:
    """Leave an activity, a place or a picture out of what will be published."""
    organisation = begin(organisation, "edit", actor)
    part, _created = DraftPart.objects.get_or_create(
        actor=organisation, step=step, key=key, defaults={"saved_at": now, "base": latest_number(organisation)}
    )
    part.is_removed = True
    _store(part, actor, now)


@transaction.atomic
def ask_to_publish(*, organisation: Actor, actor: User, now: datetime) -> None:
    """Tell those who manage a page that a draft is ready for them."""
    organisation = begin(organisation, "edit", actor)
    notifications.tell_managers(
        "draft_ready", organisation, url_name="review", args=[organisation.uid], person=actor.get_full_name()
    )
    journal.record("actor.draft_proposed", actor=actor, obj=organisation, now=now)


@transaction.atomic
def discard(*, organisation: Actor, actor: User, now: datetime) -> None:
    """Forget what was typed since the last publication; a page that was never published goes altogether."""
    organisation = locked(organisation)
    if organisation.is_published:
        require(can(actor, "publish", organisation))
        organisation.draft_parts.all().delete()
        journal.record("actor.draft_discarded", actor=actor, obj=organisation, now=now)
        return
    organisation = begin(organisation, "discard", actor)
    journal.record("actor.discarded", actor=actor, obj=organisation, now=now)
    organisation.delete()


def forget_parts(organisation: Actor, seen: Iterable[tuple[int, int]]) -> None:
    """Drop the parts that were just published, at the versions that were read; what came since stays."""
    for pk, version in seen:
        DraftPart.objects.filter(actor=organisation, pk=pk, version=version).delete()
