"""The map of one actor: its places, and how far its activities reach, drawn by the server."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from community.models import Territory, TerritoryKind
from community.models.vocabulary import AreaKind
from community.outlines import METROPOLE, WIDTH, Box, Frame, outlines, paths
from community.rules.places import METRES_PER_DEGREE, Point

LEAST = 0.35  # degrees: a map of one street would be empty
MARGIN = 0.15
MOST_NAMES = 7
BESIDE = 26  # units
NAME_WIDTH, NAME_HEIGHT = 190, 60
SHAPE = 0.78  # height of the frame for a width of one
COMMUNE_KM = 4.0  # how large a commune is drawn, for want of its outline


@dataclass(frozen=True)
class Disc:
    """A circle in units of the frame."""

    x: int
    y: int
    r: int


@dataclass(frozen=True)
class Name:
    """A town's name and where it stands."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class AreaMap:
    """What the template draws, from back to front."""

    width: int
    height: int
    land: list[str]
    areas: list[str]
    radii: list[Disc]
    communes: list[Disc]
    places: list[Disc]
    names: list[Name]

    @property
    def view_box(self) -> str:
        """The SVG view box."""
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True)
class _Reach:
    """Where the activities go: départements by code, radii (point, kilometres), communes."""

    departements: set[str]
    radii: list[tuple[Point, float]]
    communes: list[Point]
    is_everywhere: bool

    @property
    def circles(self) -> list[tuple[Point, float]]:
        """Everything round."""
        return self.radii + [(point, COMMUNE_KM) for point in self.communes]


def draw(content: dict, territories: Iterable[Territory]) -> AreaMap | None:
    """The map of a document; None when it has neither point nor area."""
    points = _points(content)
    reach = _reach(content["activities"], {one.reference: one for one in territories}, points)
    if not points and not reach.departements and not reach.circles:
        return None
    frame = _frame(points, reach)
    drawn = paths(frame, 0.1)
    return AreaMap(
        width=round(WIDTH),
        height=round(frame.height),
        land=[path for code, path in drawn if code not in reach.departements],
        areas=[path for code, path in drawn if code in reach.departements],
        radii=[_disc(frame, point, km) for point, km in reach.radii],
        communes=[_disc(frame, point, COMMUNE_KM) for point in reach.communes],
        places=[_disc(frame, point, 0) for point in points],
        names=_names(frame, points),
    )


def _points(content: dict) -> list[Point]:
    places = [content["place"], *content["establishments"]]
    return [(place["latitude"], place["longitude"]) for place in places if place.get("latitude") is not None]


def _reach(activities: list[dict], territories: dict[str, Territory], points: list[Point]) -> _Reach:
    areas = [activity.get("area") or {} for activity in activities]
    named = [territories[one] for area in areas for one in area.get("territories", ()) if one in territories]
    radii = [(points[0], float(area["radius_km"])) for area in areas if area.get("radius_km") and points]
    departements, communes = _parts(named)
    return _Reach(
        departements=departements,
        radii=sorted(set(radii)),
        communes=sorted(set(communes)),
        is_everywhere=any(area.get("kind") == AreaKind.COUNTRY for area in areas),
    )


def _parts(named: list[Territory]) -> tuple[set[str], list[Point]]:
    """What is inside these territories: codes of départements, town halls of communes; one query at most."""
    codes = {one.code for one in named if one.kind == TerritoryKind.DEPARTEMENT}
    points = [(one.latitude, one.longitude) for one in named if one.latitude is not None]
    regions = [one.pk for one in named if one.kind == TerritoryKind.REGION]
    groups = [one.pk for one in named if one.kind in {TerritoryKind.EPCI, TerritoryKind.OWN}]
    inside = Q(kind=TerritoryKind.DEPARTEMENT, parent__in=regions) if regions else Q()
    if groups:
        inside |= Q(kind=TerritoryKind.COMMUNE) & (Q(epci__in=groups) | Q(own_territories__in=groups))
    found = Territory.objects.filter(inside).distinct().values_list("kind", "code", "latitude", "longitude")
    for kind, code, latitude, longitude in found if inside else ():
        if kind == TerritoryKind.DEPARTEMENT:
            codes.add(code)
        elif latitude is not None:
            points.append((latitude, longitude))
    return codes, points


def _frame(points: list[Point], reach: _Reach) -> Frame:
    if reach.is_everywhere:
        return Frame(METROPOLE)
    boxes: list[Box] = [(lng, lat, lng, lat) for lat, lng in points]
    boxes += [_around(point, km) for point, km in reach.circles]
    boxes += [outline.box for outline in outlines() if outline.code in reach.departements]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return _widen(west, south, east, north)


def _widen(west: float, south: float, east: float, north: float) -> Frame:
    """At least a few kilometres, a margin, and always the same shape."""
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    stretch = Frame((west, south, west + 1, north)).stretch
    width = max(east - west, (north - south) * stretch / SHAPE, LEAST) * (1 + 2 * MARGIN)
    height = width * SHAPE / stretch
    return Frame((middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2))


def _around(point: Point, km: float) -> Box:
    latitude, longitude = point
    dy = km * 1000 / METRES_PER_DEGREE
    dx = dy * Frame((longitude, latitude, longitude + 1, latitude)).stretch
    return longitude - dx, latitude - dy, longitude + dx, latitude + dy


def _disc(frame: Frame, point: Point, km: float) -> Disc:
    x, y = frame.project(point[1], point[0])
    radius = km * 1000 / METRES_PER_DEGREE * frame.scale * frame.stretch
    return Disc(round(x), round(y), round(radius))


def _names(frame: Frame, points: list[Point]) -> list[Name]:
    """The most populated towns that the frame shows, far enough from each other to be read."""
    west, south, east, north = frame.box
    inside = Territory.objects.communes().filter(latitude__range=(south, north), longitude__range=(west, east))
    rows = inside.exclude(population=None).order_by("-population").values_list("name", "latitude", "longitude")[:40]
    here = [frame.project(longitude, latitude) for latitude, longitude in points]
    names: list[Name] = []
    for name, latitude, longitude in rows:
        x, y = (round(value) for value in frame.project(longitude, latitude))
        if any(abs(x - a) < BESIDE and abs(y - b) < BESIDE for a, b in here):
            x += BESIDE  # beside the marker, not under it
        if _fits(frame, x, y) and not any(_collides(x, y, other) for other in names):
            names.append(Name(x, y, name))
        if len(names) == MOST_NAMES:
            break
    return names


def _fits(frame: Frame, x: int, y: int) -> bool:
    """Whether a name that begins here stays inside the frame."""
    return NAME_HEIGHT < x < WIDTH - NAME_WIDTH and NAME_HEIGHT / 2 < y < frame.height - NAME_HEIGHT / 2


def _collides(x: int, y: int, other: Name) -> bool:
    return abs(x - other.x) <= NAME_WIDTH and abs(y - other.y) <= NAME_HEIGHT
