"""Addresses that take no mail: told by the server at once, or in a message of its own."""

import io
from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from post_office.models import STATUS, Email

from community.models import Notification
from community.notifications import tell
from core import mail, privacy
from tests.factories.accounts import make_user
from tests.factories.community import make_actor
from tests.factories.mail import make_mail

pytestmark = pytest.mark.django_db
REPORT = """\
From: MAILER-DAEMON@example.net
To: site@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message to other@example.org.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ana@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such person

--b--
"""


@pytest.fixture(autouse=True)
def _empty_queue():
    Email.objects.all().delete()


@pytest.fixture
def ana():
    return make_user("ana@example.org")


def refusing(monkeypatch, code, address="ana@example.org"):
    def refuse(_email, **_kwargs):
        raise SMTPRecipientsRefused({address: (code, "no such person ici é".encode())})

    monkeypatch.setattr(Email, "dispatch", refuse)


def is_marked(user):
    user.refresh_from_db()
    return user.mail_refused_at is not None


def test_an_address_that_does_not_exist_is_not_tried_again(ana, monkeypatch):
    email = make_mail("ana@example.org")
    refusing(monkeypatch, 550)
    mail.deliver()
    email.refresh_from_db()
    assert email.status == STATUS.failed
    assert is_marked(ana)
    assert ana.mail_refused_why == "550 no such person ici é"


@pytest.mark.parametrize("code", [450, 451, 421])
def test_a_server_that_is_busy_is_tried_again(ana, monkeypatch, code):
    email = make_mail("ana@example.org")
    refusing(monkeypatch, code)
    mail.deliver()
    email.refresh_from_db()
    assert email.status == STATUS.requeued
    assert not is_marked(ana)


@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [("failed", "5.1.1", True), ("delayed", "4.4.1", False), ("failed", "4.4.1", False), ("delivered", "2.0.0", False)],
)
def test_a_report_of_delivery_marks_whom_it_names(ana, monkeypatch, action, status, expected):
    other = make_user("other@example.org")  # named in the words, not in the report
    report = REPORT.format(action=action, status=status).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report)))
    call_command("bounce", stdout=io.StringIO())
    assert is_marked(ana) is expected
    assert not is_marked(other)


@pytest.mark.parametrize("junk", [b"", b"Subject: hello\n\nana@example.org", b"\xff\x00" * 50])
def test_what_is_no_report_marks_nobody(ana, monkeypatch, junk):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(junk)))
    call_command("bounce", stdout=io.StringIO())
    assert not is_marked(ana)


def test_whose_address_is_marked_is_told_on_the_site_and_can_say_that_it_works_again(client, ana, monkeypatch):
    make_mail("ana@example.org")
    refusing(monkeypatch, 550)
    mail.deliver()
    Email.objects.all().delete()
    ana.refresh_from_db()
    tell("person_joined", ana, make_actor(name="Le Bief"), url_name="mine", person="Bob")
    assert not Email.objects.exists()
    assert Notification.objects.filter(person=ana).count() == 1
    client.force_login(ana)
    assert "no such person" in client.get("/account/").content.decode()
    client.post("/account/write-again/")
    ana.refresh_from_db()
    assert "no such person" not in client.get("/account/").content.decode()
    tell("person_joined", ana, make_actor(name="Le Puits"), url_name="mine", person="Bob")
    assert Email.objects.count() == 1


def test_what_the_process_must_tell_is_tried_all_the_same(ana, monkeypatch):
    make_mail("ana@example.org")
    refusing(monkeypatch, 550)
    mail.deliver()
    Email.objects.all().delete()
    ana.refresh_from_db()
    tell("claim_accepted", ana, make_actor(name="Le Bief"), url_name="mine")
    assert Email.objects.get().to == ["ana@example.org"]


def test_what_the_server_said_goes_with_the_account(ana, monkeypatch):
    make_mail("ana@example.org")
    refusing(monkeypatch, 550)
    mail.deliver()
    ana.refresh_from_db()
    assert "no such person" in privacy.export(ana)["account"]["mail_refused"]["why"]
    privacy.erase(ana)
    assert not is_marked(ana)
    assert ana.mail_refused_why == ""
