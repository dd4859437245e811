"""Where the index stands: folders beside each other, and a file that names the one that is searched.

A new folder takes the place of the older one by the renaming of that file, whole or not at all; whoever still reads the
older one goes on until its next question. Only one process writes at a time, whoever it is.
"""

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index

from search.engines.embedded.schema import ANALYSER, STEMS, schema

CURRENT, LOCK = "current", "lock"
MEMORY, THREADS = 64_000_000, 1  # bytes and threads of a writer
KEPT = 2  # folders: the one that is searched, and the one before, which somebody may still read


class MissingIndexError(Exception):
    """There is no index, or none that opens."""


class Store:
    """The folder of an index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: tuple[str, Index] | None = None

    def index(self) -> Index:
        """The index that is searched, as it is at this moment.

        Raises:
            MissingIndexError: there is none, or it is broken.
        """
        name = self._current()
        if self._open is None or self._open[0] != name:
            self._open = (name, self.opened(name))
        self._open[1].reload()
        return self._open[1]

    def _current(self) -> str:
        try:
            return (self.folder / CURRENT).read_text().strip()
        except FileNotFoundError as error:
            raise MissingIndexError(self.folder) from error

    def opened(self, name: str) -> Index:
        """The index of one folder."""
        path = self.folder / name
        try:
            if not name or not Index.exists(str(path)):
                raise MissingIndexError(path)
            return with_analysis(Index(schema(), str(path)))
        except (ValueError, OSError) as error:
            raise MissingIndexError(path) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone, among all the processes of the machine; the system lets go for a process that dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def new(self) -> tuple[str, Index]:
        """An empty index in a folder of its own, that nobody searches yet."""
        name = f"index-{uuid.uuid4().hex[:12]}"
        (self.folder / name).mkdir(parents=True)
        return name, with_analysis(Index(schema(), str(self.folder / name)))

    def put_in_place(self, name: str) -> None:
        """Have this folder searched; forget the oldest ones."""
        draft = self.folder / f"{CURRENT}.new"
        draft.write_text(name)
        draft.replace(self.folder / CURRENT)
        others = sorted(self.folder.glob("index-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in [one for one in others if one.name != name][KEPT - 1 :]:
            shutil.rmtree(path, ignore_errors=True)


def with_analysis(index: Index) -> Index:
    """Our analysis is not written in an index: it is told again at each opening."""
    index.register_tokenizer(STEMS, ANALYSER)
    return index
