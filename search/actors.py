"""Published actors as documents: what their page says, where they are, what they serve."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.urls import reverse
from django.utils import timezone, translation

from community.models import Actor, Family
from community.models.vocabulary import AreaKind, CooperativeKind, IntegrationKind, Mode, ShelteredKind
from search.documents import SERVES, Document
from search.places import COUNTRY, Places, words
from search.rows import Batch, Term, Vocabulary
from search.rules.ranking import weight

CHUNK = 1000
LANGUAGES = ("fr", "en")
WORDS = {"family": Family, "cooperative_kind": CooperativeKind, "integration_kind": IntegrationKind,
         "sheltered_kind": ShelteredKind}  # fmt: skip
WHOLE_COUNTRY = "livre et intervient dans toute la France, France entière, national"
COLUMNS = (
    "pk", "name", "trade_name", "acronym", "slug", "summary", "description", "commitment", "city", "postal_code",
    "insee", "latitude", "longitude", "last_confirmed_at", "certificate_state", "is_stale", *WORDS,
)  # fmt: skip


def documents(keys: list[str] | None) -> Iterator[Document]:
    """Those of these primary keys that are published; all of them for None."""
    found = Actor.objects.published()
    found = found if keys is None else found.filter(pk__in=keys)
    rows, writer = found.order_by("pk").values(*COLUMNS).iterator(chunk_size=CHUNK), Writer()
    while some := list(islice(rows, CHUNK)):
        yield from writer.documents(some, are_all=keys is None)


def _labels() -> dict[object, str]:
    """What each code is called, in the languages of the site."""
    found: dict[object, list[str]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for choices in (*WORDS.values(), Mode):
                for code, label in choices.choices:
                    found.setdefault((choices, code), []).append(str(label))
    return {key: " ".join(dict.fromkeys(labels)) for key, labels in found.items()}


class Writer:
    """Makes documents of rows, many at a time."""

    def __init__(self) -> None:
        self.vocabulary, self.labels, self.places = Vocabulary(), _labels(), Places()
        self.today, self.address = timezone.localdate(), reverse("community:actor", args=["-"])

    def documents(self, rows: list[dict], *, are_all: bool) -> Iterator[Document]:
        """In the same order, which is that of keys."""
        batch = Batch([row["pk"] for row in rows], are_all=are_all)
        self.places.read({row["insee"] for row in rows}, batch.territories)
        return (self._document(row, batch) for row in rows)

    def _document(self, row: dict, batch: Batch) -> Document:
        around, served = self.places.around(row["insee"]), self.places.of(batch.served.get(row["pk"], ()))
        parts, confirmed = batch.parts.get(row["pk"], ()), _confirmed(row)
        sectors = self._sectors(row, batch)
        texts = {
            "title": row["trade_name"] or row["name"],
            "keywords": " ".join(self._keywords(row, batch, sectors)),
            "where": f"{row['postal_code']} {row['city']} {words([*around, *served])}",
            "summary": row["summary"],
            "body": "\n".join([row["description"], row["commitment"], *(one.description for one in parts)]),
        }
        areas = {one.reference for one in served} | ({COUNTRY} if _is_everywhere(parts) else set())
        codes = self._codes(row, batch, sectors) | {
            "place": sorted({one.reference for one in around} | areas | {f"{SERVES}{one}" for one in areas})
        }
        point = None if row["latitude"] is None else (row["latitude"], row["longitude"])
        importance, url = (
            weight(row["certificate_state"], confirmed, self.today),
            self.address.replace("-", row["slug"]),
        )
        return Document("actor", str(row["pk"]), texts, url, codes, point, confirmed, importance)

    def _codes(self, row: dict, batch: Batch, sectors: list[Term]) -> dict:
        return {
            "sector": sorted(set().union(*(one.codes for one in sectors))),
            "certificate": [row["certificate_state"]],
            "family": [row["family"]],
            "mode": sorted({one.mode for one in batch.parts.get(row["pk"], ()) if one.mode}),
            "qualifier": sorted(code for one in self._values(row, batch) for code in one.codes),
            "language": LANGUAGES,
        }

    def _sectors(self, row: dict, batch: Batch) -> list[Term]:
        known = self.vocabulary.sectors
        return [known[one] for one in batch.sectors_of(row["pk"]) if one in known]

    def _values(self, row: dict, batch: Batch) -> list[Term]:
        known = self.vocabulary.qualifiers
        return [known[one] for one in batch.values.get(row["pk"], ()) if one in known]

    def _keywords(self, row: dict, batch: Batch, sectors: list[Term]) -> Iterator[str]:
        parts = batch.parts.get(row["pk"], ())
        yield from (row["acronym"], row["name"])
        yield from (one.words for one in (*sectors, *self._values(row, batch)))
        yield from (self.labels.get((choices, row[name]), "") for name, choices in WORDS.items())
        yield from (self.labels[Mode, mode] for mode in dict.fromkeys(one.mode for one in parts if one.mode))
        yield WHOLE_COUNTRY if _is_everywhere(parts) else ""


def _is_everywhere(parts) -> bool:
    return any(one.area_kind == AreaKind.COUNTRY for one in parts)


def _confirmed(row: dict) -> date | None:
    return None if row["is_stale"] or not row["last_confirmed_at"] else row["last_confirmed_at"].date()
