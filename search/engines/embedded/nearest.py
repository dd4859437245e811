"""Hits by distance: no column has it, so it is measured, on few enough of them."""

from math import inf, sqrt

from tantivy import DocAddress, Query

from search.engines.embedded.asking import Asking
from search.engines.embedded.filters import within
from search.engines.embedded.words import all_of
from search.rules.cells import square
from search.rules.geo import kilometres

MEASURED = 2000  # hits whose distance is measured, if they can be made so few
MOST_MEASURED = 20_000  # if they can't
MILLION = 1_000_000
INSIDE = 0.9 / sqrt(2)  # of a square: surely in the circle that the square surely contains
SMALLER = 0.5
STEPS = 12


def nearest(asking: Asking, begin: int, size: int) -> tuple[list[DocAddress], int]:
    """Those of a page, the nearest first; at the same distance, always in the same order. How many there are in all."""
    total = asking.count()
    query = asking.matched() if total <= MEASURED else _fewer(asking, begin + size)
    addresses = [address for _score, address in asking.searcher.search(query, MOST_MEASURED, False).hits]
    columns = [asking.searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude")]
    far = [_away(asking, *point) for point in zip(*columns, strict=True)]
    order = sorted(range(len(addresses)), key=lambda n: (far[n], addresses[n].segment_ord, addresses[n].doc))
    return [addresses[n] for n in order[begin : begin + size]], total


def _fewer(asking: Asking, least: int) -> Query:
    """The same in a square that has so many of the nearest, for sure; made smaller until it has few enough."""
    found, side = asking.matched(), asking.query.radius * SMALLER
    for _ in range(STEPS):
        if _count(asking, _around(asking, side * INSIDE)) < least:
            break
        found = _around(asking, side)
        if _count(asking, found) <= MEASURED:
            break
        side *= SMALLER
    return found


def _around(asking: Asking, side: float) -> Query:
    here = within(asking.fields, square(asking.query.point, side))
    return all_of([asking.matched(apart_from="point"), Query.const_score_query(here, 0.0)])


def _count(asking: Asking, query: Query) -> int:
    return asking.searcher.search(query, limit=1).count


def _away(asking: Asking, latitude: int | None, longitude: int | None) -> float:
    if latitude is None or longitude is None:
        return inf
    return kilometres(asking.query.point, (latitude / MILLION, longitude / MILLION))
