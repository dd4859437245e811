"""Hits: those of a page in the order that was asked for, with the pieces of text that answer."""

import json
from collections.abc import Callable
from math import inf

from tantivy import DocAddress, Order, Query

from search.engines.embedded.asking import Asking
from search.engines.embedded.words import all_of
from search.results import Hit
from search.rules import widening
from search.rules.fragments import fragment, marked
from search.rules.french import Token
from search.rules.geo import kilometres

PER_PAGE = 20
CONSIDERED = 2000  # of the nearest, that are sorted by distance
MILLION = 1_000_000
ORDERS = {"fresh": ("confirmed", Order.Desc), "name": ("order", Order.Asc), "weight": ("weight", Order.Desc)}
Addresses = list[tuple[float, DocAddress]]


def page_of(asking: Asking) -> tuple[list[Hit], int]:
    """The hits of the page that is asked for, and how many there are in all."""
    found, total = _found(asking, (asking.query.page - 1) * PER_PAGE)
    return [hit(asking, address, score) for score, address in found], total


def _found(asking: Asking, begin: int) -> tuple[Addresses, int]:
    query = asking.query
    if query.sort == "distance" and query.point:
        return _nearest(asking, begin)
    sort = query.sort if query.sort in ORDERS else "weight" if not asking.words.tokens else ""
    if sort:
        name, order = ORDERS[sort]
        found = asking.searcher.search(asking.asked(), PER_PAGE, True, name, begin, order)
    else:
        found = asking.searcher.search(asking.asked(), PER_PAGE, True, offset=begin, weight_by_field="weight")
    return found.hits, found.count


def _nearest(asking: Asking, begin: int) -> tuple[Addresses, int]:
    """By distance: among those of the circle, or of the smallest part of it that has enough of them."""
    found = asking.searcher.search(_near(asking, begin + PER_PAGE), CONSIDERED)
    addresses = [address for _score, address in found.hits]
    columns = [asking.searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude")]
    far = [
        inf if None in point else kilometres(asking.query.point, (point[0] / MILLION, point[1] / MILLION))
        for point in zip(*columns, strict=True)
    ]
    nearest = sorted(range(len(addresses)), key=far.__getitem__)[begin : begin + PER_PAGE]
    return [(0.0, addresses[n]) for n in nearest], asking.count()


def _near(asking: Asking, least: int) -> Query:
    for share in (0.05, 0.2, 0.5):
        closer = asking.instead(widening.closer(asking.query, share))
        if closer.count() >= least:
            return closer.asked()
    return asking.asked()


def hit(asking: Asking, address: DocAddress, score: float) -> Hit:
    """One document, its words marked."""
    row = asking.searcher.doc(address)
    shown, identity = json.loads(bytes(row.get_first("shown"))), row.get_first("id")
    kind, _colon, key = identity.partition(":")
    is_wanted, point = _wanted(asking), tuple(shown["point"]) if shown["point"] else None
    away = kilometres(asking.query.point, point) if asking.query.point and point else None
    text = fragment(_best(shown, is_wanted), is_wanted)
    return Hit(identity, kind, key, shown["url"], marked(shown["title"], is_wanted), text, point, float(score), away)


def _wanted(asking: Asking) -> Callable[[Token], bool]:
    stems, read = {one.stem for one in asking.words.tokens}, asking.words.tokens
    begun = read[-1].word if read else None
    return lambda token: token.stem in stems or (begun is not None and token.word.startswith(begun))


def _best(shown: dict, is_wanted: Callable[[Token], bool]) -> str:
    """The summary, or the longer text if only that has the words."""
    for text in (shown["summary"], shown["body"]):
        if text and marked(text, is_wanted) != text:
            return text
    return shown["summary"] or shown["body"]


def titles(asking: Asking, limit: int) -> list[Hit]:
    """Those whose title has the words, the last of which is being typed; the heaviest first."""
    read = asking.words.tokens
    if not read:
        return []
    asked = [Query.term_query(asking.fields, "name", one.word, "basic") for one in read[:-1]]
    asked.append(Query.fuzzy_term_query(asking.fields, "name", read[-1].word, 0, True, True))
    found = asking.searcher.search(all_of(asked), limit, False, weight_by_field="weight")
    return [hit(asking, address, score) for score, address in found.hits]
