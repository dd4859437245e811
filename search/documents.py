"""What is indexed: fields declared once for every engine, and the documents that apps make of their objects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

# Texts, and how much a word counts in each.
TEXTS = {"title": 5.0, "keywords": 3.0, "where": 2.0, "summary": 2.0, "body": 1.0}
# Codes: what filters and facets count; the field of a query that asks for each.
CODES = {
    "kind": "kinds", "sector": "sectors", "certificate": "certificates", "family": "families", "mode": "modes",
    "qualifier": "qualifiers", "place": "place", "language": "language",
}  # fmt: skip
SERVES = "serves:"  # before the code of a territory that an actor serves, among its places
FACETS = ("kind", "sector", "certificate", "family", "mode", "qualifier")
RECOGNISED = "active"  # state of a certificate that holds
KEPT_BODY = 1200  # characters from which fragments are taken


@dataclass(frozen=True)
class Document:
    """One thing that the public may find.

    Attributes:
        kind: one of `rules.query.KINDS`.
        key: its primary key, as text.
        texts: words by field of `TEXTS`.
        codes: values by field of `CODES`, apart from the kind.
        url: where it is read.
        point: latitude and longitude.
        confirmed: when somebody last said that it is true.
        weight: by which its relevance is multiplied (`rules.ranking.weight`).
    """

    kind: str
    key: str
    texts: Mapping[str, str]
    url: str
    codes: Mapping[str, Iterable[str]] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    confirmed: date | None = None
    weight: float = 1.0

    @property
    def id(self) -> str:
        """What an index calls it."""
        return f"{self.kind}:{self.key}"
