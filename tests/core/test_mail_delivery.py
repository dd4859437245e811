"""Delivery of queued mail: once each, tried again when it fails, whoever is killed meanwhile."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email

from core import mail
from tests.factories.mail import BrokenBackend, DeadlyBackend, make_mail, make_mails

NOW = datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _empty_queue(db):
    Email.objects.all().delete()


@pytest.fixture
def use_backend(settings):
    def use(backend):
        path = f"{backend.__module__}.{backend.__name__}"
        settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": path}}

    return use


def test_a_mail_for_later_waits():
    make_mail(due=NOW + timedelta(hours=1))
    assert mail.deliver(now=NOW) == 0
    assert mail.deliver(now=NOW + timedelta(hours=1)) == 1


def test_at_most_the_limit_leaves():
    make_mails(3)
    assert mail.deliver(limit=2) == 2
    assert len(outbox.outbox) == 2


def test_a_sent_mail_keeps_a_line_in_the_log_but_not_its_text():
    email = make_mail()
    mail.deliver()
    email.refresh_from_db()
    assert (email.status, email.message, email.html_message) == (STATUS.sent, "", "")
    assert email.logs.get().status == STATUS.sent
    assert "private text" in outbox.outbox[0].body


def test_a_failed_mail_is_tried_again_later_and_later_then_given_up(use_backend):
    use_backend(BrokenBackend)
    email = make_mail(due=NOW)
    now, waits = NOW, []
    for _attempt in range(9):
        assert mail.deliver(now=now) == 1
        email.refresh_from_db()
        waits.append((email.scheduled_time - now) / timedelta(minutes=1))
        now = email.scheduled_time
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert email.status == STATUS.failed
    assert mail.deliver(now=now + timedelta(days=9)) == 0
    assert [log.message for log in email.logs.all()] == ["no server here"] * 9


def test_one_refused_mail_does_not_stop_the_next(monkeypatch):
    first, second = make_mails(2)
    dispatch = Email.dispatch

    def refuse_first(email, **kwargs):
        if email.pk == first.pk:
            raise ConnectionError("refused")
        return dispatch(email, **kwargs)

    monkeypatch.setattr(Email, "dispatch", refuse_first)
    assert mail.deliver() == 1  # the batch ends, the queue goes on
    assert mail.deliver() == 1
    assert [one.to for one in outbox.outbox] == [second.to]


def test_a_mail_that_was_given_up_can_be_tried_again():
    email = make_mail(status=STATUS.failed)
    Email.objects.update(number_of_retries=9)
    mail.retry(email)
    assert mail.deliver() == 1
    assert len(outbox.outbox) == 1


def test_a_sent_mail_is_not_sent_again_by_a_retry():
    email = make_mail()
    mail.deliver()
    mail.retry(email)
    assert mail.deliver() == 0


def test_mail_that_kills_its_worker_each_time_is_given_up():
    email = make_mail(due=NOW)
    Email.objects.update(number_of_retries=9)
    mail.deliver(now=NOW)
    email.refresh_from_db()
    assert email.status == STATUS.failed
    assert outbox.outbox == []


def test_old_mail_is_forgotten_but_never_what_still_waits():
    for name, status in (("s", STATUS.sent), ("f", STATUS.failed), ("q", STATUS.queued), ("r", STATUS.sent)):
        make_mail(f"{name}@example.org", status=status)
    Email.objects.exclude(to="r@example.org").update(last_updated=NOW - timedelta(days=100))
    mail.forget(NOW - timedelta(days=90))
    assert {email.to[0] for email in Email.objects.all()} == {"q@example.org", "r@example.org"}


def test_several_workers_share_the_mails_and_send_none_twice(real_database):
    def work(_n):
        try:
            return mail.deliver(now=NOW)
        finally:
            connection.close()

    make_mails(12, due=NOW)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 12
    assert sorted(one.to[0] for one in outbox.outbox) == sorted(f"user{n}@example.org" for n in range(12))


def deliver_in_a_process_that_dies(now):
    """Deliver in a child process; how it ended (minus the signal that killed it)."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            mail.deliver(now=now)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_only_what_was_leaving(
    real_database, use_backend, tmp_path
):
    use_backend(DeadlyBackend)
    DeadlyBackend.path = tmp_path / "sent.txt"
    make_mails(4, due=NOW)
    assert deliver_in_a_process_that_dies(NOW) == -signal.SIGKILL
    assert Email.objects.filter(status=STATUS.sent).count() == 1
    assert mail.deliver(now=NOW + timedelta(seconds=10)) == 2
    assert mail.deliver(now=NOW + timedelta(minutes=5)) == 1
    sent = DeadlyBackend.path.read_text().splitlines()
    assert {line.split()[1] for line in sent} == {f"user{n}@example.org" for n in range(4)}
    assert len(sent) == 5
    assert sent.count(sent[1]) == 2  # the one in flight, under the same Message-ID
