"""Hits by distance: no column has it, so it is measured, on few enough of them."""

from math import inf

from tantivy import DocAddress

from search.engines.embedded.asking import Asking
from search.rules.geo import kilometres
from search.rules.widening import closer

MEASURED = 2000  # hits whose distance is measured, if the circle can be made so small
MOST_MEASURED = 20_000  # if it can't
MILLION = 1_000_000
SURE = 0.9  # of a circle: nobody inside is missed by the strips that stand for it
HALVINGS = 12


def nearest(asking: Asking, begin: int, size: int) -> list[DocAddress]:
    """Those of a page, the nearest first; at the same distance, always in the same order."""
    found = asking.searcher.search(_small_enough(asking, begin + size).asked(), MOST_MEASURED)
    addresses = [address for _score, address in found.hits]
    columns = [asking.searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude")]
    far = [_away(asking, *point) for point in zip(*columns, strict=True)]
    order = sorted(range(len(addresses)), key=lambda n: (far[n], addresses[n].segment_ord, addresses[n].doc))
    return [addresses[n] for n in order[begin : begin + size]]


def _small_enough(asking: Asking, least: int) -> Asking:
    """The same in the smallest circle that surely has so many of the nearest, once there are few enough to measure."""
    for _ in range(HALVINGS):
        if asking.count() <= MEASURED or asking.instead(closer(asking.query, SURE / 2)).count() < least:
            break
        asking = asking.instead(closer(asking.query, 0.5))
    return asking


def _away(asking: Asking, latitude: int | None, longitude: int | None) -> float:
    if latitude is None or longitude is None:
        return inf
    return kilometres(asking.query.point, (latitude / MILLION, longitude / MILLION))
