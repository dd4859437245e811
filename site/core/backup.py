"""What a backup holds beside the database, and how SQLite is restored; PostgreSQL uses its own tools."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import BinaryIO

from dbbackup.db.sqlite import SqliteBackupConnector
from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage


class SqliteConnector(SqliteBackupConnector):
    """Backs up and restores through SQLite's own copy, which is safe while the site runs.

    The parent class restores by writing over the file: what is left in the write-ahead log would then be
    applied to another database's pages.
    """

    def restore_dump(self, dump: BinaryIO) -> None:
        """Replace the whole content of the database by that of a backup."""
        self.connection.ensure_connection()
        with TemporaryDirectory() as folder:
            path = Path(folder) / "backup.sqlite3"
            with path.open("wb") as file:
                copyfileobj(dump, file)
            with closing(sqlite3.connect(path)) as source:
                source.backup(self.connection.connection)


class Files(Storage):
    """Every uploaded file, public or private, as one tree: `mediabackup` and `mediarestore` read and write it."""

    PRIVATE = "_private"

    def __init__(self):
        self.private = FileSystemStorage(location=settings.EVIDENCE_FOLDER, file_permissions_mode=0o600)

    def _where(self, name: str) -> tuple[Storage, str]:
        first, _slash, rest = name.partition("/")
        return (self.private, rest) if first == self.PRIVATE else (default_storage, name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and files; the private tree stands in the root."""
        storage, name = self._where(path)
        folders, files = storage.listdir(name) if storage.exists(name or ".") else ([], [])
        has_private = not path and self.private.exists(".")
        return folders + [self.PRIVATE] * has_private, files

    def _open(self, name: str, mode: str = "rb") -> File:
        storage, own = self._where(name)
        return storage.open(own, mode)

    def _save(self, name: str, content: File) -> str:
        storage, own = self._where(name)
        return storage.save(own, content)

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        storage, own = self._where(name)
        return storage.exists(own)

    def delete(self, name: str) -> None:
        """Remove a file."""
        storage, own = self._where(name)
        storage.delete(own)
