"""Erasure leaves no trace of the person in any table, and keeps one row under a pseudonym."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from post_office.models import Email
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from accounts import workflow
from core import mail as outgoing
from core import privacy
from tests.factories.accounts import add_totp, make_user, sign_in

pytestmark = pytest.mark.django_db

EMAIL = "zoe.unmistakable@example.org"
NAME = "Zoé Unmistakable"


def tables_that_know(*words):
    """Every column of every table where one of the words is found, whatever the case."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                text = " ".join(map(str, row)).lower()
                found |= {(table, word) for word in words if word.lower() in text}
    return found


def live():
    """A person who has left traces everywhere that we know of."""
    user = make_user(EMAIL, display_name=NAME, language="en")
    client = Client()
    sign_in(client, EMAIL)
    Client().post("/account/password/reset/", {"email": EMAIL})
    Client().post("/account/signup/", {"email": EMAIL, "display_name": NAME})
    client.post("/account/email/", {"email": "zoe.other@example.org", "action_add": ""})
    add_totp(user)
    user.groups.add(Group.objects.get(name="editor"))
    UserProfile.get_for_user(user)
    log(user, "wagtail.edit")
    return user


def test_nothing_is_left(django_capture_on_commit_callbacks):
    user = live()
    words = (EMAIL, NAME, "Unmistakable", "zoe.other@example.org")
    assert tables_that_know(*words), "else the test looks at nothing"
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(user=user, actor=user)
    assert tables_that_know(*words) == set()


def test_the_row_stays_under_the_pseudonym():
    user = live()
    workflow.erase(user=user, actor=user)
    pseudonym = user.pseudonym
    user.refresh_from_db()
    assert str(user) == pseudonym
    assert user.email.endswith(".invalid")
    assert not user.has_usable_password()
    assert not user.is_active
    assert not user.groups.exists()
    for model in ("account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession"):
        assert not apps.get_model(model).objects.filter(user=user).exists()


def test_says_goodbye_once_in_the_language_of_the_person(django_capture_on_commit_callbacks):
    user = live()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(user=user, actor=user)
        workflow.erase(user=user, actor=user)
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert mail.outbox[0].subject == "Your account is erased"


def test_all_or_nothing(monkeypatch):
    user = live()

    def fail(_user):
        raise RuntimeError

    monkeypatch.setitem(privacy._holders, "broken", privacy.Holder(export=dict, erase=fail))
    with pytest.raises(RuntimeError):
        workflow.erase(user=user, actor=user)
    user.refresh_from_db()
    assert user.email == EMAIL


def test_account_is_erased_last(monkeypatch):
    user, seen = live(), []
    monkeypatch.setitem(
        privacy._holders,
        "later",
        privacy.Holder(export=lambda user: {"seen": user.email}, erase=lambda user: seen.append(user.email)),
    )
    assert privacy.export(user)["later"] == {"seen": EMAIL}
    workflow.erase(user=user, actor=user)
    assert seen == [EMAIL]


NEAR = ("marie@example.org", "ie@example.org.uk", "x.ie@example.org", "x+ie@example.org", "ie@example.org-x.net")


def write(**fields):
    """One mail of the queue."""
    common = {"from_email": "site@example.org", "to": ["marie@example.org"], "subject": "A", "message": "B"}
    return outgoing.queue(**common | fields)


@pytest.fixture
def short():
    """Whose address is part of other people's."""
    Email.objects.all().delete()
    return make_user("ie@example.org")


def test_mail_of_people_with_a_longer_address_stays(short):
    for address in NEAR:
        write(to=[address], message=f"You are {address}.", html_message=f"<a href='mailto:{address}'>{address}</a>")
    workflow.erase(user=short, actor=short)
    assert sorted(mail.to[0] for mail in Email.objects.exclude(to="ie@example.org")) == sorted(NEAR)


@pytest.mark.parametrize(
    "fields",
    [
        {"to": ["marie@example.org", "IE@example.org"]},
        {"cc": ["Ié <ie@example.org>"]},
        {"bcc": ["ie@example.org"]},
        {"subject": "ie@example.org writes"},
        {"message": "Write to ie@example.org."},
        {"message": "mailto:IE@Example.org?subject=x"},
        {"html_message": "<b>ie@example.org</b>"},
    ],
)
def test_mail_that_is_theirs_or_names_them_goes(short, fields):
    pk = write(**fields).pk
    workflow.erase(user=short, actor=short)
    assert not Email.objects.filter(pk=pk).exists()


def test_the_copy_lists_only_what_was_written_to_the_person(short):
    write(to=["ie@example.org"], subject="Mine")
    write(to=["marie@example.org"], subject="Hers")
    write(to=["chief@example.org"], subject="About", message="ie@example.org asks to join")
    assert [mail["subject"] for mail in privacy.export(short)["account"]["mail_sent"]] == ["Mine"]


def test_typing_the_address_of_somebody_else_does_not_reach_their_mail(client):
    marie = make_user("marie@example.org")
    user = make_user("intrus@example.org")
    EmailAddress.objects.create(user=user, email="marie@example.org", verified=False, primary=False)
    mail = Email.objects.create(to=[marie.email], from_email="x@example.org", subject="Pour Marie", message="…")
    workflow.erase(user=user, actor=user)
    assert Email.objects.filter(pk=mail.pk).exists()
