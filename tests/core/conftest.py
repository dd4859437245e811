"""A database that other threads and processes can open too."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection


@pytest.fixture
def real_database(transactional_db, tmp_path):
    """The test database with real transactions, open to other connections.

    SQLite's test database lives in one process's memory: a copy on disk, in WAL mode as in production,
    stands in for it during the test.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        memory.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
