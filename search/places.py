"""Where actors are, and what they serve: codes of territories, and the words by which people name them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from community.models import Territory
from community.models.territory import TerritoryKind

COUNTRY = "country:fr"


class Place(NamedTuple):
    """What is read of a territory."""

    pk: int
    kind: str
    code: str
    name: str
    parent: int | None
    epci: int | None

    @property
    def reference(self) -> str:
        """As `Territory.reference`."""
        return f"{self.kind}:{self.code}"


FIELDS = ("pk", "kind", "code", "name", "parent_id", "epci_id")


class Places:
    """Territories, each read once, with all that it is part of."""

    def __init__(self) -> None:
        self._known: dict[int, Place] = {}
        self._communes: dict[str, Place | None] = {}
        self._around: dict[str, list[Place]] = {}

    def read(self, communes: set[str], served: set[int]) -> None:
        """Have these at hand: communes by INSEE's code, others by primary key."""
        lacking = communes - self._communes.keys()
        found = self._keep(kind=TerritoryKind.COMMUNE, code__in=lacking) if lacking else []
        self._communes |= dict.fromkeys(lacking) | {one.code: one for one in found}
        wanted = served | {pk for one in found for pk in (one.parent, one.epci) if pk}
        while wanted := wanted - self._known.keys():
            wanted = {pk for one in self._keep(pk__in=wanted) for pk in (one.parent, one.epci) if pk}

    def _keep(self, **which) -> list[Place]:
        found = [Place(*row) for row in Territory.objects.filter(**which).values_list(*FIELDS)]
        self._known |= {one.pk: one for one in found}
        return found

    def around(self, insee: str) -> list[Place]:
        """A commune and all that it is part of; nothing for a code that is none."""
        if insee not in self._around:
            commune = self._communes.get(insee)
            self._around[insee] = [commune, *self._with_parents(commune)] if commune else []
        return self._around[insee]

    def _with_parents(self, place: Place) -> Iterator[Place]:
        yield from self.of([place.epci] if place.epci else [])
        while above := self._known.get(place.parent):
            place = above
            yield place

    def of(self, keys: Iterable[int]) -> list[Place]:
        """Those of these primary keys that were read."""
        return [self._known[key] for key in keys if key in self._known]


def words(places: Iterable[Place]) -> str:
    """Names, and the codes of départements."""
    found = list(places)
    departements = [one.code for one in found if one.kind == TerritoryKind.DEPARTEMENT]
    return " ".join(dict.fromkeys([*(one.name for one in found), *departements]))


def with_parents(territory: Territory) -> Iterator[Territory]:
    """What a commune, or a département, is part of."""
    if territory.epci_id:
        yield territory.epci
    while territory.parent_id:
        territory = territory.parent
        yield territory
