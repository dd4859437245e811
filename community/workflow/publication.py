"""Publishing a profile: from the plain document to columns, parts and a revision."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import watchers
from community.models import (
    Activity,
    Actor,
    ActorRevision,
    AddedValue,
    Establishment,
    Origin,
    Picture,
    Qualifier,
    Sector,
    Territory,
)
from community.models.document import ACTIVITY, COLUMNS, ESTABLISHMENT, FIGURES, PRIVATE, STORY, content_of
from community.rules import profiles
from community.workflow.checks import open_check
from community.workflow.common import begin, clean, confirmer, finish, mark_confirmed, move, start_cycle
from community.workflow.drafts import forget_parts, latest_number
from core.refusals import Refused
from core.rich_text import hide_addresses

SLUG_LENGTH = 100
NUMBERS = ("siret", "siren", "rna")


@transaction.atomic
def publish(
    *, organisation: Actor, content: dict, private: dict | None, actor: User, now: datetime,
    base: int, seen: Iterable[tuple[int, int]] = (),
) -> ActorRevision | None:  # fmt: skip
    """Make a profile public, as its next revision; whoever publishes says that it is true.

    Args:
        content: the whole document (see `models.document`).
        private: contact that only managers and facilitators see; None leaves it as it is.
        base: number of the revision that was in force when the draft was shown; 0 before the first.
        seen: (key, version) of the parts of the draft that the document comes from.

    Returns:
        The new revision; None when nothing changed but the date of confirmation.

    Raises:
        NotAllowed: the person may not publish.
        Refused: something compulsory is missing, or somebody published meanwhile.
    """
    organisation = begin(organisation, "publish", actor)
    _check_complete(content)
    if base != latest_number(organisation):
        raise Refused(_("Somebody has published another version meanwhile. Look at it, then publish yours."))
    is_first = not organisation.is_published
    move(organisation, "publish")
    before = content_of(organisation)
    by = confirmer(actor, organisation)
    mark_confirmed(organisation, by, now)
    apply(organisation, content, private, now)
    _date(organisation, now, is_first=is_first)
    _lock_changed(organisation, before)
    revision = record_revision(organisation, Origin(by), actor, now)
    forget_parts(organisation, seen)
    open_check(organisation, now)
    said = {"revision": revision.number, "sha256": revision.sha256} if revision else {}
    finish(organisation, "actor.published" if is_first else "actor.updated", actor=actor, now=now, data=said)
    _tell_watchers(organisation, before, revision, now)
    return revision


@transaction.atomic
def correct(
    *, organisation: Actor, section: str, values: dict, actor: User | None, now: datetime, origin: str,
    bearer: bool = False, confirmed_by: str = "",
) -> ActorRevision | None:  # fmt: skip
    """Change a few fields of one section of a published page, by a facilitator, a report or a reminder's link.

    Raises:
        NotAllowed: the person may not.
    """
    organisation = begin(organisation, "correct", actor, bearer=bearer)
    if unknown := values.keys() - set(COLUMNS[section]):
        raise KeyError(*unknown)
    if confirmed_by:
        mark_confirmed(organisation, confirmed_by, now)
    return _correct(organisation, values, origin=origin, actor=actor, now=now, section=section)


@transaction.atomic
def edit(*, organisation: Actor, values: dict, actor: User, now: datetime) -> Actor:
    """Change columns of an actor from the editors' site; nothing of its parts.

    Raises:
        NotAllowed: the person is no facilitator.
    """
    organisation = begin(organisation, "correct", actor)
    _correct(organisation, values, origin=Origin.FACILITATOR, actor=actor, now=now)
    return organisation


def _correct(
    organisation: Actor, values: dict, *, origin: str, actor: User | None, now: datetime, **said: str
) -> ActorRevision | None:
    """Write columns of a locked actor, and everything that follows from it."""
    before = content_of(organisation)
    for name, value in values.items():
        setattr(organisation, name, _column(name, value))
    _date(organisation, now)
    _lock_changed(organisation, before)
    clean(organisation)
    organisation.save()  # the revision is read from what is stored
    revision = record_revision(organisation, origin, actor, now)
    open_check(organisation, now)
    finish(organisation, "actor.corrected", actor=actor, now=now, data=said | {"fields": sorted(values)})
    _tell_watchers(organisation, before, revision, now)
    return revision


def _tell_watchers(organisation: Actor, before: dict, revision: ActorRevision | None, now: datetime) -> None:
    changed = profiles.changed_sections(before, revision.profile) if revision else set()
    watchers.tell(organisation, changed, now)


def _check_complete(content: dict) -> None:
    lacks = [missing for missing in profiles.missing(content) if missing.is_required]
    if lacks:
        raise Refused(_("Something compulsory is still missing. The steps that are marked say what."))


def apply(organisation: Actor, content: dict, private: dict | None, now: datetime) -> None:
    """Write a document into the columns and the parts of an actor, and store it."""
    for section, names in COLUMNS.items():
        said = content.get(section) or {}
        for name in names if section != "size" else ():
            if name in said:
                setattr(organisation, name, _column(name, said[name]))
    _apply_size(organisation, content.get("size") or {}, now)
    for name in PRIVATE if private is not None else ():
        setattr(organisation, name, private.get(name, ""))
    organisation.slug = organisation.slug or free_slug(organisation)
    clean(organisation)
    _store(organisation)
    _apply_activities(organisation, content.get("activities") or [])
    _apply_establishments(organisation, content.get("establishments") or [])
    _apply_values(organisation, content.get("values") or [])
    _apply_pictures(organisation, content.get("pictures") or [])


def _column(name: str, value: object) -> object:
    """What a column takes: no empty number, and no address of a person in a text that everybody reads."""
    if name in NUMBERS:
        return value or None
    return hide_addresses(value) if name in STORY and isinstance(value, str) else value


def _store(organisation: Actor) -> None:
    """Save; somebody may have taken the same address or number a moment ago."""
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise Refused(_("Somebody has just published a page with the same name or number. Try once more.")) from error


def free_slug(organisation: Actor) -> str:
    """An address for the page: the name, with the town or a few letters where another has it."""
    base = slugify(organisation.public_name)[:SLUG_LENGTH].strip("-") or "structure"
    with_city = slugify(f"{base}-{organisation.city}")[:SLUG_LENGTH].strip("-")
    others = Actor.objects.exclude(pk=organisation.pk)
    for slug in (base, with_city):
        if not others.filter(slug=slug).exists():
            return slug
    return f"{with_city}-{get_random_string(4, 'abcdefghjkmnpqrstuvwxyz23456789')}"


def _apply_size(organisation: Actor, said: dict, now: datetime) -> None:
    """A figure keeps its day while it is the same; a new one takes today's, where the site is."""
    for name in FIGURES:
        value, empty = said.get(name), "" if name == "turnover" else None
        day = said.get(f"{name}_at")
        is_said, before = value not in (None, ""), getattr(organisation, name)
        known = getattr(organisation, f"{name}_at") if value == before else None
        today = date.fromisoformat(day) if day else known or timezone.localdate(now)
        setattr(organisation, name, value if is_said else empty)
        setattr(organisation, f"{name}_at", today if is_said else None)


