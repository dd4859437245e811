"""The worker, and what it runs by the clock."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from core import changes, mail, tasks, worker
from core.models import Change, Heartbeat, PeriodicRun
from core.tasks import Queue, State
from tests.core.test_changes import people
from tests.factories.mail import make_mails

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def own_work(monkeypatch):
    """A worker with nothing registered yet."""
    monkeypatch.setattr(tasks, "queues", {})
    monkeypatch.setattr(tasks, "_periodic", {})


def session(key, expires):
    Session.objects.create(session_key=key, session_data="", expire_date=expires)


def test_one_turn_works_off_all_that_is_due(db, monkeypatch):
    monkeypatch.setattr(mail.deliver, "__defaults__", (2, None))
    got = []
    monkeypatch.setattr(changes, "_consumers", {"accounts.user": [got.extend]})
    make_mails(5)
    changes.note(*people(900_001, 900_002))
    call_command("worker", "--once")
    assert {f"user{n}@example.org" for n in range(5)} <= {one.to[0] for one in outbox.outbox}
    assert {"900001", "900002"} <= set(got)
    assert not Change.objects.filter(object_kind="accounts.user").exists()


def test_the_worker_says_that_it_lives(db):
    Heartbeat.objects.all().delete()
    call_command("worker", "--once")
    assert Heartbeat.objects.get().seen_at - datetime.now(UTC) < timedelta(seconds=5)


def test_a_queue_that_fails_does_not_stop_the_others(db, own_work):
    done = []

    def fail():
        raise ValueError

    for name, drain in (("bad", fail), ("good", lambda: done.append(1) or 1)):
        tasks.register_queue(name, Queue(name, drain, lambda: State(0, None, 0)))
    assert tasks.drain_queues() == 1
    assert done == [1]


def test_periodic_work_that_fails_does_not_stop_the_rest_and_is_told(db, own_work):
    @tasks.periodic
    def bad(now):
        raise ValueError("not today")

    moments = []

    @tasks.periodic
    def good(now):
        moments.append(now)

    with pytest.raises(CommandError, match="bad"):
        call_command("tick")
    assert len(moments) == 1
    errors = dict(PeriodicRun.objects.filter(name__startswith=__name__).values_list("name", "error"))
    assert errors == {f"{__name__}.bad": "ValueError: not today", f"{__name__}.good": ""}


def test_tick_may_run_twice(db):
    session("old", NOW - timedelta(days=1))
    session("new", NOW + timedelta(days=1))
    assert tasks.run_periodic(NOW) == []
    first = (Session.objects.count(), PeriodicRun.objects.count())
    assert tasks.run_periodic(NOW) == []
    assert (Session.objects.count(), PeriodicRun.objects.count()) == first
    assert not Session.objects.filter(session_key="old").exists()
    assert Session.objects.filter(session_key="new").exists()


def test_tick_may_run_at_once_on_two_machines(real_database):
    def tick(_n):
        try:
            return tasks.run_periodic(NOW)
        finally:
            connection.close()

    PeriodicRun.objects.all().delete()
    session("old", NOW - timedelta(days=1))
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(tick, range(3))) == [[], [], []]
    assert not Session.objects.filter(session_key="old").exists()


def test_periodic_work_waits_for_its_minute(db, own_work, monkeypatch):
    clock, runs = [0.0], []
    monkeypatch.setattr(worker.time, "monotonic", lambda: clock[0])

    @tasks.periodic
    def count(now):
        runs.append(now)

    one = worker.Worker()
    for clock[0] in (0, 30, 59, 60, 61, 120):
        one.turn()
    assert len(runs) == 3


def test_the_worker_waits_for_a_database_that_is_away(transactional_db, own_work, monkeypatch):
    one, turns = worker.Worker(), []
    monkeypatch.setattr(worker, "BROKEN_SECONDS", 0)

    def turn():
        turns.append(1)
        if len(turns) < 3:
            raise OperationalError
        one.stop()
        return 0

    monkeypatch.setattr(one, "turn", turn)
    one.run()
    assert len(turns) == 3


def test_a_polite_signal_ends_the_worker_after_its_batch(transactional_db, own_work):
    finished = []

    def drain():
        os.kill(os.getpid(), signal.SIGTERM)
        finished.append(1)
        return 1

    tasks.register_queue("slow", Queue("slow", drain, lambda: State(0, None, 0)))
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    guard = threading.Timer(20, os._exit, [1])
    guard.start()
    try:
        call_command("worker", stdout=StringIO())
    finally:
        guard.cancel()
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert finished == [1]
