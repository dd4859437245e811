"""What every test needs: the demo network in the database, empty caches."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import translation

from core import page_cache
from tests.factories.journal import no_triggers
from tests.migrated import keep_as_template, start_from_template


def pytest_collection_modifyitems(config, items):
    """What asks no database is the same beside each: it runs with SQLite only."""
    if connection.vendor == "sqlite":
        return
    asking = [one for one in items if one.get_closest_marker("django_db") or "db" in getattr(one, "fixturenames", ())]
    config.hook.pytest_deselected(items=[one for one in items if one not in asking])
    items[:] = asking


@pytest.fixture(scope="session")
def is_migrated(django_db_modify_db_settings):
    """Whether the database of the tests starts from a copy in which the migrations have run."""
    yield connection.vendor == "sqlite" and start_from_template(test_database())
    if connection.vendor == "sqlite":
        shutil.rmtree(test_database().parent)


@pytest.fixture(scope="session")
def django_db_keepdb(is_migrated):
    """A copy is not thrown away before the first test."""
    return is_migrated


@pytest.fixture(scope="session")
def django_db_setup(is_migrated, django_db_setup, django_db_blocker):
    """Build the demo once in the test database, without its two years of deliberations; changes are rolled back."""
    from pages.seed.demo import build_demo  # noqa: PLC0415 (models come after the settings)

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and not is_migrated:
            keep_as_template(test_database())
        build_demo(with_deliberations=False)


def test_database():
    """The file that the tests of this process write to."""
    return Path(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(autouse=True)
def _no_test_reads_what_another_one_made(settings):
    settings.SEARCH_FOLDER = settings.SEARCH_FOLDER / uuid4().hex
    for name in ("default", "pages", "renditions"):
        caches[name].clear()
    page_cache.forget()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied_between_tests():
    """A test with real transactions empties all tables when it ends: the triggers step aside for that."""
    empty = connection.ops.execute_sql_flush

    def empty_without_triggers(sql_list):
        with no_triggers():
            empty(sql_list)

    connection.ops.execute_sql_flush = empty_without_triggers
    yield
    connection.ops.execute_sql_flush = empty
