"""The embedded engine."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from pathlib import Path

from tantivy import Index, Query

from search.documents import Document
from search.engines.embedded import hits, reading
from search.engines.embedded.asking import Asking
from search.engines.embedded.schema import row
from search.engines.embedded.store import MEMORY, THREADS, MissingIndexError, Store
from search.results import Hit, SearchResult
from search.rules.expressions import Synonyms
from search.rules.query import SearchQuery

TOLD = 500  # documents between two words about progress
Today = Callable[[], date]


class EmbeddedEngine:
    """tantivy, in a folder; one process writes at a time, all of them read.

    Args:
        folder: where the index stands.
        synonyms: those of the network, as stems.
        today: the present day.
    """

    def __init__(self, folder: Path, synonyms: Callable[[], Synonyms] = dict, today: Today = date.today) -> None:
        self.store = Store(folder)
        self.synonyms, self.today = synonyms, today

    def index(self, documents: Iterable[Document]) -> None:
        """Put documents in the place of their older selves.

        Raises:
            MissingIndexError: there is no index yet.
        """
        self._write(documents, ())

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents.

        Raises:
            MissingIndexError: there is no index yet.
        """
        self._write((), ids)

    def _write(self, documents: Iterable[Document], ids: Iterable[str]) -> None:
        with self.store.writing():
            writer = self.store.index().writer(MEMORY, THREADS)
            for one in ids:
                writer.delete_documents_by_term("id", one)
            for document in documents:
                writer.delete_documents_by_term("id", document.id)
                writer.add_document(row(document))
            writer.commit()
            writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None] = lambda _n: None) -> int:
        """Index everything in a new folder, then have it searched; what searches meanwhile reads the older one."""
        with self.store.writing():
            name, index = self.store.new()
            count = _fill(index, documents, progress)
            self.store.put_in_place(name)
        return count

    def search(self, query: SearchQuery, *, zoom: int | None = None) -> SearchResult:
        """Hits, total, facets, clusters.

        Raises:
            MissingIndexError: there is no index.
        """
        return reading.result(self._asking(query), zoom)

    def suggest(self, prefix: str, limit: int = 8) -> list[Hit]:
        """Titles with words that begin so, those that weigh most first."""
        return hits.titles(self._asking(SearchQuery(text=prefix)), limit)

    def explain(self, query: SearchQuery, document_id: str) -> dict[str, float]:
        """{text: how much its words counted}, and the weight."""
        return reading.reasons(self._asking(query), document_id)

    def ids(self) -> set[str]:
        """Every document."""
        searcher = self.store.index().searcher()
        every = searcher.aggregate(
            Query.all_query(), {"ids": {"terms": {"field": "id", "size": searcher.num_docs + 1}}}
        )
        return {one["key"] for one in every["ids"]["buckets"]}

    def check(self) -> str:
        """Whether it opens and answers."""
        try:
            self.store.index().searcher().search(Query.all_query(), limit=1)
        except MissingIndexError:
            return "missing"
        except ValueError:
            return "broken"
        return ""

    def _asking(self, query: SearchQuery) -> Asking:
        index = self.store.index()
        return Asking(index.schema, index.searcher(), query, self.today(), self.synonyms())


def _fill(index: Index, documents: Iterable[Document], progress: Callable[[int], None]) -> int:
    writer, count, rows = index.writer(MEMORY * 2, THREADS), 0, iter(documents)
    while batch := list(islice(rows, TOLD)):
        for document in batch:
            writer.add_document(row(document))
        count += len(batch)
        progress(count)
    writer.commit()
    writer.wait_merging_threads()
    return count
