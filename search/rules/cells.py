"""Points of the earth as numbers that an index keeps: microdegrees, and cells of a map that nest.

A cell is the Morton code (quadkey) of a point of the web map (EPSG:3857, as OpenStreetMap's tiles): two bits a zoom, so
that all the points of one tile stand in one range of codes. Source: "Bing Maps Tile System", Microsoft, 2009.
"""

from collections.abc import Iterator
from math import atan, cos, degrees, log, pi, radians, sinh, tan

from search.rules.query import Box

DEEPEST = 20  # zoom of the smallest cell: some 38 metres at the equator
SIDE = 1 << DEEPEST
NORTHERNMOST = 85.05112878  # degrees where the square map ends
METRES_PER_DEGREE = 111_195.0  # of latitude
STRIPS = 48  # in which a circle is cut, from south to north


def micro(value: float) -> int:
    """Degrees as a whole number of millionths."""
    return round(value * 1_000_000)


def cell_of(latitude: float, longitude: float) -> int:
    """The code of the smallest cell around a point."""
    y = max(-NORTHERNMOST, min(NORTHERNMOST, latitude))
    row = (1 - log(tan(radians(y)) + 1 / cos(radians(y))) / pi) / 2
    return _woven(_whole((longitude + 180) / 360), _whole(row))


def _whole(share: float) -> int:
    return max(0, min(SIDE - 1, int(share * SIDE)))


def _woven(column: int, row: int) -> int:
    code = 0
    for bit in range(DEEPEST):
        code |= (column >> bit & 1) << 2 * bit | (row >> bit & 1) << 2 * bit + 1
    return code


def width(zoom: int) -> int:
    """How many of the smallest codes a cell of this zoom has."""
    return 1 << 2 * (DEEPEST - max(0, min(DEEPEST, zoom)))


def box_of(code: int, zoom: int) -> Box:
    """The part of the map that the cell of a code covers at a zoom."""
    step = 1 << DEEPEST - zoom
    column = sum((code >> 2 * bit & 1) << bit for bit in range(DEEPEST)) // step * step
    row = sum((code >> 2 * bit + 1 & 1) << bit for bit in range(DEEPEST)) // step * step
    west, east = (360 * one / SIDE - 180 for one in (column, column + step))
    north, south = (degrees(atan(sinh(pi * (1 - 2 * one / SIDE)))) for one in (row, row + step))
    return Box(west, south, east, north)


def circle(point: tuple[float, float], radius: float) -> Iterator[Box]:
    """Thin boxes that together cover a circle, from south to north.

    Args:
        point: latitude and longitude of its centre.
        radius: in kilometres.

    A strip is as wide as the circle at its middle: what is left out or taken in by mistake is within two hundredths
    of the radius, at the edge.
    """
    latitude, longitude = point
    tall = radius * 1000 / METRES_PER_DEGREE
    for n in range(STRIPS):
        south, north = (latitude + tall * (2 * one / STRIPS - 1) for one in (n, n + 1))
        middle = 2 * (n + 0.5) / STRIPS - 1
        wide = tall * (1 - middle * middle) ** 0.5 / max(0.01, cos(radians((south + north) / 2)))
        yield Box(longitude - wide, south, longitude + wide, north)


def square(point: tuple[float, float], side: float) -> Box:
    """The box around a point whose sides are so many kilometres away from it."""
    latitude, longitude = point
    tall = side * 1000 / METRES_PER_DEGREE
    wide = tall / max(0.01, cos(radians(latitude)))
    return Box(longitude - wide, latitude - tall, longitude + wide, latitude + tall)
