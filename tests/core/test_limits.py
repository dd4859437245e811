"""Limits hold in the cache that a real site has: a table of the database."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from core import limits

pytestmark = pytest.mark.django_db

TABLE = "limits_of_a_test"
HOUR = 3600
START = datetime(2026, 3, 1, 10, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _cache_in_a_table(settings):
    backend = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": TABLE}
    settings.CACHES = settings.CACHES | {"default": backend}
    call_command("createcachetable", TABLE)


def allows(address="192.0.2.1", action="write", user=None):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user = user or AnonymousUser()
    return limits.allows(request, action, times=5, seconds=HOUR)


def expiry():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT expires FROM {TABLE}")  # noqa: S608
        (row,) = cursor.fetchall()
    return row[0]


def test_the_sixth_is_refused_and_the_next_window_allows():
    with time_machine.travel(START, tick=False) as clock:
        assert [allows() for _ in range(6)] == [True] * 5 + [False]
        clock.shift(timedelta(minutes=50))
        assert not allows(), "the same window still"
        clock.shift(timedelta(minutes=10))
        assert allows()


def test_the_count_lasts_as_long_as_its_window():
    with time_machine.travel(START, tick=False) as clock:
        allows()
        first = expiry()
        clock.shift(timedelta(minutes=1))
        allows()
        assert expiry() >= first


def test_others_and_other_things_are_counted_apart():
    with time_machine.travel(START, tick=False):
        assert not [allows() for _ in range(6)][-1]
        assert allows(address="192.0.2.2")
        assert allows(action="read")


def test_a_person_is_counted_whatever_the_network(django_user_model):
    ada, bob = (django_user_model.objects.create_user(f"{name}@example.org") for name in ("ada", "bob"))
    with time_machine.travel(START, tick=False):
        tries = [allows(address=f"192.0.2.{n}", user=ada) for n in range(6)]
        assert tries == [True] * 5 + [False]
        assert allows(address="192.0.2.1", user=bob)
        assert allows(address="192.0.2.1")
