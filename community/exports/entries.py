"""Published actors as flat entries, and what is left of those that are gone."""

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from community.exports.cursor import Cursor
from community.models import Actor, Sector
from community.states import Publication

LICENCE = "ODbL-1.0"  # of what the network writes itself; what it imported keeps its source's
LICENCE_URL = "https://opendatacommons.org/licenses/odbl/1-0/"

# Column: field of the actor that it repeats. The private contact is not even read.
FIELDS = {
    "legal_name": "name",
    "family": "family",
    "summary": "summary",
    "street": "street",
    "postal_code": "postal_code",
    "city": "city",
    "insee": "insee",
    "latitude": "latitude",
    "longitude": "longitude",
    "precision": "precision",
    "website": "website",
    "telephone": "public_phone",
    "certificate": "certificate_state",
    "confirmed_by": "confirmed_by",
    "source": "source",
    "source_url": "source_url",
}
MOMENTS = ("last_confirmed_at", "changed_at")
GONE = ("gone_at", "reason", "replaced_by")
COLUMNS = ("uid", "name", *FIELDS, "licence", "sectors", "url", *MOMENTS, *GONE)
READ = ("uid", "slug", "state", "trade_name", *FIELDS.values(), "source_licence", *MOMENTS)
READ_OF_GONE = ("archived_at", "archived_reason", "merged_into__uid", "merged_into__state")


def seen() -> QuerySet[Actor]:
    """Actors that the public sees, or has seen: what was archived unpublished is nobody's business."""
    was_public = Q(state=Publication.ARCHIVED, published_at__isnull=False)
    return Actor.objects.filter(Q(state=Publication.PUBLISHED) | was_public)


def latest() -> Cursor | None:
    """The last change that the public can see; None when there is nothing."""
    row = seen().order_by("-changed_at", "-pk").values_list("changed_at", "pk").first()
    return Cursor(*row) if row else None


def changed(since: Cursor | None) -> QuerySet[Actor]:
    """All published actors; or, after a cursor, those that changed and those that are gone. The oldest change first."""
    if since is None:
        found = Actor.objects.published().only(*READ)
    else:
        found = seen().filter(_later(since)).select_related("merged_into").only(*READ, *READ_OF_GONE)
    return found.order_by("changed_at", "pk").prefetch_related(Prefetch("sectors", Sector.objects.only("code")))


def _later(cursor: Cursor) -> Q:
    """Behind this place in (changed_at, pk); the first condition is what the index can follow."""
    return Q(changed_at__gte=cursor.at) & (Q(changed_at__gt=cursor.at) | Q(pk__gt=cursor.pk))


def entry(actor: Actor, root: str) -> dict:
    """What one row says, by column; `root` is where the site is. What is gone keeps its identifier and the reason."""
    if not actor.is_published:
        return _tombstone(actor)
    return {
        "uid": str(actor.uid),
        "name": actor.public_name,
        **{column: getattr(actor, field) for column, field in FIELDS.items()},
        "licence": actor.source_licence if actor.source else LICENCE,
        "sectors": sorted(sector.code for sector in actor.sectors.all()),
        "url": f"{root}{actor.get_absolute_url()}",
        **{name: _moment(getattr(actor, name)) for name in MOMENTS},
    }


def _tombstone(actor: Actor) -> dict:
    target = actor.merged_into
    return {
        "uid": str(actor.uid),
        "changed_at": _moment(actor.changed_at),
        "gone_at": _moment(actor.archived_at),
        "reason": actor.archived_reason,
        "replaced_by": str(target.uid) if target and target.is_published else None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
