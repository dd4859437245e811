"""What an engine does; the views know this protocol, never an engine."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from search.documents import Document
from search.results import Hit, SearchResult
from search.rules.query import SearchQuery


class MissingIndexError(Exception):
    """There is no index, or none that opens."""


class Engine(Protocol):
    """One index of public documents."""

    def index(self, documents: Iterable[Document]) -> None:
        """Add these documents, or put them in the place of the older ones; seen when it returns."""

    def delete(self, ids: Iterable[str]) -> None:
        """Forget these documents; seen when it returns."""

    def search(self, query: SearchQuery, *, zoom: int | None = None) -> SearchResult:
        """Hits of a page, exact total, facets; clusters of the box for a zoom of the map, if one is given."""

    def walk(self, query: SearchQuery, most: int) -> list[str]:
        """What answers, by its identifier, in the order that is asked for, whatever the page: the first so many."""

    def suggest(self, prefix: str, limit: int = 8) -> list[Hit]:
        """Documents whose title has words that begin so."""

    def explain(self, query: SearchQuery, document_id: str) -> dict[str, float]:
        """Why a document is found, and what each reason counts for; empty if it is not found."""

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None] = lambda _n: None) -> int:
        """Index everything anew beside what is searched meanwhile, then put it in its place; how many."""

    def ids(self) -> set[str]:
        """All the documents that it knows."""

    def state(self) -> tuple[int, datetime]:
        """How many documents it has, and when it was last made anew."""

    def check(self) -> str:
        """What is wrong with the index: "", "missing" or "broken"."""
