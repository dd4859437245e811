"""What is counted beside the hits: facets, clusters of the map."""

from collections.abc import Iterable

from tantivy import Query

from search.documents import CODES, FACETS
from search.engines.embedded.asking import Asking
from search.engines.embedded.nearest import MILLION
from search.results import Cluster
from search.rules.cells import width

MOST_CODES = 300  # values of one facet
MOST_CLUSTERS = 400
LOOKED_AT, FINER = 10, 2  # zooms: never so fine at once that the engine has more groups than it allows (65,000)


def facets(asking: Asking) -> dict[str, dict[str, int]]:
    """{field of the query: {code: how many}}; those without a filter of their own are counted together."""
    filtered = [name for name in FACETS if getattr(asking.query, CODES[name])]
    found = _counted(asking, asking.matched(), [name for name in FACETS if name not in filtered])
    for name in filtered:
        found |= _counted(asking, asking.matched(CODES[name]), [name])
    return {CODES[name]: counts for name, counts in found.items()}


def _counted(asking: Asking, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
    asked = {name: {"terms": {"field": name, "size": MOST_CODES}} for name in names}
    found = asking.searcher.aggregate(query, asked) if asked else {}
    return {name: {one["key"]: one["doc_count"] for one in found[name]["buckets"]} for name in asked}


def clusters(asking: Asking, zoom: int, total: int) -> list[Cluster]:
    """Who stands together at a zoom of the map, the largest groups first.

    If there would be more than `MOST_CLUSTERS` groups, the groups are larger: nobody is left out.
    """
    zoom = zoom if total <= MOST_CLUSTERS else _with_few_cells(asking, zoom)
    middle = {name: {"avg": {"field": name}} for name in ("latitude", "longitude")}
    return sorted(map(_cluster, _cells(asking, zoom, middle)), key=lambda one: -one.count)


def _with_few_cells(asking: Asking, zoom: int) -> int:
    """The finest zoom, up to this one, at which there are few enough groups; looked for from afar."""
    tried = min(zoom, LOOKED_AT)
    while len(cells := {int(one["key"]) for one in _cells(asking, tried)}) <= MOST_CLUSTERS and tried < zoom:
        tried = min(zoom, tried + FINER)
    while len({one // width(tried) for one in cells}) > MOST_CLUSTERS:
        tried -= 1
    return tried


def _cells(asking: Asking, zoom: int, more: dict | None = None) -> list[dict]:
    step = {"field": "cell", "interval": float(width(zoom)), "min_doc_count": 1}
    found = asking.searcher.aggregate(asking.matched(), {"cells": {"histogram": step} | ({"aggs": more} if more else {})})
    return found["cells"]["buckets"]


def _cluster(bucket: dict) -> Cluster:
    latitude, longitude = (bucket[name]["value"] / MILLION for name in ("latitude", "longitude"))
    return Cluster(bucket["doc_count"], latitude, longitude, int(bucket["key"]))
