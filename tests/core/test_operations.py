"""The operators' page: theirs only, complete, and as fast with many mails as with one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import STATUS, Email

from core import changes, mail
from core.models import Change, Heartbeat, PeriodicRun
from tests.factories.accounts import make_user
from tests.factories.mail import make_mail, make_mails

PAGE = "/en/operations/"


@pytest.fixture(autouse=True)
def _nothing_from_before(db):
    for model in (Email, Change, Heartbeat, PeriodicRun):
        model.objects.all().delete()


@pytest.fixture
def operator(client):
    person = make_user("operator@example.net")
    person.user_permissions.add(Permission.objects.get(codename="view_operations"))
    client.force_login(person)
    return client


def text(client, query=""):
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    make_mail("secret@example.org")
    response = client.get(PAGE)
    assert response.status_code == 302
    assert "/account/login/" in response.headers["Location"]


def test_a_program_may_ask_without_the_page(operator):
    response = operator.head(PAGE)
    assert response.status_code == 200
    assert not response.content


def test_a_member_sees_nothing(client):
    make_mail("secret@example.org")
    client.force_login(make_user("member@example.net"))
    response = client.get(PAGE)
    assert response.status_code == 403
    assert "secret@example.org" not in response.content.decode()


def test_a_member_cannot_send_again(client):
    email = make_mail(status=STATUS.failed)
    client.force_login(make_user("member@example.net"))
    assert client.post(f"{PAGE}mails/{email.pk}/retry/").status_code == 403
    email.refresh_from_db()
    assert email.status == STATUS.failed


def test_the_page_shows_each_mail_with_its_last_error_but_not_its_text(operator):
    make_mail(status=STATUS.failed, errors=["older error", "mailbox full"])
    page = text(operator)
    assert "To bob@example.org" in page
    assert "mailbox full" in page
    assert "older error" not in page
    assert "private text" not in page


def test_a_lively_worker_is_well(operator):
    Heartbeat.objects.create(name="here", seen_at=timezone.now() - timedelta(seconds=3))
    Heartbeat.objects.create(name="old machine", seen_at=timezone.now() - timedelta(days=3))
    assert "The worker is well. Last seen: 3\xa0seconds ago" in text(operator)


def test_a_worker_not_seen_for_long_is_told_with_what_to_do(operator):
    Heartbeat.objects.create(name="here", seen_at=datetime(2026, 5, 4, 12, tzinfo=UTC))
    page = text(operator)
    assert "The worker is down (last seen: May 4, 2026, 2 p.m.)." in page
    assert "manage.py worker" in page


def test_a_worker_never_seen_is_told(operator):
    assert "never been seen" in text(operator)


def test_failed_periodic_work_is_told(operator):
    PeriodicRun.objects.create(name="core.upkeep.clear_mail", ran_at=timezone.now(), error="ValueError: no")
    assert "ValueError: no" in text(operator)


@pytest.mark.parametrize(("query", "shown"), [("?state=failed", "f"), ("?state=sent", "s"), ("?recipient=w", "w")])
def test_mails_can_be_filtered(operator, query, shown):
    for name, status in (("f", STATUS.failed), ("s", STATUS.sent), ("w", STATUS.queued)):
        make_mail(f"{name}@somewhere.example", status=status)
    page = text(operator, query.replace("recipient=w", "recipient=w@"))
    assert [name for name in "fsw" if f"To {name}@" in page] == [shown]


@pytest.mark.parametrize("query", ["?state=nonsense", "?page=999", "?page=x", "?recipient=%00", "?recipient=%25"])
def test_a_strange_query_is_no_error(operator, query):
    make_mail()
    text(operator, query)


def test_the_list_has_pages(operator):
    make_mails(51)
    assert "To user0@" not in text(operator)
    assert "To user0@" in text(operator, "?page=2")


def test_a_failed_mail_is_sent_again_on_demand(operator):
    email = make_mail(status=STATUS.failed)
    response = operator.post(f"{PAGE}mails/{email.pk}/retry/", follow=True)
    assert "The mail is in the queue again." in response.content.decode()
    mail.deliver()
    assert outbox.outbox[0].to == ["bob@example.org"]


def test_sending_again_takes_a_form(operator):
    email = make_mail(status=STATUS.failed)
    assert operator.get(f"{PAGE}mails/{email.pk}/retry/").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_constant(operator, count, monkeypatch):
    monkeypatch.setattr(changes, "_consumers", {"accounts.user": [print]})
    make_mails(count, status=STATUS.failed, errors=["full"])
    for n in range(count):
        PeriodicRun.objects.create(name=f"work {n}", ran_at=timezone.now())
    text(operator)
    with CaptureQueriesContext(connection) as queries:
        text(operator)
    assert len(queries) == 14, "\n".join(query["sql"] for query in queries)
