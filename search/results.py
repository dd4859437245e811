"""What a search finds."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from search.rules.query import SearchQuery


@dataclass(frozen=True)
class Hit:
    """One document that answers.

    Attributes:
        title: with the words found between `MARK` and `END`.
        fragment: a piece of the text, marked in the same way.
        distance: kilometres from the point around which one searches.
        confirmed: when somebody last said that it is true.
    """

    id: str
    kind: str
    key: str
    url: str
    title: str
    fragment: str
    point: tuple[float, float] | None
    score: float
    distance: float | None = None
    confirmed: date | None = None


class Cluster(NamedTuple):
    """Documents that stand together on the map.

    Attributes:
        latitude: of their middle, as the longitude is; to some hundredths of the size of their cell.
        cell: code of the cell of the map in which they are.
        recognised: how many of them have a certificate that holds.
        confirmed: how many of them somebody has said to be true.
        key: of the one that stands alone; empty for several.
    """

    count: int
    latitude: float
    longitude: float
    cell: int
    recognised: int = 0
    confirmed: int = 0
    key: str = ""


@dataclass(frozen=True)
class SearchResult:
    """Everything that a page of results shows.

    Attributes:
        total: exact.
        facets: {field: {code: how many}}, each without its own filter.
        suggestion: the text with its unknown words put right; empty if that finds nothing either.
        wider: what finds something when nothing was found, with how many.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    clusters: list[Cluster] = field(default_factory=list)
    suggestion: str = ""
    wider: list[tuple[SearchQuery, int]] = field(default_factory=list)
