"""Points on the earth, in degrees; distances in metres."""

import re
from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_000.0  # mean radius, metres
METRES_PER_DEGREE = 111_195.0  # of latitude
QUARTER = 90  # degrees from the equator to a pole
TYPED = re.compile(r"\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:[;,]|\s)\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*")
WIDGET = re.compile(r"SRID=4326;POINT\s?\((-?\d+(?:\.\d+)?(?:e-?\d+)?) (-?\d+(?:\.\d+)?(?:e-?\d+)?)\)", re.IGNORECASE)

Point = tuple[float, float]  # latitude, longitude


def distance(one: Point, other: Point) -> float:
    """Metres along the great circle (haversine)."""
    lat1, lng1, lat2, lng2 = radians(one[0]), radians(one[1]), radians(other[0]), radians(other[1])
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lng2 - lng1) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def read_point(text: str) -> Point | None:
    """A point as the map's widget writes it, or as one types it ("46.32, -0.46"); None for anything else."""
    if match := WIDGET.fullmatch(text.strip()):
        longitude, latitude = (float(value) for value in match.groups())
    elif match := TYPED.fullmatch(text):
        latitude, longitude = (float(value.replace(",", ".")) for value in match.groups())
    else:
        return None
    return (latitude, longitude) if is_on_earth(latitude, longitude) else None


def is_on_earth(latitude: float, longitude: float) -> bool:
    """Whether both are degrees that exist; not-a-number is not."""
    return abs(latitude) <= QUARTER and abs(longitude) <= 2 * QUARTER


def write_point(point: Point) -> str:
    """The widget's way of writing a point."""
    return f"SRID=4326;POINT({point[1]:.6f} {point[0]:.6f})"
