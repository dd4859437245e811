"""The organisations that are known already, by where they are: what an entry may be a duplicate of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from community.models import Actor
from community.rules.names import fold
from community.rules.places import Point, distance
from community.states import Publication

NEAR = 100.0  # metres
SIMILAR = 85  # of the names, out of 100
CELL = 0.0025  # degrees: more than NEAR up to 69 degrees of latitude
MOST_IN_CELL = 2000  # names at one spot that are compared: a file may put all its entries there


@dataclass(slots=True, eq=False)
class Known:
    """An actor as far as duplicates go; `pk` is None until it is stored."""

    pk: int | None
    point: Point | None = None
    is_listed: bool = True  # published, and so may be linked without asking


@dataclass(frozen=True, slots=True)
class Match:
    """Which actor an entry looks like, and how much."""

    known: Known
    similarity: int | None = None
    metres: int | None = None


@dataclass(slots=True)
class Cell:
    """What stands in one square of the map; lists side by side, since names are compared all at once."""

    names: list[str] = field(default_factory=list)
    actors: list[Known] = field(default_factory=list)


class Neighbourhood:
    """All located actors in squares, so that an entry is compared with its neighbours only."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], Cell] = {}

    @classmethod
    def loaded(cls) -> "Neighbourhood":
        """With every actor that has ever been public: one that was archived may come back under another name."""
        found = cls()
        rows = Actor.objects.exclude(latitude=None).exclude(state=Publication.DRAFT).order_by()
        for pk, state, latitude, longitude, *names in rows.values_list(
            "pk", "state", "latitude", "longitude", "name", "trade_name"
        ).iterator(chunk_size=2000):
            known = Known(pk, (latitude, longitude), state == Publication.PUBLISHED)
            found.add(known, [fold(name) for name in names if name])
        return found

    def add(self, known: Known, names: Iterable[str]) -> None:
        """From now on entries are compared with this one too."""
        if known.point is None:
            return
        cell = self._cells.setdefault(_square(known.point), Cell())
        for name in names:
            if name and len(cell.names) < MOST_IN_CELL:
                cell.names.append(name)
                cell.actors.append(known)

    def match(self, point: Point | None, names: Iterable[str]) -> Match | None:
        """The most similar actor among those that are near; the nearest of several."""
        if point is None:
            return None
        around = self._around(point)
        found = [match for name in names for match in _similar(name, around, point)]
        return min(found, key=lambda match: (-match.similarity, match.metres), default=None)

    def _around(self, point: Point) -> Cell:
        row, column = _square(point)
        around = Cell()
        for key in ((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1)):
            if cell := self._cells.get(key):
                around.names.extend(cell.names)
                around.actors.extend(cell.actors)
        return around


def _square(point: Point) -> tuple[int, int]:
    return int(point[0] // CELL), int(point[1] // CELL)


def _similar(name: str, around: Cell, point: Point) -> Iterable[Match]:
    """Those that have a similar name and are really near."""
    if not name:
        return
    for _name, score, place in process.extract(
        name, around.names, scorer=fuzz.token_set_ratio, score_cutoff=SIMILAR, limit=None
    ):
        known = around.actors[place]
        metres = distance(point, known.point)
        if metres < NEAR:
            yield Match(known, round(score), round(metres))
