"""Where actors are, and what they serve: codes of territories, and the words by which people name them."""

from collections.abc import Iterable, Iterator

from community.models import Actor, Territory
from community.models.territory import TerritoryKind
from community.models.vocabulary import AreaKind
from search.documents import SERVES

COUNTRY = "country:fr"


class Places:
    """The territories of some actors, read together."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        found = Territory.objects.filter(kind=TerritoryKind.COMMUNE, code__in={one.insee for one in actors})
        self._communes = {one.code: one for one in found.select_related("parent__parent", "epci")}

    def _around(self, actor: Actor) -> Iterator[Territory]:
        """The commune of an actor and all that it is part of."""
        commune = self._communes.get(actor.insee)
        if commune:
            yield commune
            yield from with_parents(commune)

    def words(self, actor: Actor) -> str:
        """Names and codes of where it is, and of what its activities serve."""
        names = [*self._around(actor), *_served(actor)]
        departements = [one.code for one in names if one.kind == TerritoryKind.DEPARTEMENT]
        return " ".join(dict.fromkeys([*(one.name for one in names), *departements]))

    def codes(self, actor: Actor) -> set[str]:
        """References of where it is, and of what its activities serve."""
        served = {one.reference for one in _served(actor)}
        if any(one.area_kind == AreaKind.COUNTRY for one in actor.activities.all()):
            served.add(COUNTRY)
        return {one.reference for one in self._around(actor)} | served | {f"{SERVES}{one}" for one in served}


def with_parents(territory: Territory) -> Iterator[Territory]:
    """What a commune, or a département, is part of."""
    if territory.epci_id:
        yield territory.epci
    while territory.parent_id:
        territory = territory.parent
        yield territory


def _served(actor: Actor) -> Iterator[Territory]:
    for activity in actor.activities.all():
        yield from activity.territories.all()
