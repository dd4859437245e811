"""What an address asks: the query, the place that its words name, and what meant nothing."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language

from community.models import Territory
from community.models.territory import TerritoryKind
from community.queries.places import find_communes, find_territories
from community.rules.names import fold_place
from search.places import COUNTRY, with_parents
from search.rules.phrases import understood
from search.rules.query import Problem, SearchQuery, parse, to_params


@dataclass(frozen=True)
class Asked:
    """A query as it was understood.

    Attributes:
        query: what an address says.
        commune: the place that was named in words, around which one searches.
        territory: the larger one that was named, in which one searches.
        problems: what meant nothing, and was left aside.
    """

    query: SearchQuery
    commune: Territory | None
    territory: Territory | None
    problems: list[Problem]

    @cached_property
    def for_engine(self) -> SearchQuery:
        """With the place that was named; the nearest first when nothing but a commune is asked."""
        found = self.query if self.query.language else replace(self.query, language=get_language() or "")
        if self.territory:
            around = (*(one.reference for one in with_parents(self.territory)), COUNTRY)
            return replace(found, place=self.territory.reference, around=around)
        if self.commune:
            found = replace(found, point=(self.commune.latitude, self.commune.longitude))
        is_by_place = found.point and not found.text and found.sort == "relevance"
        return replace(found, sort="distance") if is_by_place else found


def read(sent: QueryDict) -> Asked:
    """Understand the parameters of an address, and a place that is said among the words."""
    query, problems = parse(dict(sent.lists()))
    if not query.near and not query.point:
        query = _with_place(query)
    commune, territory = _named(query.near) if query.near else (None, None)
    if query.near and not (commune or territory):
        problems.append(Problem("near", query.near))
    if commune or territory:
        query = replace(query, point=None, box=None)  # a place that is named takes the place of another
    return Asked(query, commune, territory, problems)


def _named(near: str) -> tuple[Territory | None, Territory | None]:
    """The larger territory that has exactly this name or code and is no commune's, else a commune."""
    communes, words = find_communes(near), fold_place(near)
    is_commune = any(one.sort_name == words for one in communes)
    larger = [one for one in find_territories(near) if one.kind != TerritoryKind.COMMUNE]
    exact = [one for one in larger if words in {one.sort_name, one.code.lower()} or one.label == near]
    return (None, exact[0]) if exact and not is_commune else (_largest(communes), None)


def _with_place(query: SearchQuery) -> SearchQuery:
    """« à moins de 20 km de Melle », read as a place and a distance if there is such a place."""
    text, near, radius = understood(query.text)
    if not near or _largest(find_communes(near)) is None:
        return query
    return replace(query, text=text, near=near, radius=radius or query.radius)


def _largest(communes: list[Territory]) -> Territory | None:
    located = [one for one in communes if one.latitude is not None]
    return max(located, key=lambda one: one.population or 0, default=None)


def address(request: HttpRequest, query: SearchQuery) -> str:
    """The page of a query."""
    said = urlencode(to_params(query))
    return f"{request.path}?{said}" if said else request.path
