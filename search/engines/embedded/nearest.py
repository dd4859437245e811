"""Hits by distance: no column has it, so it is measured, on few enough of them."""

from math import inf, sqrt

from tantivy import DocAddress, Query

from search.engines.embedded.asking import Asking
from search.engines.embedded.filters import within
from search.engines.embedded.words import all_of
from search.rules.cells import degrees_of, square
from search.rules.geo import kilometres

MOST_MEASURED = 20_000  # hits
SPARE = 2  # times as many as are needed are expected in the first square that is looked at
LARGER = 2.0
Measured = list[tuple[float, int, int, DocAddress]]  # kilometres; where it stands in the index, to keep the order


def nearest(asking: Asking, begin: int, size: int) -> tuple[list[DocAddress], int]:
    """Those of a page, the nearest first; at the same distance, always in the same order. How many there are in all.

    Squares around the point are looked at, larger and larger, until one has enough that are nearer than its sides.
    """
    total, radius, needed = asking.count(), asking.query.radius, begin + size
    side = radius * sqrt(min(1.0, SPARE * needed / max(1, total)))
    found = _measured(asking, side)
    while side < radius and sum(one[0] <= side for one in found) < needed:
        side *= LARGER
        found = _measured(asking, side)
    return [address for *_place, address in sorted(found)[begin:needed]], total


def _measured(asking: Asking, side: float) -> Measured:
    """All that stand in a square, or in the whole circle if that is not larger."""
    query = asking.matched()
    if side < asking.query.radius:
        here = within(asking.fields, square(asking.query.point, side))
        query = all_of([query, Query.const_score_query(here, 0.0)])
    addresses = [address for _score, address in asking.searcher.search(query, MOST_MEASURED, False).hits]
    columns = [asking.searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude")]
    return [
        (_away(asking, *point), address.segment_ord, address.doc, address)
        for address, *point in zip(addresses, *columns, strict=True)
    ]


def _away(asking: Asking, latitude: int | None, longitude: int | None) -> float:
    if latitude is None or longitude is None:
        return inf
    return kilometres(asking.query.point, (degrees_of(latitude), degrees_of(longitude)))
