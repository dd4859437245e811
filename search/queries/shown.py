"""What a page shows of what was found: groups of filters as links, chips of those that are set, cards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from community.models import Actor
from search.queries.asked import Asked
from search.queries.labels import Labels, titles
from search.results import Hit, SearchResult
from search.rules.query import SearchQuery

FIRST = 8  # values of a group that are shown before "more"
RADII = (5, 10, 25, 50, 100)  # kilometres
Address = Callable[[SearchQuery], str]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: a link that sets it, or takes it away."""

    label: str
    count: int | None
    url: str
    is_chosen: bool = False
    code: str = ""


@dataclass(frozen=True)
class Group:
    """The values of one filter, those that would find something; the others are folded."""

    name: str
    title: str
    first: list[Choice]
    more: list[Choice]


def groups(asked: Asked, result: SearchResult, labels: Labels, address: Address) -> list[Group]:
    """Filters that tell something: those with a value that is chosen, or with two to choose from."""
    found = []
    for field, title in titles().items():
        counts, chosen = result.facets.get(field, {}), getattr(asked.query, field)
        codes = [code for code in labels[field] if counts.get(code) or code in chosen]
        if chosen or len(codes) > 1:
            codes.sort(key=lambda code: (code not in chosen, -counts.get(code, 0)))
            others = [asked.query.toggled(field, code) for code in codes]
            choices = [
                Choice(labels[field][code], counts.get(code, 0), address(other), code in chosen, code)
                for code, other in zip(codes, others, strict=True)
            ]
            found.append(Group(field, title, choices[:FIRST], choices[FIRST:]))
    return [*_distances(asked, address), *found, _freshness(asked, address)]


def _distances(asked: Asked, address: Address) -> Iterator[Group]:
    if asked.for_engine.point:
        labels = {float(km): _("%(km)s km") % {"km": km} for km in RADII}
        yield Group("radius", _("How far"), [*_instead(asked.query, "radius", labels, address)], [])


def _freshness(asked: Asked, address: Address) -> Group:
    labels = {"": _("At any time"), "year": _("Within the year"), "month": _("Within the month")}
    return Group("fresh", _("Confirmed"), [*_instead(asked.query, "fresh", labels, address)], [])


def _instead(query: SearchQuery, field: str, labels: dict, address: Address) -> Iterator[Choice]:
    """Values of which one takes the place of the other."""
    for value, label in labels.items():
        other = replace(query, **{field: value, "page": 1})
        yield Choice(label, None, address(other), getattr(query, field) == value, str(value))


def chips(asked: Asked, labels: Labels, address: Address) -> Iterator[Choice]:
    """What narrows the search, each with the address of the search without it."""
    query = asked.query
    if asked.commune:
        label = _("less than %(km)s km from %(place)s") % {"km": f"{query.radius:g}", "place": asked.commune.name}
        yield Choice(label, None, address(replace(query, near="", page=1)))
    elif asked.territory:
        yield Choice(asked.territory.name, None, address(replace(query, near="", page=1)))
    elif query.point:
        label = _("less than %(km)s km from here") % {"km": f"{query.radius:g}"}
        yield Choice(label, None, address(query.without("point")))
    if query.box:
        yield Choice(_("this part of the map"), None, address(query.without("box")))
    for field, known in labels.items():
        for code in getattr(query, field):
            yield Choice(known.get(code, code), None, address(query.without(field, code)))
    if query.fresh:
        label = _("confirmed this month") if query.fresh == "month" else _("confirmed this year")
        yield Choice(label, None, address(query.without("fresh")))


def sorts(query: SearchQuery, address: Address, *, has_place: bool) -> list[Choice]:
    """The orders that make sense."""
    names = {"relevance": _("Best answers"), "fresh": _("Latest confirmed"), "name": _("Name")}
    names |= {"distance": _("Nearest")} if has_place else {}
    return [
        Choice(label, None, address(replace(query, sort=code, page=1)), query.sort == code)
        for code, label in names.items()
    ]


def cards(hits: list[Hit]) -> list[Hit | Actor]:
    """Actors with what was found of them, in the order of the hits; other documents as they are."""
    keys = [int(hit.key) for hit in hits if hit.kind == "actor"]
    actors = Actor.objects.for_cards().published_among(keys)
    found: list[Hit | Actor] = []
    for hit in hits:
        if hit.kind != "actor":
            found.append(hit)
        elif actor := actors.get(int(hit.key)):  # it may have closed since the index was written
            actor.found, actor.distance_km = hit, hit.distance
            found.append(actor)
    return found
