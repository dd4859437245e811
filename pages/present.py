"""Who is in the network, as home and sector pages tell: from the search, so that they say what it finds.

While the search is being made anew, it is asked of the database.
"""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from community.models import Actor, Sector
from community.models.sector import SectorQuerySet
from core import page_cache
from search.answering import found
from search.queries import shown
from search.queries.drawn import zoom_for
from search.results import Cluster
from search.rules.query import Box, SearchQuery

EVERYBODY = SearchQuery(kinds=("actor",))
FINER = 2  # zooms, on a map that shows places and not numbers


@dataclass(frozen=True)
class Present:
    """The first ones, those that are recognised and confirmed before others, and how many there are."""

    actors: list[Actor]
    total: int


def in_sector(request: HttpRequest, sector: Sector, most: int) -> Present:
    """Those of a sector, of its descendants, and those who have an activity in them."""
    result = found(_of(sector))
    if result:
        return Present(shown.cards(result.hits[:most]), result.total)
    actors = Actor.objects.published().in_sector(sector)
    count = page_cache.remember(request, f"actors-{sector.pk}", actors.count)
    return Present(list(actors.ranked().for_cards()[:most]), count)


def counted(request: HttpRequest) -> list[Sector]:
    """The sectors of the first level, each with its `actor_count`."""
    return page_cache.remember(request, "sectors", lambda: with_counts(Sector.objects.roots()))


def with_counts(sectors: SectorQuerySet) -> list[Sector]:
    """These sectors, each with its `actor_count`."""
    result = found(EVERYBODY)
    if result is None:
        return sectors.counted()
    counts, known = result.facets["sectors"], list(sectors)
    for sector in known:
        sector.actor_count = counts.get(sector.code, 0)
    return known


def places(sector: Sector | None, box: Box) -> list[Cluster] | None:
    """Who stands where in a part of the map; None while the search is being made anew."""
    query = replace(_of(sector), box=box)
    result = found(query, zoom_for(query) + FINER)
    return result.clusters if result else None


def _of(sector: Sector | None) -> SearchQuery:
    return replace(EVERYBODY, sectors=(sector.code,)) if sector else EVERYBODY
