"""What is counted beside the hits: facets, clusters of the map."""

from collections.abc import Iterable

from tantivy import Query

from search.documents import CODES, FACETS
from search.engines.embedded.asking import Asking
from search.engines.embedded.nearest import MILLION
from search.engines.embedded.words import all_of
from search.results import Cluster
from search.rules.cells import width

MOST_CODES = 300  # values of one facet
MOST_CLUSTERS = 1500
MOST_READ = 20_000  # of those who share a latitude with somebody who stands alone
Place = tuple[int, int]  # latitude and longitude, in microdegrees


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
    each = {name: {"avg": {"field": name}} for name in ("latitude", "longitude")}
    each |= {"recognised": {"sum": {"field": "recognised"}}, "confirmed": {"value_count": {"field": "confirmed"}}}
    step = {"field": "cell", "interval": float(width(zoom)), "min_doc_count": 1}
    located = all_of([asking.asked(), Query.exists_query("cell")])
    found = asking.searcher.aggregate(located, {"cells": {"histogram": step, "aggs": each}})
    largest = sorted(found["cells"]["buckets"], key=lambda one: -one["doc_count"])[:MOST_CLUSTERS]
    alone = _at(asking, [_middle(one) for one in largest if one["doc_count"] == 1])
    return [_cluster(one, alone) for one in largest]


def _middle(bucket: dict) -> Place:
    return round(bucket["latitude"]["value"]), round(bucket["longitude"]["value"])


def _cluster(bucket: dict, alone: dict[Place, str]) -> Cluster:
    count, place = bucket["doc_count"], _middle(bucket)
    key = alone.get(place, "") if count == 1 else ""
    latitude, longitude = (degrees / MILLION for degrees in place)
    recognised, confirmed = (int(bucket[name]["value"]) for name in ("recognised", "confirmed"))
    return Cluster(count, latitude, longitude, int(bucket["key"]), recognised, confirmed, key)


def _at(asking: Asking, places: list[Place]) -> dict[Place, str]:
    """{place: key} of those who stand alone there; others of the same latitude are read with them, and left."""
    wanted = Query.term_set_query(asking.fields, "latitude", [latitude for latitude, _longitude in places])
    found = asking.searcher.search(all_of([asking.asked(), Query.const_score_query(wanted, 0.0)]), MOST_READ, False)
    addresses = [address for _score, address in found.hits] if places else []
    columns = [asking.searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude")]
    known = dict(zip(zip(*columns, strict=True), addresses, strict=True))
    return {place: asking.searcher.doc(known[place]).get_first("id").partition(":")[2] for place in places}
