"""Maps drawn by the server: outlines and points, without any third party."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.models import Actor, Sector
from community.models.actor import PRESENT_RANK, RECOGNISED_RANK, STALE_RANK
from community.outlines import WIDTH, Frame, frame_of, paths
from core import page_cache
from pages import present
from pages.models.network import network_of
from search.results import Cluster
from search.rules.query import Box

Place = tuple[float, float, int]  # latitude, longitude, rank
MARGIN = 0.25  # of the territory's size, shown around it
RADIUS = {RECOGNISED_RANK: 14, PRESENT_RANK: 10, STALE_RANK: 8}  # in units of the frame, which is 1,000 wide
GRID = 4  # units: places nearer than this are one disc


@dataclass(frozen=True)
class Map:
    """What the template of a map draws: two SVG paths, three sets of discs, and how many places they show."""

    width: int
    height: int
    land: str
    focus: str
    stale: SafeString
    present: SafeString
    recognised: SafeString
    total: int
    recognised_count: int

    @property
    def view_box(self) -> str:
        """The SVG view box."""
        return f"0 0 {self.width} {self.height}"


def network_map(request: HttpRequest, sector: Sector | None = None) -> Map:
    """The map of the network's territory with its published actors, or with those of one sector."""
    codes = tuple(network_of(request).department_codes)
    name = f"map-{sector.pk if sector else 'all'}"
    return page_cache.remember(request, name, lambda: _map(codes, sector))


def _map(codes: tuple[str, ...], sector: Sector | None = None) -> Map:
    frame = frame_of(codes, MARGIN)
    land, focus = _lands(frame, codes)
    by_rank = _by_rank(frame, _places(frame, sector))
    counts = {rank: len(places) for rank, places in by_rank.items()}
    return Map(
        width=round(WIDTH),
        height=round(frame.height),
        land=land,
        focus=focus,
        stale=_discs(by_rank[STALE_RANK], RADIUS[STALE_RANK]),
        present=_discs(by_rank[PRESENT_RANK], RADIUS[PRESENT_RANK]),
        recognised=_discs(by_rank[RECOGNISED_RANK], RADIUS[RECOGNISED_RANK]),
        total=sum(counts.values()),
        recognised_count=counts[RECOGNISED_RANK],
    )


def _places(frame: Frame, sector: Sector | None) -> list[Place]:
    """Who stands in the frame, from the search; from the database while there is none."""
    found = present.places(sector, Box(*frame.box))
    if found is not None:
        return [(one.latitude, one.longitude, _rank(one)) for one in found]
    west, south, east, north = frame.box
    actors = Actor.objects.published().filter(latitude__range=(south, north), longitude__range=(west, east))
    return (actors.in_sector(sector) if sector else actors).places(frame.scale / GRID)


def _rank(cluster: Cluster) -> int:
    if cluster.recognised:
        return RECOGNISED_RANK
    return PRESENT_RANK if cluster.confirmed else STALE_RANK


def _by_rank(frame: Frame, places: Iterable[Place]) -> dict[int, set[tuple[int, int]]]:
    """The points of each rank in units of the frame; where two ranks meet, the better one is drawn."""
    found: dict[int, set[tuple[int, int]]] = {rank: set() for rank in RADIUS}
    for latitude, longitude, rank in places:
        found[rank].add(_place(frame, longitude, latitude))
    found[PRESENT_RANK] -= found[RECOGNISED_RANK]
    found[STALE_RANK] -= found[PRESENT_RANK] | found[RECOGNISED_RANK]
    return found


@lru_cache(maxsize=8)
def _lands(frame: Frame, codes: tuple[str, ...]) -> tuple[str, str]:
    """The outlines around the territory, and those of the territory, each as one path."""
    drawn = paths(frame)
    land = "".join(path for code, path in drawn if code not in codes)
    return land, "".join(path for code, path in drawn if code in codes)


def _discs(places: set[tuple[int, int]], radius: int) -> SafeString:
    """One disc a place; whole numbers only, so nothing to escape."""
    return format_html_join(
        "", '<circle cx="{}" cy="{}" r="{}" />', ((str(x), str(y), radius) for x, y in sorted(places))
    )


def _place(frame: Frame, longitude: float, latitude: float) -> tuple[int, int]:
    x, y = frame.project(longitude, latitude)
    return round(x), round(y)
