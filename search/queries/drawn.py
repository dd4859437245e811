"""The map of a search, drawn by the server: outlines, and a disc for those who stand together."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, cos, floor, log2, radians, sqrt

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.outlines import METROPOLE, WIDTH, Frame, paths
from search.results import Cluster
from search.rules.cells import DEEPEST, square
from search.rules.query import SearchQuery

WORLD, ACROSS = 360, 32  # degrees of longitude; groups beside each other
MARGIN, LEAST = 0.12, 0.25  # of the size of what is shown; degrees that a map is wide at least
LEAST_STEP = 2  # units between two corners of an outline, on a map some five hundred pixels wide
MOST_WIDE = 7.0  # degrees
STEPS, ROUND = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5), 16  # degrees; at least so many steps across
SMALL, LARGE = 9.0, 46.0  # radius of a disc, in units of the frame
Corners = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class Drawn:
    """What the template draws."""

    width: int
    height: int
    land: str
    discs: SafeString
    total: int
    recognised: int
    box: Corners

    @property
    def view_box(self) -> str:
        """The SVG view box."""
        return f"0 0 {self.width} {self.height}"

    @property
    def corners(self) -> str:
        """The box as an address says it."""
        return ",".join(f"{degrees:.5f}" for degrees in self.box)


def zoom_for(query: SearchQuery) -> int:
    """How fine the groups are: at most so many beside each other, finer where one looks closely."""
    if query.box:
        return min(DEEPEST, int(log2(ACROSS * WORLD / (query.box.east - query.box.west))))
    return 12 if query.point else 11


def draw(query: SearchQuery, clusters: list[Cluster]) -> Drawn:
    """The part of the map that is asked for, else that on which somebody stands, else France."""
    frame = Frame(tuple(query.box) if query.box else _settled(_square(_corners(query, clusters))))
    most = max((one.count for one in clusters), default=1)
    discs = sorted(_discs(frame, clusters, most), key=lambda disc: -disc[2])
    drawn = format_html_join("", '<circle cx="{}" cy="{}" r="{}" class="map__point{}" />', discs)
    land = "".join(path for _code, path in paths(frame, 0.0, LEAST_STEP))
    total, recognised = sum(one.count for one in clusters), sum(one.recognised for one in clusters)
    return Drawn(round(WIDTH), round(frame.height), land, drawn, total, recognised, frame.box)


def _settled(corners: Corners) -> Corners:
    """On round degrees, and the whole country as soon as most of it is shown: outlines are projected once for many."""
    west, south, east, north = corners
    if east - west > MOST_WIDE and METROPOLE[0] <= (west + east) / 2 <= METROPOLE[2]:
        return min(west, METROPOLE[0]), min(south, METROPOLE[1]), max(east, METROPOLE[2]), max(north, METROPOLE[3])
    step = STEPS[max(0, bisect(STEPS, (east - west) / ROUND) - 1)]
    down, up = (floor(one / step) * step for one in (west, south)), (ceil(one / step) * step for one in (east, north))
    return tuple(round(one, 6) for one in (*down, *up))


def _corners(query: SearchQuery, clusters: list[Cluster]) -> Corners:
    if query.point:
        return tuple(square(query.point, query.radius))
    if not clusters:
        return METROPOLE
    clusters = _most(clusters)
    ys, xs = [one.latitude for one in clusters], [one.longitude for one in clusters]
    return min(xs), min(ys), max(xs), max(ys)


def _most(clusters: list[Cluster]) -> list[Cluster]:
    """Those of the metropole, if most of all are there: beside what is overseas, nobody would tell them apart."""
    west, south, east, north = METROPOLE
    here = [one for one in clusters if west <= one.longitude <= east and south <= one.latitude <= north]
    return here if sum(one.count for one in here) > sum(one.count for one in clusters) / 2 else clusters


def _square(corners: Corners) -> Corners:
    """With air around, never smaller than a town, about as tall as wide."""
    west, south, east, north = corners
    stretch = max(0.01, cos(radians((south + north) / 2)))
    half = max(LEAST, (east - west) * stretch, north - south) * (1 + MARGIN) / 2
    x, y = (west + east) / 2, (south + north) / 2
    return x - half / stretch, y - half, x + half / stretch, y + half


def _discs(frame: Frame, clusters: Iterable[Cluster], most: int) -> Iterable[tuple[int, int, int, str]]:
    for one in clusters:
        x, y = frame.project(one.longitude, one.latitude)
        if 0 <= x <= WIDTH and 0 <= y <= frame.height:
            radius = SMALL + (LARGE - SMALL) * sqrt(one.count / most) if most > 1 else SMALL
            yield round(x), round(y), round(radius), " map__point--recognised" if one.recognised else ""
