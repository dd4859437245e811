"""Mail: queued with the action that causes it, delivered once, tried again."""

import os
import signal
from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override
from post_office.models import STATUS, Email

from core import mail
from tests.factories.accounts import make_user

NOW = datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())
BACKEND = f"{__name__}.BrokenBackend"
KILLER = f"{__name__}.DeadlyBackend"


class BrokenBackend:
    """A server that refuses everything."""

    def __init__(self, **_kwargs):
        pass

    def open(self):
        pass

    def close(self):
        pass

    def send_messages(self, _messages):
        raise ConnectionError("no server here")


class DeadlyBackend(BrokenBackend):
    """Writes what it sends to a file; the process dies after the second mail has left."""

    path = None

    def send_messages(self, messages):
        with DeadlyBackend.path.open("a") as file:
            for message in messages:
                file.write(f"{message.extra_headers['Message-ID']} {message.to[0]}\n")
        if len(DeadlyBackend.path.read_text().splitlines()) == 2:
            os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(autouse=True)
def _templates(settings, tmp_path):
    folder = tmp_path / "templates" / "test" / "email"
    folder.mkdir(parents=True)
    (folder / "hello.subject.txt").write_text("{% load i18n %}{% translate 'Language' %}\n {{ name }}")
    (folder / "hello.txt").write_text(
        '{% extends "email/base.txt" %}{% block content %}{{ name }}{% endblock %}'
    )
    (folder / "hello.html").write_text(
        '{% extends "email/base.html" %}{% block content %}<p>{{ name }}</p>{% endblock %}'
    )
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path / "templates"]}]


@pytest.fixture(autouse=True)
def _empty_queue(db):
    Email.objects.all().delete()


@pytest.fixture
def use_backend(settings):
    def use(path):
        settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": path}}

    return use


def hello(to, name="Ana", **kwargs):
    return mail.send("test/hello", to=to, context={"name": name}, **kwargs)


def test_a_mail_has_text_html_and_a_subject_on_one_line():
    hello("ana@example.org", "L'été <b>")
    mail.deliver()
    [sent] = outbox.outbox
    assert sent.to == ["ana@example.org"]
    assert sent.subject.endswith(" L'été <b>")
    assert "\n" not in sent.subject
    assert "L'été <b>" in sent.body
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "L&#x27;été &lt;b&gt;" in html


def test_each_person_reads_their_own_language():
    people = [make_user("a@example.org", language="fr"), make_user("b@example.org", language="en")]
    with override("en"):
        mails = hello([*people, "c@example.org"])
    assert [one.subject for one in mails] == ["Langue Ana", "Language Ana", "Language Ana"]


def test_nobody_gets_two_and_a_closed_account_gets_none():
    ana, gone = make_user(), make_user("gone@example.org", is_active=False)
    assert [one.to for one in hello([ana, "ANA@example.org", gone])] == [["ANA@example.org"]]


def test_what_somebody_typed_is_never_run_as_a_template():
    hello("ana@example.org", "{{ base_url }}{% now 'Y' %}")
    mail.deliver()
    assert "{{ base_url }}{% now 'Y' %}" in outbox.outbox[0].body


def test_a_rolled_back_action_sends_nothing(transactional_db):
    with transaction.atomic():
        hello("ana@example.org")
        transaction.set_rollback(True)
    assert not Email.objects.exists()
    hello("bob@example.org")
    assert mail.deliver() == 1


def test_the_answer_goes_where_it_should():
    hello("ana@example.org", reply_to="bob@example.org")
    mail.deliver()
    assert outbox.outbox[0].extra_headers["Reply-To"] == "bob@example.org"


def test_a_mail_for_later_waits():
    hello("ana@example.org", now=NOW + timedelta(hours=1))
    assert mail.deliver(now=NOW) == 0
    assert mail.deliver(now=NOW + timedelta(hours=1)) == 1


def test_at_most_the_limit_leaves():
    hello([f"user{n}@example.org" for n in range(3)])
    assert mail.deliver(limit=2) == 2
    assert len(outbox.outbox) == 2


