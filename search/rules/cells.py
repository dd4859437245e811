"""Points of the earth as numbers that an index keeps: microdegrees, and cells of a map that nest.

A cell is the Morton code (quadkey) of a point of the web map (EPSG:3857, as OpenStreetMap's tiles): two bits a zoom, so
that all the points of one tile stand in one range of codes. Source: "Bing Maps Tile System", Microsoft, 2009.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import asin, atan, ceil, cos, degrees, floor, log, pi, radians, sin, sinh, sqrt, tan

from search.rules.query import Box

DEEPEST = 20  # zoom of the smallest cells that are looked at: some 38 metres at the equator
CODED = 21  # zoom of those that have codes: a cell has four, which tell where in it the middle of many is
SIDE = 1 << CODED
NORTHERNMOST = 85.05112878  # degrees where the square map ends
METRES_PER_DEGREE = 111_195.0  # of latitude
SPREAD = (
    (16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)  # fmt: skip
WIDER = (*(mask for _shift, mask in SPREAD[-2::-1]), 0xFFFFFFFF)
LEVELS = tuple(range(8, 21))  # zooms of the cells of which a circle is made
EDGE = 0.028  # of the radius of a circle: how large the cells at its edge may be


def micro(value: float) -> int:
    """Degrees as a whole number of millionths."""
    return round(value * 1_000_000)


def degrees_of(value: int) -> float:
    """Millionths as degrees."""
    return value / 1_000_000


def cell_of(latitude: float, longitude: float) -> int:
    """The code of the smallest cell around a point."""
    column, row = (_whole(one, SIDE) for one in _shares(latitude, longitude))
    return _spread(column) | _spread(row) << 1


def _shares(latitude: float, longitude: float) -> tuple[float, float]:
    """How far a point is on the map, from the west and from the north, between 0 and 1."""
    y = radians(max(-NORTHERNMOST, min(NORTHERNMOST, latitude)))
    return (longitude + 180) / 360, (1 - log(tan(y) + 1 / cos(y)) / pi) / 2


def _latitude(share: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * share))))


def _whole(share: float, side: int) -> int:
    return max(0, min(side - 1, int(share * side)))


def _spread(number: int) -> int:
    """The bits of a number of at most 32, each followed by a zero."""
    for shift, mask in SPREAD:
        number = (number | number << shift) & mask
    return number


def _apart(code: int) -> tuple[int, int]:
    """The column and the row of a code."""
    return _gathered(code), _gathered(code >> 1)


_apart_kept = lru_cache(maxsize=10_000)(_apart)


def _gathered(number: int) -> int:
    """Every second bit of a number, from the lowest on: what `_spread` has spread."""
    number &= SPREAD[-1][1]
    for (shift, _narrow), mask in zip(reversed(SPREAD), WIDER, strict=True):
        number = (number | number >> shift) & mask
    return number


def width(zoom: int) -> int:
    """How many of the smallest codes a cell of this zoom has."""
    return 1 << 2 * (CODED - max(0, min(CODED, zoom)))


def name_of(code: int, zoom: int) -> str:
    """What a cell is called that has a code at this zoom, as `names_of` does."""
    column, row = _apart(code)
    return f"{zoom}/{column}/{row}"


def middle(code: int, zoom: int, parts: Iterable[tuple[int, int]], finer: int) -> tuple[float, float]:
    """The latitude and the longitude in the middle of many, each taken to be in the middle of a part of a cell.

    Args:
        code: of the cell, at `zoom`.
        parts: codes at a zoom that is so much `finer`, and how many stand in each.
    """
    inside, columns, rows, total = (1 << 2 * finer) - 1, 0, 0, 0
    for part, count in parts:
        column, row = _apart_kept(part & inside)
        columns += column * count
        rows += row * count
        total += count
    column, row = _apart_kept(code)
    side = 1 << zoom + finer
    x, y = (((one << finer) + among / total + 0.5) / side for one, among in ((column, columns), (row, rows)))
    return _latitude(y), 360 * x - 180


def box_of(code: int, zoom: int) -> Box:
    """The part of the map that the cell of a code covers at a zoom."""
    step = 1 << CODED - zoom
    column, row = (one // step * step for one in _apart(code))
    west, east = (360 * one / SIDE - 180 for one in (column, column + step))
    north, south = (_latitude(one / SIDE) for one in (row, row + step))
    return Box(west, south, east, north)


def names_of(latitude: float, longitude: float) -> list[str]:
    """What the cells around a point are called, "zoom/column/row", at each of `LEVELS`."""
    column, row = (_whole(one, 1 << LEVELS[-1]) for one in _shares(latitude, longitude))
    return [f"{zoom}/{column >> LEVELS[-1] - zoom}/{row >> LEVELS[-1] - zoom}" for zoom in LEVELS]


@lru_cache(maxsize=256)
def circle(point: tuple[float, float], radius: float) -> tuple[str, ...]:
    """Those of `_circle`, kept: whoever searches around a commune does so again and again."""
    return tuple(_circle(point, radius))


def _circle(point: tuple[float, float], radius: float) -> Iterator[str]:
    """Names of cells that together cover a circle, each part of it once: large ones inside, small ones at its edge.

    Args:
        point: latitude and longitude of its centre.
        radius: in kilometres.

    The small ones are those whose centre is in the circle: what is left out or taken in by mistake is within two
    hundredths of the radius, at the edge; within twenty metres if that is more.
    """
    finest = _finest(point[0], radius)
    spans = dict(_spans(point, radius, LEVELS[finest]))
    for level in range(finest, 0, -1):
        inner = _inner(spans, LEVELS[level] - LEVELS[level - 1])
        yield from _left_over(spans, inner, LEVELS[level], LEVELS[level] - LEVELS[level - 1])
        spans = inner
    yield from _left_over(spans, {}, LEVELS[0], 0)


def _finest(latitude: float, radius: float) -> int:
    """Which of `LEVELS` has cells small enough for the edge of a circle."""
    around = 360 * METRES_PER_DEGREE / 1000 * cos(radians(latitude))
    return next((n for n, zoom in enumerate(LEVELS) if around / (1 << zoom) <= radius * EDGE), len(LEVELS) - 1)


def _spans(point: tuple[float, float], radius: float, zoom: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """(row, (first column, column after the last)) of the cells whose centre is in a circle."""
    side, tall = 1 << zoom, radius * 1000 / METRES_PER_DEGREE
    rows = (_shares(one, 0.0)[1] * side for one in (point[0] + tall, point[0] - tall))
    middle = (point[1] + 180) / 360 * side
    for row in range(*(max(0, min(side, int(one) + n)) for n, one in enumerate(rows))):
        wide = _half_width(point[0], _latitude((row + 0.5) / side), tall) / 360 * side
        first, last = ceil(middle - wide - 0.5), floor(middle + wide - 0.5) + 1
        if wide >= 0 and first < last:
            yield row, (max(0, first), min(side, last))


def _half_width(centre: float, latitude: float, tall: float) -> float:
    """Degrees of longitude from the middle of a circle to its edge, at a latitude; negative if it is outside.

    Source: the haversine formula, solved for the difference of longitudes.
    """
    rest = sin(radians(tall / 2)) ** 2 - sin(radians((latitude - centre) / 2)) ** 2
    share = rest / max(1e-6, cos(radians(centre)) * cos(radians(latitude)))
    return degrees(2 * asin(sqrt(min(1.0, share)))) if share >= 0 else -1.0


def _inner(spans: dict[int, tuple[int, int]], steps: int) -> dict[int, tuple[int, int]]:
    """Rows of larger cells, so many zooms above, that are whole in rows of smaller ones."""
    size, found = 1 << steps, {}
    for row in {one >> steps for one in spans}:
        parts = [spans.get(one, (0, 0)) for one in range(row << steps, row + 1 << steps)]
        first, last = -(-max(one for one, _last in parts) >> steps), min(one for _first, one in parts) // size
        if first < last:
            found[row] = (first, last)
    return found


def _left_over(spans: dict, inner: dict, zoom: int, steps: int) -> Iterator[str]:
    """Names of the cells of these rows that stand in no larger cell."""
    for row, (first, last) in spans.items():
        begin, end = (one << steps for one in inner.get(row >> steps, (0, 0)))
        columns = (*range(first, begin), *range(end, last)) if begin < end else range(first, last)
        for column in columns:
            yield f"{zoom}/{column}/{row}"


def zoom_of(box: Box, cells: int) -> int:
    """The finest zoom at which a box has about so many cells."""
    (west, north), (east, south) = _shares(box.north, box.west), _shares(box.south, box.east)
    return int(log(cells / max(1e-15, (east - west) * (south - north)), 4))


def square(point: tuple[float, float], side: float) -> Box:
    """The box around a point whose sides are so many kilometres away from it."""
    latitude, longitude = point
    tall = side * 1000 / METRES_PER_DEGREE
    wide = tall / max(0.01, cos(radians(latitude)))
    return Box(longitude - wide, latitude - tall, longitude + wide, latitude + tall)
