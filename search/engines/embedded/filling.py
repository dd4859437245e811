"""Filling a new index: many documents are analysed and written by a second process, while this one reads them.

Both take about as long, and a process of Python works on one core only. If either dies, nothing is committed.
"""

import fcntl
import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from tantivy import IndexWriter

from search.documents import Document
from search.engines.embedded.row import row
from search.engines.embedded.store import MEMORY, opened, writer

TOLD = 500  # documents between two words about progress, and handed over at once
MANY = 2000  # documents for which it is worth to start another process
AHEAD = 1 << 20  # bytes of documents that may wait for the process that writes; what an ordinary user may have
Progress = Callable[[int], None]


def fill(folder: Path, documents: Iterable[Document], progress: Progress = lambda _n: None) -> int:
    """Write all of them, the last one of each identity; how many there are then.

    Raises:
        OSError: the other process has ended before.
        subprocess.CalledProcessError: it has failed.
    """
    with _what_is_there_set_aside():
        rows = iter(documents)
        first = list(islice(rows, MANY))
        work = _beside if len(first) == MANY and (os.cpu_count() or 1) > 1 else _here
        return work(folder, _batches(chain(first, rows), progress))


@contextmanager
def _what_is_there_set_aside() -> Iterator[None]:
    """All that a site has in memory is not searched for garbage again and again, which takes a third of the time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _batches(documents: Iterator[Document], progress: Progress) -> Iterator[list[Document]]:
    count = 0
    while batch := list(islice(documents, TOLD)):
        yield batch
        count += len(batch)
        progress(count)


def _here(folder: Path, batches: Iterable[list[Document]]) -> int:
    known: set[str] = set()
    with writer(opened(folder), MEMORY * 2) as writing:
        for batch in batches:
            _write(writing, batch, known)
    return len(known)


def _write(writing: IndexWriter, batch: list[Document], known: set[str]) -> None:
    for document in batch:
        if document.id in known:
            writing.delete_documents_by_term("id", document.id)
        known.add(document.id)
        writing.add_document(row(document))


def _beside(folder: Path, batches: Iterable[list[Document]]) -> int:
    command = [sys.executable, "-m", "search.engines.embedded.filling", str(folder)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as other:  # noqa: S603
        try:
            fcntl.fcntl(other.stdin, fcntl.F_SETPIPE_SZ, AHEAD)
            for batch in chain(batches, ([],)):
                pickle.dump(batch, other.stdin, pickle.HIGHEST_PROTOCOL)
            other.stdin.flush()
            said = other.stdout.read()
        except BaseException:
            other.kill()
            raise
    if other.returncode:
        raise subprocess.CalledProcessError(other.returncode, command)
    return int(said)


def _handed_over() -> Iterator[list[Document]]:
    """What the process that reads hands over, up to an empty list; an error if it dies before."""
    while batch := pickle.load(sys.stdin.buffer):  # noqa: S301 (from our own process)
        yield batch


if __name__ == "__main__":
    gc.disable()  # documents have no cycles
    sys.stdout.write(str(_here(Path(sys.argv[1]), _handed_over())))
