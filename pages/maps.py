"""Maps drawn by the server: outlines and points, without any third party."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from community.models import Actor
from community.outlines import WIDTH, Frame, frame_of, paths
from core import page_cache
from pages.models.network import network_of

Place = tuple[float | None, float | None, bool]  # latitude, longitude, whether recognised
MARGIN = 0.25  # of the territory's size, shown around it


@dataclass(frozen=True)
class MapPoint:
    """One actor on a map, in the frame's units."""

    x: int
    y: int
    is_recognised: bool


@dataclass(frozen=True)
class Map:
    """Everything the template of a map draws."""

    width: int
    height: int
    lands: tuple[tuple[str, str], ...]
    focus: frozenset[str]
    points: tuple[MapPoint, ...]

    @property
    def view_box(self) -> str:
        """The SVG view box."""
        return f"0 0 {self.width} {self.height}"

    @property
    def recognised_count(self) -> int:
        """How many points are recognised actors."""
        return sum(point.is_recognised for point in self.points)


def network_map(request: HttpRequest, places: Iterable[Place] | None = None) -> Map:
    """The map of the network's territory with these places, or with all published actors."""
    codes = network_of(request).department_codes
    frame = frame_of(codes, MARGIN)
    if places is None:
        points = page_cache.remember(request, "map", lambda: _points(frame, Actor.objects.published().places()))
    else:
        points = _points(frame, places)
    return Map(round(WIDTH), round(frame.height), paths(frame), frozenset(codes), points)


def _points(frame: Frame, places: Iterable[Place]) -> tuple[MapPoint, ...]:
    """Places on the frame, recognised ones last so that they are drawn above the others."""
    located = [place for place in places if place[0] is not None]
    points = {MapPoint(*_place(frame, lng, lat), recognised) for lat, lng, recognised in located}
    return tuple(sorted(points, key=lambda p: (p.is_recognised, p.y, p.x)))


def _place(frame: Frame, longitude: float, latitude: float) -> tuple[int, int]:
    x, y = frame.project(longitude, latitude)
    return round(x), round(y)
