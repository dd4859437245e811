"""Tables that only grow: triggers by which the database itself refuses to change, delete or empty them."""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""
POSTGRESQL_REMOVE = "DROP FUNCTION {table}_refuse() CASCADE;"
SQLITE = """
CREATE TRIGGER {table}_{action} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: {action} is refused'); END;
"""


class AppendOnly(migrations.RunPython):
    """Migration operation: from now on rows of this table are neither changed nor deleted.

    A later migration that alters the table on SQLite rebuilds it, and so must come with this operation again.
    """

    def __init__(self, table: str):
        self.table = table
        super().__init__(
            lambda _apps, editor: install(editor, table), lambda _apps, editor: remove(editor, table)
        )

    def deconstruct(self):
        """What a squashed migration needs to make the operation again."""
        return type(self).__qualname__, [self.table], {}


def install(editor, table: str) -> None:
    """Make the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            POSTGRESQL.format(table=table).replace("%", "%%") if False else POSTGRESQL.format(table=table)
        )
    else:
        for action in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(table=table, action=action))


def remove(editor, table: str) -> None:
    """Drop the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_REMOVE.format(table=table))
    else:
        for action in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER {table}_{action}")
