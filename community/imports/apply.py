"""What an entry changes in an actor: never what a person wrote here, and never anything into nothing."""

import uuid
from collections.abc import Iterable

from community.imports.context import Context
from community.imports.entries import Entry
from community.models import Activity, Actor, ConfirmedBy, Sector
from community.models.document import COLUMNS
from community.models.vocabulary import Family, Precision, Reason
from community.rules.names import fold
from community.workflow.sources import appear

ADDRESS = ("street", "postal_code", "city", "insee")
POINT = ("latitude", "longitude", "precision")
FORM = ("family", "cooperative_kind", "ess_reason")
ALONE = (
    "name", "trade_name", "acronym", "founded", "siret", "siren", "rna", "summary", "description", "commitment",
    "website", "public_email", "public_phone",
)  # fmt: skip
# What says one thing together is changed, and locked, together.
GROUPS = (ADDRESS, POINT, FORM, *((name,) for name in ALONE))
IMPORTED = (*ADDRESS, *POINT, *FORM, *ALONE)
LOCKS = {name: f"{section}/{name}" for section, names in COLUMNS.items() for name in names}
EMPTY = ("", None, Family.UNKNOWN.value)


def new_actor(entry: Entry, context: Context) -> Actor:
    """A published actor from an entry: its place, numbers and address are settled by the caller."""
    actor = Actor(**entry.values)
    actor.ess_reason = actor.ess_reason or Reason.SOURCE.value
    actor.source = context.run.source
    appear(actor, context.now)
    actor.sort_name = sort_name(actor)
    actor.imported_at = context.now
    _name_source(actor, entry, context)
    confirm(actor, entry, context)
    return actor


def sort_name(actor: Actor) -> str:
    """The name as one sorts it; `save` does the same."""
    return fold(actor.public_name)[:170]


def change(actor: Actor, entry: Entry, context: Context) -> None:
    """Write what an entry says into the columns of an actor; the caller compares and stores."""
    for name, value in allowed(actor, entry.values, owns=owns(actor, context)).items():
        setattr(actor, name, value)
    actor.sort_name = sort_name(actor)
    if owns(actor, context):
        _name_source(actor, entry, context)
        confirm(actor, entry, context)


def _name_source(actor: Actor, entry: Entry, context: Context) -> None:
    actor.source_url = entry.url or actor.source_url
    actor.source_licence = context.run.licence or actor.source_licence


def owns(actor: Actor, context: Context) -> bool:
    """Whether an actor came from this source; any other only gets what it lacks."""
    return bool(actor.imported_at) and actor.source == context.run.source


def allowed(actor: Actor, values: dict[str, object], *, owns: bool) -> dict[str, object]:
    """The columns that an entry may write."""
    locked, found = set(actor.locked_fields), {}
    for group in GROUPS:
        said = {name: values[name] for name in group if name in values}
        if said and not locked & {LOCKS[name] for name in group} and (owns or _is_empty(actor, group)):
            found |= said
    return _consistent(actor, found)


def _is_empty(actor: Actor, group: Iterable[str]) -> bool:
    return all(getattr(actor, name) in EMPTY for name in group)


def _consistent(actor: Actor, said: dict[str, object]) -> dict[str, object]:
    """Nothing that contradicts what is written beside it."""
    if said.get("precision") == Precision.COMMUNE and actor.precision not in ("", Precision.COMMUNE):
        said = {name: value for name, value in said.items() if name not in POINT}
    moved = any(name in said and said[name] != getattr(actor, name) for name in ("city", "postal_code"))
    if moved and "insee" not in said:
        said["insee"] = ""
    if said.get("family", Family.COOPERATIVE) != Family.COOPERATIVE:
        said["cooperative_kind"] = ""
    return said


def confirm(actor: Actor, entry: Entry, context: Context) -> None:
    """Let the date of the source count as a confirmation, unless a person has confirmed the page here."""
    known = actor.last_confirmed_at
    is_by_import = actor.confirmed_by in ("", ConfirmedBy.IMPORT)
    if entry.updated and is_by_import and (known is None or entry.updated > known):
        actor.last_confirmed_at, actor.confirmed_by = entry.updated, ConfirmedBy.IMPORT.value
        actor.due_at = context.due(actor, entry.updated)
        actor.letters, actor.last_letter_at, actor.is_stale = 0, None, False
    actor.due_at = actor.due_at or context.due(actor, None)


def activity_key(actor: Actor, sector: Sector) -> uuid.UUID:
    """The key of the activity that an import gives an actor: one that was removed here is known, and stays away."""
    return uuid.uuid5(actor.uid, sector.code)


def new_activities(actor: Actor, sectors: Iterable[Sector], present: list[Activity]) -> list[Activity]:
    """An activity for each sector that an actor has none of, unless a person has removed it."""
    known = {activity.sector_id for activity in present}
    found = []
    for sector in sectors:
        key = activity_key(actor, sector)
        if sector.pk not in known and f"activities/{key}" not in actor.locked_fields:
            found.append(Activity(actor=actor, key=key, sector=sector, position=len(present) + len(found)))
    return found


def ended_activities(actor: Actor, sectors: list[Sector], present: list[Activity]) -> list[Activity]:
    """Activities that an import gave, that nobody wrote in, and that the source no longer says."""
    kept = {sector.pk for sector in sectors}
    return [
        activity
        for activity in present
        if kept
        and activity.sector_id not in kept
        and activity.key == activity_key(actor, activity.sector)
        and f"activities/{activity.key}" not in actor.locked_fields
        and not (activity.mode or activity.description or activity.area_kind or activity.capacity)
    ]
