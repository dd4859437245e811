"""Signing up, confirming, signing in and out, resetting."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import journal
from tests.factories.accounts import PASSWORD, confirm_password, delivered, make_user, sign_in

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "display_name": "Ana",
    "email": "Ana@Example.org",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def signed_up():
    """Who has an account with the address of SIGN_UP."""
    return User.objects.filter(email="ana@example.org")


def link(message):
    """The path of the first link of a message."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def test_sign_up_asks_to_confirm_with_a_button(client):
    response = client.post("/account/signup/", SIGN_UP)
    assert response.url == "/account/confirm-email/"
    user = signed_up().get()
    assert (user.display_name, user.language) == ("Ana", "fr")
    path = link(delivered()[0])
    assert client.get(path).status_code == 200
    assert not user.emailaddress_set.get().verified, "a scanner that follows the link confirms nothing"
    client.post(path)
    assert user.emailaddress_set.get().verified


def test_sign_up_that_fails_half_way_leaves_nothing(client, monkeypatch):
    def fail(*_args, **_fields):
        raise RuntimeError

    monkeypatch.setattr(journal, "record", fail)
    with pytest.raises(RuntimeError):
        client.post("/account/signup/", SIGN_UP)
    assert not signed_up().exists()
    assert not delivered()


def test_looking_at_the_form_opens_no_transaction(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/account/signup/").status_code == 200
    assert not [query["sql"] for query in queries if query["sql"].startswith(("SAVEPOINT", "BEGIN"))]


def test_sign_up_in_english_writes_in_english(client):
    client.post("/en/account/signup/", SIGN_UP)
    assert signed_up().get().language == "en"
    assert delivered()[0].subject == "Confirm your e-mail address to finish"


def test_sign_up_with_a_taken_address_says_nothing_on_screen(client):
    make_user("ana@example.org")
    response = client.post("/account/signup/", SIGN_UP)
    assert response.url == "/account/confirm-email/"
    assert signed_up().count() == 1
    assert "/account/password/reset/" in delivered()[0].body


def test_robots_fall_in_the_trap(client):
    assert client.post("/account/signup/", SIGN_UP | {"website": "spam"}).status_code == 302
    assert not signed_up().exists()


def test_trap_is_hidden_from_everyone(client):
    page = client.get("/account/signup/").content.decode()
    assert re.search(r"<div hidden>.*name=\"website\"", page, re.DOTALL)
    assert "style=" not in page.split("<main")[1].split("</main")[0]


def test_sign_in_whatever_the_case(client):
    make_user()
    assert sign_in(client, "ANA@example.ORG").url == "/account/"
    assert client.get("/account/").status_code == 200


def test_wrong_password_keeps_the_address_and_says_what_to_do(client):
    make_user()
    response = sign_in(client, password="non")
    page = response.content.decode()
    assert 'value="ana@example.org"' in page
    assert 'role="alert"' in page
    assert "non" not in re.findall(r'value="([^"]*)"', page)


def test_unconfirmed_address_cannot_sign_in(client):
    make_user(verified=False)
    assert sign_in(client).url == "/account/confirm-email/"
    assert client.get("/account/").status_code == 302


def test_sign_out_asks_first(client):
    client.force_login(make_user())
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/account/").status_code == 302


def test_reset(client):
    make_user()
    client.post("/account/password/reset/", {"email": "ana@example.org"})
    response = client.get(link(delivered()[0]), follow=True)
    path = response.redirect_chain[-1][0]
    new = "une autre phrase longue"
    client.post(path, {"password1": new, "password2": new})
    assert sign_in(client, password=new).url == "/account/"


def test_reset_of_an_unknown_address_looks_the_same(client):
    response = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert response.url == "/account/password/reset/done/"


def test_used_link_says_so(client):
    response = client.get("/account/password/reset/key/1-abc-def/")
    assert response.status_code == 200
    assert "/account/password/reset/" in response.content.decode()


def test_change_of_address_is_confirmed_at_the_new_one(client):
    user = make_user()
    sign_in(client)
    confirm_password(client)
    client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    user.refresh_from_db()
    assert user.email == "ana@example.org"
    message = next(message for message in delivered() if message.to == ["new@example.org"])
    client.post(link(message))
    user.refresh_from_db()
    assert user.email == "new@example.org"


def test_mail_is_in_the_language_of_the_person(client):
    make_user(language="en")
    client.post("/account/password/reset/", {"email": "ana@example.org"})
    message = delivered()[0]
    assert message.subject == "Choose a new password"
    assert "/en/account/" not in message.subject
    assert message.alternatives


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/account/login/", {"login": "x@example.org", "password": "wrong"}),
        ("/account/password/reset/", {"email": "x@example.org"}),
        ("/account/signup/", SIGN_UP | {"password2": "other"}),
    ],
)
def test_rate_limits_answer_in_words(client, path, data):
    for _attempt in range(31):
        response = client.post(path, data)
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert "<h1>" in response.content.decode()


def test_guessing_one_password_is_stopped_early(client):
    make_user()
    for _attempt in range(5):
        sign_in(client, password="wrong")
    assert (
        "Too many"
        in client.post("/en/account/login/", {"login": "ana@example.org", "password": PASSWORD}).content.decode()
    )
