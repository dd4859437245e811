"""Hits: those of a page in the order that was asked for, with the pieces of text that answer."""

import json
from collections.abc import Iterator
from datetime import date

from tantivy import DocAddress, Order, Query, Searcher

from search.engines.embedded.asking import Asking
from search.engines.embedded.nearest import nearest
from search.engines.embedded.schema import NOWHERE
from search.engines.embedded.words import all_of
from search.results import Hit
from search.rules.fragments import Span, Wanted, fragment, marked, wanted
from search.rules.geo import kilometres

PER_PAGE = 20
ORDERS = {"fresh": ("confirmed", Order.Desc), "name": ("order", Order.Asc), "weight": ("weight", Order.Desc)}


def page_of(asking: Asking) -> tuple[list[Hit], int]:
    """The hits of the page that is asked for, and how many there are in all."""
    found, total = _in_order(asking, (asking.query.page - 1) * PER_PAGE, PER_PAGE)
    return [hit(asking, address, score) for score, address in found], total


def identifiers(asking: Asking, most: int) -> list[str]:
    """The first so many of all the hits, without what is shown of them."""
    found, _total = _in_order(asking, 0, most)
    return [asking.searcher.doc(address).get_first("id") for _score, address in found]


def _in_order(asking: Asking, begin: int, size: int) -> tuple[list[tuple[float, DocAddress]], int]:
    """So many hits from one of them on, with their score if that is the order, and how many there are in all."""
    query = asking.query
    if query.sort == "distance" and query.point:
        addresses, total = nearest(asking, begin, size)
        return [(0.0, address) for address in addresses], total
    sort = query.sort if query.sort in ORDERS else "" if asking.words.tokens else "weight"
    if sort:
        found = asking.searcher.search(asking.matched(), size, True, *_by(sort, begin))
        return [(0.0, address) for _value, address in found.hits], found.count
    found = asking.searcher.search(asking.asked(), size, True, offset=begin, weight_by_field="weight")
    return found.hits, found.count


def _by(sort: str, begin: int = 0) -> tuple[str, int, Order]:
    name, order = ORDERS[sort]
    return name, begin, order


def hit(asking: Asking, address: DocAddress, score: float = 0.0) -> Hit:
    """One document, its words marked."""
    row = asking.searcher.doc(address)
    shown, identity = json.loads(bytes(row.get_first("shown"))), row.get_first("id")
    kind, _colon, key = identity.partition(":")
    point = tuple(shown["point"]) if shown["point"] else None
    away = kilometres(asking.query.point, point) if asking.query.point and point else None
    confirmed = date.fromisoformat(shown["confirmed"]) if shown.get("confirmed") else None
    return Hit(identity, kind, key, shown["url"], *_marked(asking, shown), point, score, away, confirmed)


def identities(searcher: Searcher) -> set[str]:
    """Of every document."""
    found = searcher.search(Query.all_query(), max(1, searcher.num_docs), False).hits
    return {searcher.doc(address).get_first("id") for _score, address in found}


def _marked(asking: Asking, shown: dict) -> tuple[str, str]:
    """The title, and a piece of a text, their words marked if any were typed."""
    if not asking.words.tokens:
        return shown["title"], fragment(shown["summary"] or shown["body"], [])
    is_wanted = asking.words.is_wanted
    return marked(shown["title"], is_wanted), fragment(*_best(shown, is_wanted))


def keys(searcher: Searcher, addresses: list[DocAddress]) -> Iterator[str]:
    """Of these documents; most are numbers, which stand in a column."""
    numbers = searcher.fast_field_values("number", addresses)
    for address, number in zip(addresses, numbers, strict=True):
        yield str(number) if number != NOWHERE else searcher.doc(address).get_first("id").partition(":")[2]


def _best(shown: dict, is_wanted: Wanted) -> tuple[str, list[Span]]:
    """The summary, or the longer text if only that has the words; and where they stand."""
    for text in (shown["summary"], shown["body"]):
        if spans := wanted(text, is_wanted):
            return text, spans
    return shown["summary"] or shown["body"], []


def titles(asking: Asking, limit: int) -> list[Hit]:
    """Those whose title has the words, the last of which is being typed; the heaviest first."""
    read = asking.words.tokens
    if not read:
        return []
    asked = [Query.term_query(asking.fields, "name", one.word, "basic") for one in read[:-1]]
    asked.append(Query.fuzzy_term_query(asking.fields, "name", read[-1].word, 0, True, True))
    found = asking.searcher.search(all_of(asked), limit, False, *_by("weight"))
    return [hit(asking, address) for _weight, address in found.hits]
