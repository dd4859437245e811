"""Where documents come from: each app says which of its objects the public may find, and how each is described."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from core import changes, page_cache
from search.documents import Document
from search.engine import engine
from search.engines import MissingIndexError


@dataclass(frozen=True)
class Source:
    """Documents of one kind.

    Attributes:
        kind: one of `rules.query.KINDS`.
        model: "app.model" of the objects, as the table of changes names them.
        documents: those of these primary keys, or of all objects (None), that the public may see.
        is_forgotten: whether an object that has no document any more had one of its own primary key.
        by_key: those of these keys of documents, if they are not the keys of the objects.
    """

    kind: str
    model: str
    documents: Callable[[list[str] | None], Iterable[Document]]
    is_forgotten: bool = True
    by_key: Callable[[list[str]], Iterable[Document]] | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Have objects of one kind found, and followed when they change."""
    if source.kind not in _sources:
        changes.register(source.model, lambda keys: follow(source, keys))
    _sources[source.kind] = source


def models() -> list[str]:
    """Kinds of objects whose changes are followed, as the table of changes names them."""
    return sorted(source.model.lower() for source in _sources.values())


def follow(source: Source, keys: list[str]) -> None:
    """Write again what changed; what the public may no longer see is forgotten first.

    Where there is no index nothing is lost: whoever makes it anew reads everything, alone.
    """
    found = list(source.documents(keys))
    gone = set(keys) - {one.key for one in found} if source.is_forgotten else set()
    with suppress(MissingIndexError):
        if gone:
            engine().delete(f"{source.kind}:{key}" for key in sorted(gone))
        if found:
            engine().index(found)
    page_cache.invalidate()  # a page made before the index followed is not given again


def present(ids: Iterable[str]) -> dict[str, Document]:
    """Those of these documents that the public may see at this moment, whatever the index says."""
    keys = defaultdict(list)
    for one in ids:
        kind, _colon, key = one.partition(":")
        keys[kind].append(key)
    known = ((source.by_key or source.documents)(keys[kind]) for kind, source in _sources.items() if kind in keys)
    return {document.id: document for documents in known for document in documents}


def every() -> Iterator[Document]:
    """All that the public may find."""
    for source in _sources.values():
        yield from source.documents(None)


def repair() -> tuple[int, int]:
    """Bring the index in line with the database, whatever was lost; (how many added, how many taken out).

    An index that does not open is made anew. What is in both is not compared: it is followed when it changes.
    """
    if engine().check():
        return engine().rebuild(every()), 0
    known, seen = engine().ids(), {}
    for document in every():
        seen[document.id] = document
    lacking, stray = [seen[one] for one in seen.keys() - known], known - seen.keys()
    engine().index(lacking)
    engine().delete(sorted(stray))
    return len(lacking), len(stray)
