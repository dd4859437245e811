"""Published actors as flat entries, and what is left of those that are gone."""

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from community.exports.cursor import Cursor
from community.models import Actor, Sector
from community.states import Publication

LICENCE = "ODbL-1.0"  # of what the network writes itself; what it imported keeps its source's
LICENCE_URL = "https://opendatacommons.org/licenses/odbl/1-0/"

COPIED = (
    "summary", "street", "postal_code", "city", "insee", "latitude", "longitude", "precision", "website", "public_phone",
    "certificate_state", "confirmed_by", "source", "source_url",
)  # fmt: skip
COLUMNS = (
    "uid", "name", "legal_name", "family", "sectors", *COPIED[:10], "certificate_state", "last_confirmed_at",
    "confirmed_by", "source", "source_url", "licence", "url", "changed_at", "gone_at", "reason", "replaced_by",
)  # fmt: skip
# What is read: the private contact never leaves the database.
READ = (
    "uid", "slug", "name", "trade_name", "family", *COPIED, "source_licence", "last_confirmed_at", "changed_at", "state",
    "archived_at", "archived_reason", "merged_into__uid", "merged_into__state",
)  # fmt: skip


def seen() -> QuerySet[Actor]:
    """Actors that the public sees, or has seen: what was archived unpublished is nobody's business."""
    was_public = Q(state=Publication.ARCHIVED, published_at__isnull=False)
    return Actor.objects.filter(Q(state=Publication.PUBLISHED) | was_public)


def latest() -> Cursor | None:
    """The last change that the public can see; None when there is nothing."""
    row = seen().order_by("-changed_at", "-pk").values_list("changed_at", "pk").first()
    return Cursor(*row) if row else None


def changed(since: Cursor | None) -> QuerySet[Actor]:
    """All published actors; or, after a cursor, those that changed and those that are gone, in the order of changes."""
    found = seen().filter(_later(since)) if since else Actor.objects.published()
    sectors = Prefetch("sectors", Sector.objects.only("code"))
    return found.order_by("changed_at", "pk").select_related("merged_into").only(*READ).prefetch_related(sectors)


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
        "legal_name": actor.name,
        "family": actor.family,
        "sectors": sorted(sector.code for sector in actor.sectors.all()),
        **{name: getattr(actor, name) for name in COPIED},
        "last_confirmed_at": _moment(actor.last_confirmed_at),
        "licence": actor.source_licence if actor.source else LICENCE,
        "url": f"{root}{actor.get_absolute_url()}",
        "changed_at": _moment(actor.changed_at),
    }


def _tombstone(actor: Actor) -> dict:
    target = actor.merged_into
    return {
        "uid": str(actor.uid),
        "gone_at": _moment(actor.archived_at),
        "reason": actor.archived_reason,
        "replaced_by": str(target.uid) if target and target.is_published else None,
        "changed_at": _moment(actor.changed_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
