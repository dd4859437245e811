"""What machines ask: is it alive, is it ready?"""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core import health, parts, queries
from core.models import Heartbeat


@pytest.fixture(autouse=True)
def _not_asked_before():
    health._check_migrations.cache_clear()
    yield
    health._check_migrations.cache_clear()


def test_alive_without_asking_the_database(client):
    """Without the `db` mark a query would fail."""
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(("age", "state"), [(timedelta(seconds=5), "ok"), (timedelta(minutes=2), "late")])
def test_ready_whatever_the_worker_does(db, client, age, state):
    Heartbeat.objects.all().delete()
    Heartbeat.objects.create(name="here", seen_at=timezone.now() - age)
    response = client.get("/health/ready")
    told = response.json()
    assert (response.status_code, told["status"], told["worker"]) == (200, "ok", state)


def test_a_part_that_is_not_well_is_told_and_not_fatal(db, client, monkeypatch):
    def fail():
        raise ValueError

    looks = {"well": lambda: parts.Condition(parts.WELL), "ill": lambda: parts.Condition("missing"), "odd": fail}
    made = {name: parts.Part(name, look, print, "Mend") for name, look in looks.items()}
    monkeypatch.setattr(parts, "parts", made)
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert {name: response.json()[name] for name in made} == {"well": "ok", "ill": "missing", "odd": "unknown"}


def test_not_ready_while_a_migration_is_missing(db, client):
    MigrationRecorder.Migration.objects.filter(app="core", name="0003_journal_append_only").delete()
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"status": "migrations missing"})


def test_not_ready_without_its_database(db, client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(queries, "pulse", away)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"status": "database unavailable"})
