"""What is counted beside the hits: facets, and the cells of the map of which groups are made."""

from collections import Counter

from search.documents import CODES, FACETS
from search.engines.embedded import groups
from search.engines.embedded.asking import Asking
from search.engines.embedded.schema import NONE, columns
from search.results import Cluster

Facets = dict[str, dict[str, int]]


def counted(asking: Asking, zoom: int | None, total: int) -> tuple[Facets, list[Cluster]]:
    """{field of the query: {code: how many}}, and groups for a zoom of the map, if one is given.

    Facets without a filter of their own and a first look at the map are asked together.
    """
    filtered = [name for name in FACETS if getattr(asking.query, CODES[name])]
    asked, cells = _terms(*(name for name in FACETS if name not in filtered)), None
    if zoom is None:
        found = asking.aggregate(asked)
    else:
        cells, found = groups.look(asking, groups.first(asking.query, zoom, total), asked)
    for name in filtered:
        found |= asking.aggregate(_terms(name), CODES[name])
    facets = {CODES[name]: _values(found, name) for name in FACETS}
    return facets, groups.clusters(asking, cells, zoom) if cells else []


def _terms(*names: str) -> dict:
    """What asks for these facets."""
    return {column: {"terms": {"field": column, "size": groups.MOST_CODES}} for name in names for column in columns(name)}


def _values(found: dict[str, list[dict]], name: str) -> dict[str, int]:
    """How many have each value of a facet."""
    counts: Counter[str] = Counter()
    for column in columns(name):
        counts.update({one["key"]: one["doc_count"] for one in found[column]})
    del counts[NONE]
    return dict(counts)