def test_a_sent_mail_keeps_a_line_in_the_log_but_not_its_text():
    [email] = hello("ana@example.org", "secret link")
    mail.deliver()
    email.refresh_from_db()
    assert (email.status, email.message, email.html_message) == (STATUS.sent, "", "")
    assert email.logs.get().status == STATUS.sent


def test_a_failed_mail_is_tried_again_later_and_later_then_given_up(use_backend):
    use_backend(BACKEND)
    [email] = hello("ana@example.org", now=NOW)
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


def test_one_refused_mail_does_not_stop_the_next(use_backend, monkeypatch):
    first, second = hello(["a@example.org", "b@example.org"])
    dispatch = Email.dispatch

    def refuse_first(email, **kwargs):
        if email.pk == first.pk:
            raise ConnectionError("refused")
        return dispatch(email, **kwargs)

    monkeypatch.setattr(Email, "dispatch", refuse_first)
    assert mail.deliver() == 2
    assert [one.to for one in outbox.outbox] == [second.to]


def test_a_mail_that_was_given_up_can_be_tried_again(use_backend):
    [email] = hello("ana@example.org")
    Email.objects.update(status=STATUS.failed, number_of_retries=9)
    mail.retry(email)
    assert mail.deliver() == 1
    assert len(outbox.outbox) == 1


def test_a_sent_mail_is_not_sent_again_by_a_retry():
    [email] = hello("ana@example.org")
    mail.deliver()
    mail.retry(email)
    assert mail.deliver() == 0


def test_mail_that_kills_its_worker_each_time_is_given_up():
    [email] = hello("ana@example.org", now=NOW)
    Email.objects.update(number_of_retries=9)
    mail.deliver(now=NOW)
    email.refresh_from_db()
    assert email.status == STATUS.failed
    assert outbox.outbox == []


def test_old_mail_is_forgotten_but_never_what_still_waits():
    hello([f"{name}@example.org" for name in ("sent", "failed", "queued", "recent")])
    for name, status in (("sent", STATUS.sent), ("failed", STATUS.failed), ("recent", STATUS.sent)):
        Email.objects.filter(to__contains=name).update(status=status)
    Email.objects.exclude(to__contains="recent").update(last_updated=NOW - timedelta(days=100))
    mail.forget(NOW - timedelta(days=90))
    assert {email.to[0] for email in Email.objects.all()} == {"queued@example.org", "recent@example.org"}


def test_mail_of_other_packages_goes_through_the_queue_untouched():
    message = EmailMultiAlternatives(
        "{% now 'Y' %}", "text", to=["ana@example.org"], reply_to=["b@example.org"]
    )
    message.attach_alternative("<p>html</p>", "text/html")
    get_connection("core.mail_backend.QueueBackend").send_messages([message])
    assert outbox.outbox == []
    mail.deliver()
    [sent] = outbox.outbox
    assert (sent.subject, sent.body) == ("{% now 'Y' %}", "text")
    assert sent.alternatives[0][0] == "<p>html</p>"
    assert sent.extra_headers["Reply-To"] == "b@example.org"


def test_an_attachment_is_refused_rather_than_lost():
    message = EmailMultiAlternatives("subject", "text", to=["ana@example.org"])
    message.attach("report.txt", "content", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        get_connection("core.mail_backend.QueueBackend").send_messages([message])


def deliver_in_a_process_that_dies(now):
    """Deliver in a child process; the signal that ended it."""
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
    use_backend(KILLER)
    DeadlyBackend.path = tmp_path / "sent.txt"
    hello([f"user{n}@example.org" for n in range(4)], now=NOW)
    assert deliver_in_a_process_that_dies(NOW) == -signal.SIGKILL
    assert Email.objects.filter(status=STATUS.sent).count() == 1
    assert mail.deliver(now=NOW + timedelta(seconds=10)) == 2
    assert mail.deliver(now=NOW + timedelta(minutes=5)) == 1
    sent = DeadlyBackend.path.read_text().splitlines()
    assert {line.split()[1] for line in sent} == {f"user{n}@example.org" for n in range(4)}
    assert len(sent) == 5
    assert sent.count(sent[1]) == 2  # the one in flight, under the same Message-ID
