"""The answer to a search, whatever state the index is in."""

from search import plain
from search.engine import engine
from search.engines import MissingIndexError
from search.results import SearchResult
from search.rules.query import SearchQuery


def found(query: SearchQuery, zoom: int | None = None) -> SearchResult | None:
    """What the index finds; None while there is none."""
    try:
        return engine().search(query, zoom=zoom)
    except MissingIndexError:
        return None


def answer(query: SearchQuery, zoom: int | None = None) -> tuple[SearchResult, bool]:
    """What is found, and whether the index is there; without it the answer is the plain one."""
    result = found(query, zoom)
    return (plain.search(query), False) if result is None else (result, True)
