"""Maps drawn by the server: outlines and points, without any third party."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from community.models import Actor
from community.outlines import WIDTH, Frame, frame_of, paths

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


def network_map(request: HttpRequest, actors: Iterable[Actor] | None = None) -> Map:
    """The map of the network's territory with these actors, or with all published ones."""
    from pages.models.network import NetworkSettings

    codes = NetworkSettings.for_request(request).department_codes
    frame = frame_of(codes, MARGIN)
    rows = _rows(actors)
    points = {MapPoint(*_place(frame, lng, lat), certified) for lat, lng, certified in rows}
    ordered = tuple(sorted(points, key=lambda p: (p.is_recognised, p.y, p.x)))
    return Map(round(WIDTH), round(frame.height), paths(frame), frozenset(codes), ordered)


def _rows(actors: Iterable[Actor] | None) -> list[tuple[float, float, bool]]:
    if actors is None:
        located = Actor.objects.published().exclude(latitude=None)
        fields = located.order_by().values_list("latitude", "longitude", "certificate_state")
        return [(lat, lng, state == "active") for lat, lng, state in fields]
    return [(a.latitude, a.longitude, a.is_recognised) for a in actors if a.latitude is not None]


def _place(frame: Frame, longitude: float, latitude: float) -> tuple[int, int]:
    x, y = frame.project(longitude, latitude)
    return round(x), round(y)
