"""What is counted beside the hits: facets, clusters of the map."""

from collections.abc import Iterable

from tantivy import Occur, Query

from search.documents import CODES, FACETS
from search.engines.embedded.asking import Asking
from search.engines.embedded.nearest import MILLION
from search.results import Cluster
from search.rules.cells import width

MOST_CODES = 300  # values of one facet
MOST_CLUSTERS = 400


def facets(asking: Asking) -> dict[str, dict[str, int]]:
    """{field of the query: {code: how many}}; those without a filter of their own are counted together."""
    filtered = [name for name in FACETS if getattr(asking.query, CODES[name])]
    found = _counted(asking, asking.asked(), [name for name in FACETS if name not in filtered])
    for name in filtered:
        found |= _counted(asking, asking.asked(CODES[name]), [name])
    return {CODES[name]: counts for name, counts in found.items()}


def _counted(asking: Asking, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
    asked = {name: {"terms": {"field": name, "size": MOST_CODES}} for name in names}
    found = asking.searcher.aggregate(query, asked) if asked else {}
    return {name: {one["key"]: one["doc_count"] for one in found[name]["buckets"]} for name in asked}


def clusters(asking: Asking, zoom: int) -> list[Cluster]:
    """Who stands together at a zoom of the map, the largest groups first."""
    middle = {name: {"avg": {"field": name}} for name in ("latitude", "longitude")}
    step = {"field": "cell", "interval": float(width(zoom)), "min_doc_count": 1}
    located = Query.boolean_query([(Occur.Must, asking.asked()), (Occur.Must, Query.exists_query("cell"))])
    found = asking.searcher.aggregate(located, {"cells": {"histogram": step, "aggs": middle}})
    largest = sorted(found["cells"]["buckets"], key=lambda one: -one["doc_count"])[:MOST_CLUSTERS]
    return [_cluster(one) for one in largest]


def _cluster(bucket: dict) -> Cluster:
    latitude, longitude = (bucket[name]["value"] / MILLION for name in ("latitude", "longitude"))
    return Cluster(bucket["doc_count"], latitude, longitude, int(bucket["key"]))
