"""The embedded engine."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from search.documents import Document
from search.engines.embedded import filling, hits, reading
from search.engines.embedded.asking import Asking
from search.engines.embedded.kept import Kept
from search.engines.embedded.row import row
from search.engines.embedded.store import Store, writer
from search.results import Hit, SearchResult
from search.rules.expressions import Synonyms
from search.rules.query import SearchQuery

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
        self.synonyms, self.today, self.kept = synonyms, today, Kept()

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
        with self.store.writing(), self.store.reading() as index, writer(index) as writing:
            for one in ids:
                writing.delete_documents_by_term("id", one)
            for document in documents:
                writing.delete_documents_by_term("id", document.id)
                writing.add_document(row(document))

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None] = lambda _n: None) -> int:
        """Index everything in a new folder, then have it searched; what searches meanwhile reads the older one."""
        with self.store.writing():
            name = self.store.new()
            count = filling.fill(self.store.folder / name, documents, progress)
            self.store.put_in_place(name)
        return count

    def search(self, query: SearchQuery, *, zoom: int | None = None) -> SearchResult:
        """Hits, total, facets, clusters.

        Raises:
            MissingIndexError: there is no index.
        """
        with self._asking(query) as asking:
            return reading.result(asking, zoom, self.kept)

    def walk(self, query: SearchQuery, most: int) -> list[str]:
        """Identifiers, all read at one moment of the index.

        Raises:
            MissingIndexError: there is no index.
        """
        with self._asking(query) as asking:
            return hits.identifiers(asking, most)

    def suggest(self, prefix: str, limit: int = 8) -> list[Hit]:
        """Titles with words that begin so, those that weigh most first."""
        with self._asking(SearchQuery(text=prefix)) as asking:
            return hits.titles(asking, limit)

    def explain(self, query: SearchQuery, document_id: str) -> dict[str, float]:
        """{reason: how much it counted}, and the weight."""
        with self._asking(query) as asking:
            return reading.reasons(asking, document_id)

    def ids(self) -> set[str]:
        """Every document."""
        with self.store.reading() as index:
            return hits.identities(index.searcher())

    def state(self) -> tuple[int, datetime]:
        """How many documents, and when they were put in place; without reading them.

        Raises:
            MissingIndexError: there is no index.
        """
        with self.store.reading() as index:
            return index.searcher().num_docs, self.store.made_at()

    def check(self) -> str:
        """Whether it opens, answers, and has the files that were written; reads all of them."""
        return self.store.problem()

    @contextmanager
    def _asking(self, query: SearchQuery) -> Iterator[Asking]:
        version = self.store.version()  # first: what is read afterwards may be newer, never older
        with self.store.reading() as index:
            yield Asking(index.schema, index.searcher(), query, self.today(), version, self.synonyms())
