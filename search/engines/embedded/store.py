"""Where the index stands: folders beside each other, and a file that names the one that is searched.

A new folder takes the place of the older one by the renaming of that file, whole or not at all; whoever still reads the
older one goes on until its next question. Only one process writes at a time, whoever it is.
"""

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tantivy import Index, IndexWriter, Query

from search.engines import MissingIndexError
from search.engines.embedded.integrity import is_whole
from search.engines.embedded.schema import ANALYSER, STEMS, schema

CURRENT, LOCK = "current", "lock"
MEMORY, THREADS = 64_000_000, 1  # bytes and threads of a writer
FAULTS = ("IO error", "corrupt", "Failed to open")  # as the engine tells them
Version = tuple[str, int, int]  # name of the folder; file of its list, and when that was written


class Store:
    """The folder of an index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: tuple[str, Index] | None = None
        self._read: Version | None = None

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """The index that is searched, as it is at this moment.

        Raises:
            MissingIndexError: there is none, or it is broken, which may show only while one reads it.
        """
        try:
            yield self._index()
        except BaseException as error:  # what the engine calls a panic is no Exception
            if not _is_of_files(error):
                raise
            raise MissingIndexError(self.folder) from error

    def _index(self) -> Index:
        name = self.current()
        try:
            if self._open is None or self._open[0] != name:
                self._open = (name, opened(self._existing(name)))
            return self._latest(self._open[1])
        except (ValueError, OSError, MissingIndexError) as error:
            if self.current() != name:  # another has taken its place meanwhile
                return self._index()
            raise MissingIndexError(self.folder) from error

    def _latest(self, index: Index) -> Index:
        """Read again what was written, if anything was: that takes as long as to look for a rare word."""
        version = self.version()
        if version is None or version != self._read:
            index.reload()
            self._read = version
        return index

    def _existing(self, name: str) -> Path:
        """The folder of an index; opening one that is not there would make it."""
        path = self.folder / name
        if not name or not Index.exists(str(path)):
            raise MissingIndexError(path)
        return path

    def current(self) -> str:
        """The name of the folder that is searched.

        Raises:
            MissingIndexError: none has been made.
        """
        try:
            return (self.folder / CURRENT).read_text().strip()
        except FileNotFoundError as error:
            raise MissingIndexError(self.folder) from error

    def version(self) -> Version | None:
        """Another one after each commit and each rebuild; None if there is nothing to read."""
        try:
            name = self.current()
            meta = (self.folder / name / "meta.json").stat()
        except (MissingIndexError, OSError):
            return None
        return name, meta.st_ino, meta.st_mtime_ns

    def made_at(self) -> datetime:
        """When the folder that is searched was put in its place."""
        return datetime.fromtimestamp((self.folder / CURRENT).stat().st_mtime, UTC)

    def problem(self) -> str:
        """What is wrong: "", "missing" or "broken". Reads all the files."""
        try:
            path = self.folder / self.current()
            with self.reading() as index:
                index.searcher().search(Query.all_query(), limit=1)
            return "" if is_whole(path) else "broken"
        except (MissingIndexError, OSError, ValueError):
            return "broken" if (self.folder / CURRENT).exists() and path.is_dir() else "missing"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone, among all the processes of the machine; the system lets go for a process that dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def new(self) -> str:
        """The name of an empty folder for an index that nobody searches yet."""
        name = f"index-{uuid.uuid4().hex[:12]}"
        (self.folder / name).mkdir(parents=True)
        return name

    def put_in_place(self, name: str) -> None:
        """Have this folder searched; of the others, only the one before is kept."""
        kept = {name, self.current() if (self.folder / CURRENT).exists() else ""}
        draft = self.folder / f"{CURRENT}.new"
        draft.write_text(name)
        draft.replace(self.folder / CURRENT)
        for path in self.folder.glob("index-*"):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def writer(index: Index, memory: int = MEMORY) -> Iterator[IndexWriter]:
    """What writes: all of it is seen at the end, or nothing of it after an error; whoever comes next may write."""
    made = index.writer(memory, THREADS)
    try:
        yield made
        made.commit()
    finally:
        made.wait_merging_threads()


def _is_of_files(error: BaseException) -> bool:
    """Whether an error is about what stands in the files; the engine has one class for all of its errors."""
    said = str(error)
    return type(error).__name__ == "PanicException" or (
        isinstance(error, ValueError) and any(word in said for word in FAULTS)
    )


def opened(folder: Path) -> Index:
    """The index in a folder, made if there is none; our analysis is not written in it, and told again each time."""
    index = Index(schema(), str(folder))
    index.register_tokenizer(STEMS, ANALYSER)
    return index
