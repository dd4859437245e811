"""Who may do more than a member proves it twice, by every door."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.roles import EDITOR, FACILITATOR, OPERATOR
from core import journal
from tests.factories.accounts import (
    PASSWORD,
    add_totp,
    confirm_password,
    delivered,
    factors,
    make_superuser,
    make_user,
    sign_in,
    totp_code,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.TWO_FACTOR_REQUIRED = True


@pytest.mark.parametrize("path", ["/admin/", "/admin/users/", "/account/", "/", "/documents/1/x.pdf"])
def test_superuser_without_a_factor_can_only_set_one_up(client, path):
    make_superuser()
    sign_in(client, "root@example.org")
    assert client.get(path).headers["Location"] == "/account/2fa/"


@pytest.mark.parametrize("role", [EDITOR, FACILITATOR, OPERATOR])
def test_every_role_needs_one(client, role):
    make_user(roles=[role])
    sign_in(client)
    assert client.get("/account/").headers["Location"] == "/account/2fa/"


def test_member_needs_none(client):
    make_user()
    sign_in(client)
    assert client.get("/account/").status_code == 200


def test_set_up_then_go_on(client, monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda callback, **_options: callback())
    make_superuser()
    sign_in(client, "root@example.org")
    confirm_password(client)
    assert "notice--warning" in client.get("/account/2fa/").content.decode()
    page = client.get("/account/2fa/totp/activate/")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    code = totp_code(client.session["mfa.totp.secret"])
    response = client.post("/account/2fa/totp/activate/", {"code": code})
    assert response.url == "/account/2fa/recovery-codes/"
    assert client.get(response.url).status_code == 200
    assert client.get("/admin/").status_code == 200


def test_sign_out_stays_open(client):
    make_superuser()
    sign_in(client, "root@example.org")
    assert client.post("/account/logout/").url == "/"


def test_password_only_opens_no_door(client):
    secret = add_totp(make_superuser())
    response = sign_in(client, "root@example.org")
    assert response.url == "/account/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/admin/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": totp_code(secret)})
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/admin/pages/"])
def test_wagtail_door_leads_to_ours(client, path):
    add_totp(make_superuser())
    assert client.get(path).url.startswith("/account/login/")
    response = client.post(path, {"username": "root@example.org", "password": PASSWORD})
    assert response.url.startswith("/account/login/")
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/confirm/MQ/abc/"])
def test_wagtail_reset_is_closed(client, path):
    make_superuser()
    assert client.get(path).url == "/account/password/reset/"
    assert client.post(path, {"email": "root@example.org"}).status_code == 302


def test_reset_does_not_skip_the_factor(client):
    add_totp(make_superuser())
    client.post("/account/password/reset/", {"email": "root@example.org"})
    assert "_auth_user_id" not in client.session


def test_session_older_than_the_factor_must_prove_it(client):
    user = make_superuser()
    client.force_login(user)
    secret = add_totp(user)
    assert client.get("/admin/").url == "/account/2fa/reauthenticate/?next=%2Fadmin%2F"
    for path in ("/account/2fa/totp/deactivate/", "/account/2fa/", "/account/reauthenticate/"):
        assert client.get(path).status_code == 302, "the password alone cannot remove the factor"
    client.post("/account/2fa/reauthenticate/?next=/admin/", {"code": totp_code(secret)})
    assert client.get("/admin/").status_code == 200


def test_recovery_code_opens_once(client):
    user = make_superuser()
    add_totp(user)
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (200, 302):
        sign_in(client, "root@example.org")
        client.post("/account/2fa/authenticate/", {"code": code})
        assert client.get("/admin/").status_code == expected
        client.post("/account/logout/")


def test_secret_is_not_readable_in_the_database(client):
    user = make_user()
    secret = add_totp(user)
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored


def test_secret_survives_a_rotation_of_keys_and_no_more(client, settings):
    user = make_superuser()
    secret = add_totp(user)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "new"
    sign_in(client, "root@example.org")
    client.post("/account/2fa/authenticate/", {"code": totp_code(secret)})
    assert client.get("/admin/").status_code == 302
    settings.SECRET_KEY_FALLBACKS = [old]
    client.post("/account/2fa/authenticate/", {"code": totp_code(secret)})
    assert client.get("/admin/").status_code == 200


def test_operator_rescues_a_person_who_lost_everything(client):
    user = make_superuser()
    sign_in(client, "root@example.org")
    add_totp(user)
    call_command("remove_second_factor", "ROOT@example.org", why="Seen at the general assembly.")
    assert not factors(user)
    assert not client.session.get("_auth_user_id"), "signed out everywhere"
    assert delivered()[-1].to == ["root@example.org"]
    assert journal.about(user).last().kind == "account.second_factor_removed"


def test_rescue_of_nobody_says_so():
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("remove_second_factor", "nobody@example.org", why="x")


def test_removing_the_factor_closes_the_doors_again(client):
    user = make_superuser()
    secret = add_totp(user)
    sign_in(client, "root@example.org")
    client.post("/account/2fa/authenticate/", {"code": totp_code(secret)})
    confirm_password(client)
    client.post("/account/2fa/totp/deactivate/")
    assert not factors(user)
    assert client.get("/admin/").url == "/account/2fa/"


PAGES = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/email/",
    "/account/password/change/",
    "/account/sessions/",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_a_signed_in_person(client, settings, prefix, path):
    settings.TWO_FACTOR_REQUIRED = False
    make_user()
    sign_in(client)
    confirm_password(client)
    page = client.get(prefix + path).content.decode()
    assert page.count("<h1>") == 1
    assert 'id="content"' in page, "in the design of the site"


def test_key_pages(client, settings):
    settings.TWO_FACTOR_REQUIRED = False
    user = make_user()
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Clé bleue", "credential": {}, "passwordless": False}
    )
    client.force_login(user)
    assert "Clé bleue" in client.get("/account/2fa/webauthn/").content.decode()
    assert client.get(f"/account/2fa/webauthn/keys/{key.pk}/edit/").status_code == 302, "asks who it is first"


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/login/?next=/admin/"])
def test_whoever_may_not_enter_is_told_so_and_not_sent_round(client, path):
    client.force_login(make_user("member@example.org"))
    assert client.get(path, follow=True).status_code == 403


def test_a_visitor_signs_in_and_comes_back(client):
    answer = client.get("/admin/pages/", follow=True)
    assert answer.redirect_chain[-1][0] == "/account/login/?next=%2Fadmin%2Fpages%2F"
