"""What is counted beside the hits: facets, clusters of the map."""

from collections.abc import Iterable

from search.documents import CODES, FACETS
from search.engines.embedded.asking import Asking
from search.engines.embedded.nearest import MILLION
from search.results import Cluster
from search.rules.cells import width

MOST_CODES = 300  # values of one facet
MOST_CLUSTERS = 400
LOOKED_AT, FINER = 10, 2  # zooms: never so fine at once that the engine has more groups than it allows (65,000)


def counted(asking: Asking, zoom: int | None, total: int) -> tuple[dict[str, dict[str, int]], list[Cluster]]:
    """{field of the query: {code: how many}}, and groups for a zoom of the map, if one is given.

    Facets without a filter of their own and a first look at the map are asked together. If there would be more than
    `MOST_CLUSTERS` groups, they are larger: nobody is left out.
    """
    filtered = [name for name in FACETS if getattr(asking.query, CODES[name])]
    looked_at = None if zoom is None or total <= MOST_CLUSTERS else min(zoom, LOOKED_AT)
    asked = _terms(name for name in FACETS if name not in filtered)
    found = _ask(asking, asked | ({} if looked_at is None else _cells(looked_at)))
    for name in filtered:
        found |= _ask(asking, _terms([name]), CODES[name])
    if looked_at is not None:
        zoom = _with_few_cells(asking, zoom, looked_at, found["cells"])
    facets = {CODES[name]: {one["key"]: one["doc_count"] for one in found[name]} for name in FACETS}
    return facets, [] if zoom is None else _clusters(asking, zoom)


def _ask(asking: Asking, asked: dict, apart_from: str = "") -> dict[str, list[dict]]:
    """What is found, by name of what is asked."""
    found = asking.searcher.aggregate(asking.matched(apart_from), asked) if asked else {}
    return {name: found[name]["buckets"] for name in asked}


def _terms(names: Iterable[str]) -> dict:
    return {name: {"terms": {"field": name, "size": MOST_CODES}} for name in names}


def _cells(zoom: int, more: dict | None = None) -> dict:
    step = {"field": "cell", "interval": float(width(zoom)), "min_doc_count": 1}
    return {"cells": {"histogram": step, "aggs": more} if more else {"histogram": step}}


def _with_few_cells(asking: Asking, zoom: int, tried: int, found: list[dict]) -> int:
    """The finest zoom, up to this one, at which there are few enough groups; looked for from afar."""
    while len(found) <= MOST_CLUSTERS and tried < zoom:
        tried = min(zoom, tried + FINER)
        found = _ask(asking, _cells(tried))["cells"]
    codes = [int(one["key"]) for one in found]
    while len({one // width(tried) for one in codes}) > MOST_CLUSTERS:
        tried -= 1
    return tried


def _clusters(asking: Asking, zoom: int) -> list[Cluster]:
    """Who stands together at a zoom of the map, the largest groups first."""
    middle = {name: {"avg": {"field": name}} for name in ("latitude", "longitude")}
    found = _ask(asking, _cells(zoom, middle))["cells"]
    return sorted(map(_cluster, found), key=lambda one: -one.count)


def _cluster(bucket: dict) -> Cluster:
    latitude, longitude = (bucket[name]["value"] / MILLION for name in ("latitude", "longitude"))
    return Cluster(bucket["doc_count"], latitude, longitude, int(bucket["key"]))
