"""What core cleans up, and what its queues say of themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from post_office.models import STATUS, Email

from accounts.models import User
from core import changes, upkeep
from core.models import Change, Heartbeat, PeriodicRun
from core.tasks import State
from tests.factories.mail import make_mail

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
OLD = NOW - timedelta(days=8)


@pytest.fixture(autouse=True)
def _nothing_from_before(db):
    for model in (Email, Change, Heartbeat, PeriodicRun):
        model.objects.all().delete()


def test_mail_older_than_its_log_is_forgotten(settings):
    settings.MAIL_LOG_DAYS = 8
    for name, age in (("old", 9), ("recent", 7)):
        email = make_mail(f"{name}@example.org", status=STATUS.sent)
        Email.objects.filter(pk=email.pk).update(last_updated=NOW - timedelta(days=age))
    upkeep.clear_mail(NOW)
    assert [email.to for email in Email.objects.all()] == [["recent@example.org"]]


def test_workers_and_work_that_are_no_more_are_forgotten():
    for name, moment in (("gone", OLD), ("here", NOW)):
        Heartbeat.objects.create(name=name, seen_at=moment)
        PeriodicRun.objects.create(name=name, ran_at=moment)
    upkeep.clear_traces(NOW)
    assert Heartbeat.objects.get().name == "here"
    assert PeriodicRun.objects.get().name == "here"


def test_the_mail_queue_tells_depth_age_and_failures():
    assert upkeep.mail_state() == State(depth=0, oldest=None, failed=0)
    first, _second = make_mail(), make_mail(status=STATUS.requeued)
    make_mail(status=STATUS.failed)
    make_mail(status=STATUS.sent)
    assert upkeep.mail_state() == State(depth=2, oldest=first.created, failed=1)


def test_the_queue_of_changes_tells_depth_age_and_failures(monkeypatch):
    monkeypatch.setattr(changes, "_consumers", {"accounts.user": [print]})
    changes.note(User(pk=1), now=OLD)
    changes.note(User(pk=2), now=NOW)
    Change.objects.filter(object_key="2").update(error="refused")
    assert upkeep.changes_state() == State(depth=2, oldest=OLD, failed=1)
