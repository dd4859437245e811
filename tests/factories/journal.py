"""The journal as somebody sees it who owns the database: triggers can be taken away."""

from contextlib import contextmanager

from django.db import connection, transaction

from core import append_only
from core.models import Event, EventDetail

FIND = {
    "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_keep'",
    "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%is append%'",
}


@contextmanager
def no_triggers():
    """Drop the triggers that keep tables append-only for a moment; the site itself has no such door.

    What fails inside is rolled back with the rest, triggers included.
    """
    with transaction.atomic():
        tables = append_only_tables()
        if connection.vendor == "postgresql":
            connection.check_constraints()  # a table with checks still to be made can't lose a trigger
        for table in tables:
            append_only.remove(connection, table)
        yield
        for table in tables:
            append_only.install(connection, table)


def append_only_tables():
    """The tables that have such triggers."""
    with connection.cursor() as cursor:
        cursor.execute(FIND[connection.vendor])
        return sorted(row[0] for row in cursor.fetchall())


def empty_journal():
    """Start from nothing, whatever was recorded before the test."""
    with no_triggers():
        EventDetail.objects.all().delete()
        events = Event.objects.all()
        events._raw_delete(events.db)