def _apply_activities(organisation: Actor, said: list[dict]) -> None:
    sectors = Sector.objects.in_bulk([activity["sector"] for activity in said], field_name="code")
    organisation.activities.exclude(key__in=[activity["key"] for activity in said]).delete()
    for position, activity in enumerate(said):
        area = activity.get("area") or {}
        fields = {name: activity.get(name) for name in ACTIVITY if activity.get(name) is not None}
        fields["description"] = hide_addresses(fields.get("description", ""))
        stored, _created = Activity.objects.update_or_create(
            actor=organisation,
            key=activity["key"],
            defaults=fields
            | {
                "sector": sectors[activity["sector"]],
                "position": position,
                "area_kind": area.get("kind", ""),
                "radius_km": area.get("radius_km"),
                "capacity_number": activity.get("capacity_number"),
            },
        )
        stored.territories.set(territories_of(area.get("territories", ())))
    sync_sectors(organisation)


def sync_sectors(organisation: Actor) -> None:
    """The sectors that lists show are those of the activities."""
    organisation.sectors.set(organisation.activities.values_list("sector", flat=True).distinct())


def territories_of(references: Iterable[str]) -> list[Territory]:
    """Territories named "kind:code"; one that is no more is left out."""
    named = [reference.partition(":")[::2] for reference in references]
    kinds = {kind for kind, _code in named}
    found = Territory.objects.filter(kind__in=kinds, code__in=[code for _kind, code in named])
    wanted = set(named)
    return [territory for territory in found if (territory.kind, territory.code) in wanted]


def _apply_establishments(organisation: Actor, said: list[dict]) -> None:
    organisation.establishments.exclude(key__in=[place["key"] for place in said]).delete()
    for position, place in enumerate(said):
        fields = {name: place.get(name) for name in ESTABLISHMENT if name in place}
        Establishment.objects.update_or_create(
            actor=organisation, key=place["key"], defaults=fields | {"position": position}
        )


def _apply_values(organisation: Actor, said: list[dict]) -> None:
    qualifiers = Qualifier.objects.in_bulk([value["key"] for value in said], field_name="code")
    organisation.added_values.exclude(qualifier__code__in=qualifiers).delete()
    for value in said:
        if value["key"] in qualifiers:
            AddedValue.objects.update_or_create(
                actor=organisation,
                qualifier=qualifiers[value["key"]],
                defaults={
                    "proof": hide_addresses(value.get("proof", ""))[:300],
                    "proof_url": value.get("proof_url", ""),
                },
            )


def _apply_pictures(organisation: Actor, said: list[dict]) -> None:
    organisation.pictures.exclude(key__in=[picture["key"] for picture in said]).delete()
    organisation.pictures.update(is_logo=False)  # one at most, at every moment
    for position, picture in enumerate(said):
        fields = {name: picture[name] for name in ("alt", "caption", "is_logo") if name in picture}
        Picture.objects.update_or_create(
            actor=organisation,
            key=picture["key"],
            defaults=fields | {"image_id": picture["image"], "position": position},
        )


def _date(organisation: Actor, now: datetime, *, is_first: bool = False) -> None:
    """Note when the page was edited, and first published."""
    organisation.edited_at = now
    if is_first:
        organisation.published_at = organisation.published_at or now
    if organisation.due_at is None:
        start_cycle(organisation, now)


def _lock_changed(organisation: Actor, before: dict) -> None:
    """What a person changed on an imported page is locked against the next import."""
    if not organisation.imported_at:
        return
    changed = {"/".join(change.path[:2]) for change in profiles.compare(before, content_of(organisation))}
    organisation.locked_fields = sorted({*organisation.locked_fields, *changed})


def record_revision(organisation: Actor, origin: str, actor: User | None, now: datetime) -> ActorRevision | None:
    """Keep the profile as it stands as the next revision; None when it is that of the latest one."""
    fresh = Actor.objects.get(pk=organisation.pk)
    latest = organisation.revisions.first()
    revision = ActorRevision.of(
        organisation,
        content_of(fresh),
        number=latest.number + 1 if latest else 1,
        origin=origin,
        author=actor,
        created_at=now,
    )
    if latest and latest.sha256 == revision.sha256:
        return None
    revision.save()
    return revision
