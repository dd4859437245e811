"""Maps drawn by the server: outlines and points, without any third party."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.models import Actor, Sector
from community.outlines import WIDTH, Frame, frame_of, paths
from core import page_cache
from pages.models.network import network_of

Place = tuple[float | None, float | None, bool]  # latitude, longitude, whether recognised
MARGIN = 0.25  # of the territory's size, shown around it
PRESENT_RADIUS, RECOGNISED_RADIUS = 10, 14  # in units of the frame, which is 1,000 wide


@dataclass(frozen=True)
class Map:
    """What the template of a map draws: two SVG paths, two sets of discs, and how many places they show."""

    width: int
    height: int
    land: str
    focus: str
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
    actors = Actor.objects.published()
    if sector:
        actors = actors.in_sector(sector)
    name = f"map-{sector.pk if sector else 'all'}"
    return page_cache.remember(request, name, lambda: _map(codes, actors.places()))


def _map(codes: tuple[str, ...], places: Iterable[Place]) -> Map:
    frame = frame_of(codes, MARGIN)
    land, focus = _lands(frame, codes)
    located = [(_place(frame, lng, lat), recognised) for lat, lng, recognised in places if lat is not None]
    recognised = {place for place, is_recognised in located if is_recognised}
    present = {place for place, is_recognised in located} - recognised
    return Map(
        width=round(WIDTH),
        height=round(frame.height),
        land=land,
        focus=focus,
        present=_discs(present, PRESENT_RADIUS),
        recognised=_discs(recognised, RECOGNISED_RADIUS),
        total=len(recognised) + len(present),
        recognised_count=len(recognised),
    )


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
