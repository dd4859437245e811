"""The answer to a search, whatever state the index is in."""

from search import plain
from search.engine import engine
from search.engines import MissingIndexError
from search.results import SearchResult
from search.rules.query import SearchQuery


def answer(query: SearchQuery, zoom: int | None = None) -> tuple[SearchResult, bool]:
    """What is found, and whether the index is there; without it the answer is the plain one."""
    try:
        return engine().search(query, zoom=zoom), True
    except MissingIndexError:
        return plain.search(query), False
