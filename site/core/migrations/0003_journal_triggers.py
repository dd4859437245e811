"""The database itself refuses to change, delete or empty the journal.

A later migration that alters `core_event` on SQLite rebuilds the table and so loses its triggers: it must
call `install` again (a test checks that they are there).
"""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION core_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The journal is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER core_event_keep BEFORE UPDATE OR DELETE ON core_event
    FOR EACH ROW EXECUTE FUNCTION core_event_refuse()
    """,
    """
    CREATE TRIGGER core_event_keep_all BEFORE TRUNCATE ON core_event
    FOR EACH STATEMENT EXECUTE FUNCTION core_event_refuse()
    """,
]
POSTGRESQL_REMOVE = [
    "DROP TRIGGER core_event_keep ON core_event",
    "DROP TRIGGER core_event_keep_all ON core_event",
    "DROP FUNCTION core_event_refuse()",
]
SQLITE = [
    f"""
    CREATE TRIGGER core_event_{name} BEFORE {name} ON core_event
    BEGIN SELECT RAISE(ABORT, 'The journal is append-only: {name} is refused'); END
    """
    for name in ("update", "delete")
]
SQLITE_REMOVE = ["DROP TRIGGER core_event_update", "DROP TRIGGER core_event_delete"]


def install(apps, schema_editor):
    """Create the triggers."""
    _run(schema_editor.connection, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def remove(apps, schema_editor):
    """Drop the triggers."""
    _run(schema_editor.connection, {"postgresql": POSTGRESQL_REMOVE, "sqlite": SQLITE_REMOVE})


def first_generation(apps, schema_editor):
    """The page cache's counter starts with its one row."""
    Generation = apps.get_model("core", "Generation")
    if not Generation.objects.exists():
        Generation.objects.create(value=1)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("core", "0002_journal_and_work")]

    operations = [
        migrations.RunPython(install, remove, elidable=False),
        migrations.RunPython(first_generation, migrations.RunPython.noop, elidable=False),
    ]
