"""How tests ask, and what is right by the plainest way to find out: to look at each document."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs

from search.documents import CODES, FACETS
from search.rules.geo import kilometres
from search.rules.query import SearchQuery, parse
from tests.search.contract.corpus import TODAY, documents

DOCUMENTS = {one.id: one for one in documents()}
SINCE = {"month": timedelta(days=31), "year": timedelta(days=365)}


def asked(said):
    """The query of the parameters of an address, or of a text alone."""
    if "=" not in said:
        return SearchQuery(text=said)
    query, problems = parse(parse_qs(said))
    assert not problems
    return query


def every_hit(engine, query):
    """The hits of all the pages, in their order."""
    found, page = [], 1
    while hits := engine.search(replace(query, page=page)).hits:
        found, page = found + hits, page + 1
    return found


def values(document, name):
    """What a facet counts a document for."""
    return [document.kind] if name == "kind" else list(document.codes.get(name, ()))


def fits(document, query, apart_from=""):
    """Whether a document passes the filters of a query."""
    codes = all(_has(document, name, getattr(query, field)) for name, field in CODES.items() if field != apart_from)
    return codes and _is_fresh(document, query) and _is_there(document, query)


def _has(document, name, wanted):
    wanted = {wanted} if isinstance(wanted, str) else set(wanted)
    has_none = name == "language" and not values(document, name)
    return wanted <= {""} or has_none or not wanted.isdisjoint(values(document, name))


def _is_fresh(document, query):
    return not query.fresh or (document.confirmed and document.confirmed >= TODAY - SINCE[query.fresh])


def _is_there(document, query):
    point = document.point
    if (query.point or query.box) and not point:
        return False
    is_near = not query.point or kilometres(query.point, point) <= query.radius
    box = query.box
    return is_near and (not box or (box.south <= point[0] <= box.north and box.west <= point[1] <= box.east))


def facets_of(found, query):
    """{field: {code: how many}} of documents that have the words of a query, each without its own filter."""
    return {
        CODES[name]: dict(Counter(code for one in found if fits(one, query, CODES[name]) for code in values(one, name)))
        for name in FACETS
    }
