"""What is counted beside the hits: facets, clusters of the map."""

from collections import Counter
from collections.abc import Iterable
from math import log

from tantivy import Query

from search.documents import CODES, FACETS
from search.engines.embedded.asking import Asking
from search.engines.embedded.nearest import MILLION
from search.engines.embedded.schema import BETWEEN, SEVERAL, together
from search.engines.embedded.words import all_of
from search.results import Cluster
from search.rules.cells import width

MOST_CODES = 30_000  # values of one facet, or values that stand together: fewer than the engine allows
COUNTED_TOGETHER = 200_000  # documents, from which on values are counted together
MOST_CLUSTERS = 400
MOST_READ = 20_000  # of those who share a latitude with somebody who stands alone
FROM_AFAR = 9  # zoom of the first look: some three hundred groups for the whole country
OF_EACH = {name: {"avg": {"field": name}} for name in ("latitude", "longitude")} | {
    "recognised": {"sum": {"field": "recognised"}}, "confirmed": {"value_count": {"field": "confirmed"}},
}  # fmt: skip
Place = tuple[int, int]  # latitude and longitude, in microdegrees


def counted(asking: Asking, zoom: int | None, total: int) -> tuple[dict[str, dict[str, int]], list[Cluster]]:
    """{field of the query: {code: how many}}, and groups for a zoom of the map, if one is given.

    Facets without a filter of their own and a first look at the map are asked together.
    """
    many = total > COUNTED_TOGETHER
    filtered = [name for name in FACETS if getattr(asking.query, CODES[name])]
    first = None if zoom is None else zoom if total <= MOST_CLUSTERS else min(zoom, FROM_AFAR)
    asked = _terms((name for name in FACETS if name not in filtered), many)
    found = _ask(asking, asked | ({} if first is None else _cells(first)))
    for name in filtered:
        found |= _ask(asking, _terms([name], many), CODES[name])
    facets = {CODES[name]: _apart(found[name]) for name in FACETS}
    return facets, [] if first is None else _clusters(asking, _few(asking, found["cells"], first, zoom))


def _ask(asking: Asking, asked: dict, apart_from: str = "") -> dict[str, list[dict]]:
    """What is found, by name of what is asked."""
    found = asking.searcher.aggregate(asking.matched(apart_from), asked) if asked else {}
    return {name: found[name]["buckets"] for name in asked}


def _terms(names: Iterable[str], many: bool) -> dict:
    """What asks for these facets; among many documents, for values that stand together."""
    fields = {name: together(name) if many and name in SEVERAL else name for name in names}
    return {name: {"terms": {"field": field, "size": MOST_CODES}} for name, field in fields.items()}


def _apart(found: list[dict]) -> dict[str, int]:
    """How many have each value."""
    counts: Counter[str] = Counter()
    for one in found:
        for code in one["key"].split(BETWEEN):
            counts[code] += one["doc_count"]
    return dict(counts)


def _cells(zoom: int) -> dict:
    step = {"field": "cell", "interval": float(width(zoom)), "min_doc_count": 1}
    return {"cells": {"histogram": step, "aggs": OF_EACH}}


def _few(asking: Asking, found: list[dict], seen: int, zoom: int) -> list[dict]:
    """The finest groups, up to this zoom, that are few enough; larger ones rather than to leave anybody out.

    A cell has four parts, so that it is known how much finer one may look; never at more than the engine allows.
    """
    while len(found) <= MOST_CLUSTERS / 2 and seen < zoom:
        seen = min(zoom, seen + max(1, int(log(MOST_CLUSTERS / max(1, len(found)), 4))))
        finer = _ask(asking, _cells(seen))["cells"]
        if len(finer) > MOST_CLUSTERS:
            return found
        found = finer
    while len(found) > MOST_CLUSTERS:
        seen -= 1
        found = _ask(asking, _cells(seen))["cells"]
    return found


def _clusters(asking: Asking, found: list[dict]) -> list[Cluster]:
    """The largest groups first; whoever stands alone is named."""
    alone = _at(asking, [_middle(one) for one in found if one["doc_count"] == 1])
    return sorted((_cluster(one, alone) for one in found), key=lambda one: -one.count)


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
    found = asking.searcher.search(all_of([asking.matched(), wanted]), MOST_READ, False)
    addresses = [address for _score, address in found.hits] if places else []
    columns = [asking.searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude")]
    known = dict(zip(zip(*columns, strict=True), addresses, strict=True))
    return {place: asking.searcher.doc(known[place]).get_first("id").partition(":")[2] for place in places}
