"""What every test needs."""

import pytest
from django.db import connection, transaction

from tests.factories.journal import no_triggers


@pytest.fixture(scope="session", autouse=True)
def _journal_can_be_emptied_between_tests(django_db_setup, django_db_blocker):
    """A test with real transactions empties all tables when it ends: the triggers step aside for that."""
    empty = connection.ops.execute_sql_flush

    def empty_without_triggers(sql_list):
        with transaction.atomic(), no_triggers():
            empty(sql_list)

    connection.ops.execute_sql_flush = empty_without_triggers
    yield
    connection.ops.execute_sql_flush = empty
