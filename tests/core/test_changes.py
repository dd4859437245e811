"""The table of changes: what is noted reaches its consumer, whatever fails between."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import changes
from core.models import Change

NOW = datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _nothing_noted_before(db):
    Change.objects.all().delete()


@pytest.fixture
def got(monkeypatch):
    """A consumer of changed people: what it was given, batch by batch."""
    batches = []
    monkeypatch.setattr(changes, "_consumers", {"accounts.user": [batches.append]})
    return batches


def use_consumer(monkeypatch, consumer):
    monkeypatch.setattr(changes, "_consumers", {"accounts.user": [consumer]})


def people(*keys):
    return [User(pk=key) for key in keys]


def note(*keys, now=NOW):
    changes.note(*people(*keys), now=now)


def test_what_is_noted_is_handed_over_once(got):
    note(1, 2)
    assert changes.drain(now=NOW) == 2
    assert got == [["1", "2"]]
    assert changes.drain(now=NOW + timedelta(days=1)) == 0


def test_noting_twice_hands_over_once(got):
    note(1)
    note(1, 1)
    changes.drain(now=NOW)
    assert got == [["1"]]


def test_a_rolled_back_change_is_not_noted(transactional_db, got):
    with transaction.atomic():
        note(1)
        transaction.set_rollback(True)
    note(2)
    changes.drain(now=NOW)
    assert got == [["2"]]


def test_only_the_limit_is_taken(got):
    note(1, 2, 3)
    assert changes.drain(limit=2, now=NOW) == 2
    assert changes.drain(limit=2, now=NOW) == 1


def test_each_consumer_gets_its_own_kind(monkeypatch):
    calls = []
    changes.register("Auth.Group", lambda keys: calls.append(("group", keys)))
    monkeypatch.setitem(changes._consumers, "accounts.user", [lambda keys: calls.append(("user", keys))])
    changes.note(*people(1), User.groups.field.related_model(pk=7), now=NOW)
    changes.drain(now=NOW)
    assert sorted(calls) == [("group", ["7"]), ("user", ["1"])]
    del changes._consumers["auth.group"]


def test_what_nobody_consumes_waits_without_being_counted(got, monkeypatch):
    monkeypatch.setattr(changes, "_consumers", {})
    note(1)
    assert changes.drain(now=NOW) == 0
    assert changes.pending().count() == 0
    use_consumer(monkeypatch, got.append)
    assert changes.drain(now=NOW) == 1


def test_a_failure_is_tried_again_later_and_later(monkeypatch):
    def refuse(_keys):
        raise ConnectionError("engine away")

    use_consumer(monkeypatch, refuse)
    note(1)
    now, waits = NOW, []
    for _attempt in range(4):
        assert changes.drain(now=now) == 1
        change = Change.objects.get()
        waits.append((change.next_try - now) / timedelta(minutes=1))
        now = change.next_try
    assert waits == [1, 2, 4, 8]
    assert change.error == "ConnectionError: engine away"
    assert change.attempts == 4


def test_after_a_failure_one_bad_object_no_longer_holds_up_the_others(monkeypatch):
    done = []

    def refuse_2(keys):
        if "2" in keys:
            raise ValueError
        done.extend(keys)

    use_consumer(monkeypatch, refuse_2)
    note(1, 2, 3)
    changes.drain(now=NOW)
    assert done == []
    changes.drain(now=NOW + timedelta(minutes=1))
    assert done == ["1", "3"]
    assert Change.objects.get().object_key == "2"


@pytest.mark.parametrize("fails", [False, True])
def test_a_change_noted_again_while_it_is_handled_is_not_lost(monkeypatch, fails):
    calls = []

    def note_again(keys):
        calls.append(keys)
        if len(calls) == 1:
            note(1)
            if fails:
                raise ValueError

    use_consumer(monkeypatch, note_again)
    note(1)
    changes.drain(now=NOW)
    assert changes.drain(now=NOW) == 1
    assert calls == [["1"], ["1"]]
    assert not Change.objects.exists()


class KilledError(BaseException):
    """What stops a process is no `Exception`."""


def test_a_worker_killed_between_loses_nothing(monkeypatch):
    def die(_keys):
        raise KilledError

    use_consumer(monkeypatch, die)
    note(1)
    with pytest.raises(KilledError):
        changes.drain(now=NOW)
    got = []
    use_consumer(monkeypatch, got.append)
    assert changes.drain(now=NOW) == 0  # still leased to the dead one
    assert changes.drain(now=NOW + changes.LEASE) == 1
    assert got == [["1"]]
