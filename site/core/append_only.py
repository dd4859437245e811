"""Tables that only grow: triggers by which the database itself refuses to change, delete or empty them."""

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRESQL = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""
POSTGRESQL_REMOVE = "DROP FUNCTION {table}_refuse() CASCADE"
SQLITE = """
CREATE TRIGGER {table}_{action} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: {action} is refused'); END
"""
SQLITE_REMOVE = "DROP TRIGGER {table}_{action}"


class AppendOnly(migrations.RunPython):
    """Migration operation: from now on rows of this table are neither changed nor deleted.

    A later migration that alters the table on SQLite rebuilds it, and so must come with this operation again.
    """

    def __init__(self, table: str):
        self.table = table
        super().__init__(
            lambda _apps, editor: install(editor.connection, table),
            lambda _apps, editor: remove(editor.connection, table),
        )

    def deconstruct(self):
        """What a squashed migration needs to make the operation again."""
        return type(self).__qualname__, [self.table], {}


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the triggers."""
    _run(connection, table, POSTGRESQL, SQLITE)


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Drop the triggers: for a migration undone, and for tests."""
    _run(connection, table, POSTGRESQL_REMOVE, SQLITE_REMOVE)


def _run(connection: BaseDatabaseWrapper, table: str, postgresql: str, sqlite: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(postgresql.format(table=table))
        else:
            for action in ("UPDATE", "DELETE"):
                cursor.execute(sqlite.format(table=table, action=action))
