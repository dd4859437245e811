"""How SQLite is restored from a backup (`manage.py dbrestore`); PostgreSQL uses its own tools."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import BinaryIO

from dbbackup.db.sqlite import SqliteBackupConnector


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
