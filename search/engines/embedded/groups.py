"""Groups of the map.

The engine counts how many stand in each cell of a fine zoom, and nothing else, which takes a tenth of the time that the
middle of each group would. Groups are larger cells; how many stand in which part of one tells where its middle is.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from tantivy import Query

from search.engines.embedded import hits
from search.engines.embedded.asking import Asking
from search.engines.embedded.schema import AFAR, CONFIRMED_BIT, FROM_AFAR, NOWHERE, RECOGNISED_BIT, WITHIN
from search.engines.embedded.words import all_of
from search.results import Cluster
from search.rules.cells import CODED, DEEPEST, LEVELS, degrees_of, middle, name_of, square, width, zoom_of

MOST_CODES = 30_000  # values of one column: fewer than the engine allows
MOST_CLUSTERS = 400
MOST_CELLS = 2000  # that are read at once: more than metropolitan France has from afar
Counts = dict[int, int]
Found = dict[str, list[dict]]


@dataclass(frozen=True)
class Cells:
    """How many stand in each cell of one zoom, {code at that zoom: how many}; how many of them are known, in groups.

    Attributes:
        known: {code at a zoom that is `WITHIN` less, and what is known above it: how many}.
    """

    zoom: int
    every: Counts
    known: Counts

    def finest(self, zoom: int) -> int:
        """The finest zoom, up to this one, at which groups are few enough."""
        for one in range(min(zoom, self.zoom - WITHIN), 0, -1):
            shift = 2 * (self.zoom - one)
            if len({code >> shift for code in self.every}) <= MOST_CLUSTERS:
                return one
        return 0

    def closer(self) -> int:
        """A zoom at which there are `MOST_CELLS` at most, if possible: each cell has four parts."""
        return self.zoom + max(1, int(log(MOST_CELLS / len(self.every), 4)))


def first_look(asking: Asking, zoom: int, total: int, others: dict) -> tuple[Cells, Found]:
    """The cells of about `MOST_CELLS`, and other counts; larger cells if they are too many for the engine.

    Args:
        zoom: of the groups that are wanted: no finer cells than these need.
        total: how many answer, or more.
    """
    query = asking.query
    box = query.box or (square(query.point, query.radius) if query.point else None)
    seen = CODED if total <= MOST_CLUSTERS else max(FROM_AFAR, zoom_of(box, MOST_CELLS)) if box else FROM_AFAR
    try:
        return _look(asking, max(LEVELS[0], min(seen, zoom + WITHIN, CODED)), others)
    except ValueError:  # as on all continents
        return _look(asking, LEVELS[0], others)


def _look(asking: Asking, zoom: int, others: dict) -> tuple[Cells, Found]:
    found = asking.aggregate({"cell": _by("cell", zoom), "known": _by("known", zoom - WITHIN)} | others)
    if zoom == AFAR["cell"][1] and len(found["cell"]) >= MOST_CODES:
        raise ValueError(zoom)
    every, known = _counts("cell", found["cell"], zoom), _counts("known", found["known"], zoom - WITHIN)
    return Cells(zoom, every, known), found


def clusters(asking: Asking, cells: Cells, zoom: int) -> list[Cluster]:
    """The finest groups, up to this zoom, that are few enough; larger ones rather than to leave anybody out.

    The largest groups first; whoever stands alone is named.
    """
    wanted = min(zoom, DEEPEST)
    level = cells.finest(wanted)
    while cells.every and level == cells.zoom - WITHIN < wanted and len(cells.every) <= MOST_CLUSTERS:
        cells, _others = _look(asking, min(wanted + WITHIN, cells.closer()), {})
        level = cells.finest(wanted)
    return sorted(_clusters(asking, cells, level), key=lambda one: -one.count)


def _by(name: str, zoom: int) -> dict:
    column, afar = AFAR[name]
    if zoom == afar:
        return {"terms": {"field": column, "size": MOST_CODES}}
    return {"histogram": {"field": name, "interval": float(width(zoom)), "min_doc_count": 1}}


def _counts(name: str, found: list[dict], zoom: int) -> Counts:
    """By code at a zoom, without those who stand nowhere."""
    if zoom == AFAR[name][1]:
        codes = {int(one["key"]): one["doc_count"] for one in found}
    else:
        size = 1 / width(zoom)  # a power of two: nothing is rounded
        codes = {int(one["key"] * size): one["doc_count"] for one in found}
    codes.pop(NOWHERE, None)
    return codes


def _clusters(asking: Asking, cells: Cells, level: int) -> Iterator[Cluster]:
    finer, groups = cells.zoom - level, _parts(cells, level)
    known = _known(cells, level)
    alone = _alone(asking, [some[0][0] for some in groups.values() if len(some) == 1 and some[0][1] == 1], cells.zoom)
    for code, some in groups.items():
        count, cell = sum([one for _part, one in some]), code * width(level)
        point, key = alone.get(some[0][0]) or (middle(code, level, some, finer), "")
        yield Cluster(count, *point, cell, *known[code], key)


def _parts(cells: Cells, level: int) -> dict[int, list[tuple[int, int]]]:
    """{code of a group: codes of the cells in it, and how many stand in each}."""
    shift, found = 2 * (cells.zoom - level), defaultdict(list)
    for part in cells.every.items():
        found[part[0] >> shift].append(part)
    return found


def _known(cells: Cells, level: int) -> dict[int, list[int]]:
    """{code of a group: how many are recognised, how many are confirmed}."""
    zoom, found = cells.zoom - WITHIN, defaultdict(lambda: [0, 0])
    whole, shift = (1 << 2 * zoom), 2 * (zoom - level)
    for code, count in cells.known.items():
        what, group = code // whole, found[code % whole >> shift]
        group[0] += count * bool(what & RECOGNISED_BIT)
        group[1] += count * bool(what & CONFIRMED_BIT)
    return found


def _alone(asking: Asking, codes: list[int], zoom: int) -> dict[int, tuple[tuple[float, float], str]]:
    """{code of a cell: where exactly somebody stands, and who} of cells in which one stands alone."""
    if not codes:
        return {}
    named = min(zoom, LEVELS[-1])
    names = [name_of(code >> 2 * (zoom - named), named) for code in codes]
    wanted = Query.term_set_query(asking.fields, "cells", names)
    found = asking.searcher.search(all_of([asking.matched(), wanted]), len(names), False)
    addresses = [address for _score, address in found.hits]
    columns = (asking.searcher.fast_field_values(name, addresses) for name in ("cell", "latitude", "longitude"))
    keys = hits.keys(asking.searcher, addresses)
    return {
        cell // width(zoom): ((degrees_of(latitude), degrees_of(longitude)), key)
        for cell, latitude, longitude, key in zip(*columns, keys, strict=True)
    }
