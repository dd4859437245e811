"""Published actors as flat entries, and what is left of those that are gone."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from community.exports.cursor import Cursor
from community.models import Actor, ArchiveReason
from community.states import Publication

CHUNK = 500  # rows read at once
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
READ = ("pk", "uid", "slug", "state", "trade_name", *FIELDS.values(), "source_licence", *MOMENTS)
READ_OF_GONE = ("archived_at", "archived_reason", "merged_into__uid", "merged_into__state")

PUBLIC = Q(state=Publication.PUBLISHED)
WAS_PUBLIC = Q(state=Publication.ARCHIVED, published_at__isnull=False)  # archived unpublished: nobody's business


def latest() -> Cursor | None:
    """The last change that the public can see; None when there is nothing."""
    row = _in_order(PUBLIC | WAS_PUBLIC).reverse().values_list("changed_at", "pk").first()
    return Cursor(*row) if row else None


def read(since: Cursor | None, page_of: Callable[[str], str]) -> Iterator[dict]:
    """All published actors; or, after a cursor, those that changed and those that are gone. The oldest change first.

    Args:
        page_of: the address of a page, by its slug.
    """
    rows = _rows(since).iterator(chunk_size=CHUNK)
    while some := list(islice(rows, CHUNK)):
        sectors = _sectors(row["pk"] for row in some)
        for row in some:
            is_public = row["state"] == Publication.PUBLISHED
            yield _entry(row, sectors.get(row["pk"], []), page_of) if is_public else _tombstone(row)


def of(keys: Iterable[int], page_of: Callable[[str], str]) -> Iterator[dict]:
    """Those of these actors that are published, in the order of the keys."""
    rest = iter(keys)
    while some := list(islice(rest, CHUNK)):
        rows = {row["pk"]: row for row in Actor.objects.filter(PUBLIC, pk__in=some).values(*READ)}
        sectors = _sectors(rows)
        for key in filter(rows.get, some):
            yield _entry(rows[key], sectors.get(key, []), page_of)


def _rows(since: Cursor | None) -> QuerySet:
    if since is None:
        return _in_order(PUBLIC).values(*READ)
    # Behind this place in (changed_at, pk); the first condition is what the index can follow.
    later = Q(changed_at__gte=since.at) & (Q(changed_at__gt=since.at) | Q(pk__gt=since.pk))
    return _in_order(PUBLIC | WAS_PUBLIC).filter(later).values(*READ, *READ_OF_GONE)


def _in_order(condition: Q) -> QuerySet[Actor]:
    """In the order of changes, as an index has it: the condition is asked in a way that tempts no other one.

    SQLite would look up the state, then sort every row that it found.
    """
    is_wanted = Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
    return Actor.objects.alias(is_wanted=is_wanted).filter(is_wanted=True).order_by("changed_at", "pk")


def _sectors(keys: Iterable[int]) -> dict[int, list[str]]:
    """Codes of the sectors of these actors."""
    links = Actor.sectors.through.objects.filter(actor__in=list(keys)).order_by("sector__code")
    found: dict[int, list[str]] = {}
    for actor, code in links.values_list("actor", "sector__code"):
        found.setdefault(actor, []).append(code)
    return found


def _entry(row: dict, sectors: list[str], page_of: Callable[[str], str]) -> dict:
    return {
        "uid": str(row["uid"]),
        "name": row["trade_name"] or row["name"],
        **{column: row[field] for column, field in FIELDS.items()},
        "licence": row["source_licence"] if row["source"] else LICENCE,
        "sectors": sectors,
        "url": page_of(row["slug"]),
        **{name: _moment(row[name]) for name in MOMENTS},
    }


def _tombstone(row: dict) -> dict:
    """Its identifier, when and why it went, and which published page replaces it."""
    is_replaced = row["merged_into__state"] == Publication.PUBLISHED
    return {
        "uid": str(row["uid"]),
        "changed_at": _moment(row["changed_at"]),
        "gone_at": _moment(row["archived_at"]),
        "reason": ArchiveReason(row["archived_reason"]).public or "unlisted",
        "replaced_by": str(row["merged_into__uid"]) if is_replaced else None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
