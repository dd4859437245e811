"""What is counted beside the hits: facets, and the cells of the map of which groups are made."""

from functools import lru_cache, partial
from itertools import chain

from tantivy import Searcher

from search.documents import CODES, FACETS
from search.engines.embedded import groups
from search.engines.embedded.asking import Asking
from search.engines.embedded.schema import BETWEEN, NONE, columns
from search.results import Cluster

Facets = dict[str, dict[str, int]]


def counted(asking: Asking, zoom: int | None, total: int) -> tuple[Facets, list[Cluster]]:
    """{field of the query: {code: how many}}, and groups for a zoom of the map, if one is given.

    Facets without a filter of their own and a first look at the map are asked together.
    """
    filtered = [name for name in FACETS if getattr(asking.query, CODES[name])]
    asked, cells = _terms(asking, *(name for name in FACETS if name not in filtered)), None
    if zoom is None:
        found = asking.aggregate(asked)
    else:
        cells, found = groups.first_look(asking, zoom, total, asked)
    for name in filtered:
        found |= asking.aggregate(_terms(asking, name), CODES[name])
    facets = {CODES[name]: _values(found, name) for name in FACETS}
    return facets, groups.clusters(asking, cells, zoom) if cells else []


def _terms(asking: Asking, *names: str) -> dict:
    """What asks for these facets; a column in which nobody has anything would take as long as a full one."""
    is_used = partial(_is_used, asking.searcher)
    used = [column for own, others in map(columns, names) for column in (*own, *filter(is_used, others))]
    return {column: {"terms": {"field": column, "size": groups.MOST_CODES}} for column in used}


def _is_used(searcher: Searcher, column: str) -> bool:
    return bool(searcher.terms_with_prefix(column, "", None, 1))


def _values(found: dict[str, list[dict]], name: str) -> dict[str, int]:
    """How many have each value of a facet."""
    counts: dict[str, int] = {}
    for one in (one for column in chain(*columns(name)) for one in found.get(column, ())):
        count = one["doc_count"]
        for value in _apart(one["key"]):
            counts[value] = counts.get(value, 0) + count
    counts.pop(NONE, None)
    return counts


@lru_cache(maxsize=10_000)
def _apart(values: str) -> list[str]:
    return values.split(BETWEEN)
