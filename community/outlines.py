"""The map's base layer: outlines of the départements as SVG paths, drawn without any third party.

The projection is equirectangular around the middle of the frame: at the size of a few départements it
cannot be told from a conformal one, and needs no library. Lengths are in the frame's own units, 1,000 wide.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "departements.geojson"
WIDTH = 1000.0
FEWEST_CORNERS = 4
METROPOLE = (-5.2, 41.3, 9.6, 51.2)  # west, south, east, north

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Outline:
    """One département: INSEE code, name, outer rings in degrees, bounding box, its feature of GeoJSON."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    box: Box
    feature: str


@dataclass(frozen=True)
class Frame:
    """A part of the world (west, south, east, north in degrees) and its projection."""

    box: Box

    @property
    def scale(self) -> float:
        """Units per degree of longitude."""
        return WIDTH / (self.box[2] - self.box[0])

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is than one of longitude here."""
        return 1 / cos(radians((self.box[1] + self.box[3]) / 2))

    @property
    def height(self) -> float:
        """Height of the frame in units."""
        return (self.box[3] - self.box[1]) * self.scale * self.stretch

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Degrees to units, y downwards."""
        x = (longitude - self.box[0]) * self.scale
        return x, (self.box[3] - latitude) * self.scale * self.stretch


def geojson(west: float, south: float, east: float, north: float) -> str:
    """The départements of a part of the world, in degrees, as a collection of GeoJSON."""
    seen = ",".join(one.feature for one in _within((west, south, east, north)))
    return f'{{"type":"FeatureCollection","features":[{seen}]}}'


def _within(part: Box) -> list[Outline]:
    """Those whose box meets a part of the world."""
    west, south, east, north = part
    return [o for o in outlines() if o.box[0] < east and o.box[2] > west and o.box[1] < north and o.box[3] > south]


@lru_cache(maxsize=1)
def outlines() -> tuple[Outline, ...]:
    """All the départements of the shipped file."""
    features = json.loads(SOURCE.read_text())["features"]
    return tuple(_outline(feature) for feature in features)


def _outline(feature: dict) -> Outline:
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = tuple(tuple((x, y) for x, y in polygon[0]) for polygon in polygons)
    properties = feature["properties"]
    box, written = _box(p for ring in rings for p in ring), json.dumps(feature, separators=(",", ":"))
    return Outline(properties["code"], properties["nom"], rings, box, written)


def _box(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def frame_of(codes: Iterable[str], margin: float = 0.12) -> Frame:
    """The frame around these départements; metropolitan France when none is known."""
    wanted = set(codes)
    boxes = [outline.box for outline in outlines() if outline.code in wanted]
    if not boxes:
        return Frame(METROPOLE)
    west, south, east, north = _box(corner for b in boxes for corner in ((b[0], b[1]), (b[2], b[3])))
    x, y = (east - west) * margin, (north - south) * margin
    return Frame((west - x, south - y, east + x, north + y))


@lru_cache(maxsize=64)
def paths(frame: Frame, bleed: float = 0.5, least: int = 1) -> tuple[tuple[str, str], ...]:
    """(code, SVG path) of what the frame shows, and `bleed` times its size around, in whole steps of `least` units."""
    width, height = frame.box[2] - frame.box[0], frame.box[3] - frame.box[1]
    west, south = frame.box[0] - width * bleed, frame.box[1] - height * bleed
    east, north = frame.box[2] + width * bleed, frame.box[3] + height * bleed
    seen = _within((west, south, east, north))
    return tuple((o.code, "".join(_path(frame, ring, least) for ring in o.rings)) for o in seen)


def _path(frame: Frame, ring: Ring, least: int) -> str:
    """One ring in relative whole units, points that nearly fall together dropped; small islands vanish."""
    points = [tuple(round(v) for v in frame.project(x, y)) for x, y in ring]
    kept = points[:1]
    for c, d in points[1:]:
        a, b = kept[-1]
        if abs(c - a) >= least or abs(d - b) >= least:
            kept.append((c, d))
    steps = [f"{c - a} {d - b}" for (a, b), (c, d) in pairwise(kept)]
    if len(steps) < FEWEST_CORNERS:
        return ""
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z"
