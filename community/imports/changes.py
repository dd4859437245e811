"""Actors that a batch changes: as they were, as they become, and whether that makes a difference."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from community.imports import apply
from community.imports.context import Context
from community.imports.entries import Entry
from community.models import Activity, Actor, ActorUserObjectPermission
from community.models.document import PARTS, content_of
from community.workflow.sources import come_back

COLUMNS = (
    *apply.IMPORTED, "sort_name", "source_url", "source_licence", "imported_at", "last_confirmed_at", "confirmed_by",
    "due_at", "letters", "last_letter_at", "is_stale", "state", "archived_reason", "archived_at", "changed_at",
)  # fmt: skip


@dataclass(eq=False)
class Changed:
    """One actor, alone with it until the transaction ends."""

    actor: Actor
    is_claimed: bool
    before: dict
    columns: dict
    added: list[Activity] = field(default_factory=list)
    ended: list[Activity] = field(default_factory=list)

    @property
    def activities(self) -> list[Activity]:
        """Those that it has now."""
        return list(self.actor.activities.all())

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.ended or self.written)

    @property
    def written(self) -> dict[str, object]:
        """The columns that changed, and their values."""
        now = _columns(self.actor)
        return {name: value for name, value in now.items() if value != self.columns[name]}

    @property
    def has_new_content(self) -> bool:
        """Whether the public profile changed: it is then a revision."""
        return content_of(self.actor) != self.before

    def take(self, entry: Entry, context: Context) -> None:
        """Write what an entry says; where nobody manages the page, its sectors follow those of the source."""
        apply.change(self.actor, entry, context)
        sectors, present = context.sectors_of(entry.categories), self.activities
        owns = apply.owns(self.actor, context)
        if owns or not present:
            self.added += (added := apply.new_activities(self.actor, sectors, present))
            ended = apply.ended_activities(self.actor, sectors, present) if owns and not self.is_claimed else []
            self.ended += ended
            set_parts(self.actor, [one for one in present if one not in ended] + added)

    def come_back(self, context: Context) -> bool:
        """List the page again if it was withdrawn with its entry; whether it was."""
        return come_back(self.actor, context.due(self.actor, None))

    def close(self, context: Context) -> bool:
        """Date what changed; whether anything did."""
        if not self.differs:
            return False
        self.actor.changed_at = timezone.now()  # of this batch: who follows the exports must not miss it
        if apply.owns(self.actor, context):
            self.actor.imported_at = context.now
        return True


def load(keys: Iterable[int]) -> dict[int, Changed]:
    """Lock these actors, with their parts; by key."""
    actors = list(Actor.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk").prefetch_related(*PARTS))
    grants = ActorUserObjectPermission.objects.filter(content_object__in=actors) if actors else ()
    claimed = {grant.content_object_id for grant in grants}
    return {actor.pk: Changed(actor, actor.pk in claimed, content_of(actor), _columns(actor)) for actor in actors}


def set_parts(actor: Actor, activities: list[Activity]) -> None:
    """Have an actor know its parts, so that its document is made without asking the database."""
    for activity in activities:
        if not hasattr(activity, "_prefetched_objects_cache"):
            activity._prefetched_objects_cache = {"territories": []}  # noqa: SLF001
    empty = {"establishments": [], "added_values": [], "pictures": []}
    known = getattr(actor, "_prefetched_objects_cache", {})
    actor._prefetched_objects_cache = empty | known | {"activities": activities}  # noqa: SLF001


def _columns(actor: Actor) -> dict[str, object]:
    return {name: getattr(actor, name) for name in COLUMNS}
