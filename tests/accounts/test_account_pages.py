"""A person's own pages: settings, copy of one's data, leaving."""

import json

import pytest

from tests.factories.accounts import PASSWORD, add_totp, confirm_password, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    user = make_user()
    sign_in(client)
    return user


@pytest.mark.parametrize("path", ["/account/", "/account/export/", "/account/leave/"])
def test_visitors_sign_in_first(client, path):
    assert client.get(path).url == f"/account/login/?next={path}"


def test_settings(client, ana):
    response = client.post("/account/", {"display_name": "Ana B.", "language": "en"})
    assert response.url == "/en/account/", "the page comes back in the chosen language"
    ana.refresh_from_db()
    assert (ana.display_name, ana.language) == ("Ana B.", "en")


def test_settings_refused_keep_what_was_typed(client, ana):
    page = client.post("/account/", {"display_name": "A" * 81, "language": "fr"}).content.decode()
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_display_name_helptext id_display_name_error"' in page
    assert 'href="#id_display_name"' in page
    assert "A" * 81 in page


def test_home_names_the_roles(client):
    make_user(roles=["editor"])
    sign_in(client)
    assert "editor" not in client.get("/account/").context["roles"]
    assert len(client.get("/account/").context["roles"]) == 1


@pytest.mark.parametrize("path", ["/account/export/", "/account/leave/"])
def test_what_matters_asks_who_it_is(client, ana, path):
    assert client.get(path).url.startswith("/account/reauthenticate/")


def test_export_holds_what_we_know_and_no_secret(client, ana):
    secret = add_totp(ana)
    confirm_password(client)
    response = client.get("/account/export/")
    assert "attachment" in response.headers["Content-Disposition"]
    data = json.loads(response.content)
    assert data["account"]["email"] == "ana@example.org"
    assert data["account"]["sessions"][0]["ip"] == "127.0.0.1"
    assert {factor["type"] for factor in data["account"]["second_factors"]} == {"totp", "recovery_codes"}
    ana.refresh_from_db()
    assert ana.password not in response.content.decode()
    assert secret not in response.content.decode()


def test_leaving_asks_twice(client, ana):
    confirm_password(client)
    assert client.get("/account/leave/").status_code == 200
    assert 'role="alert"' in client.post("/account/leave/").content.decode()
    ana.refresh_from_db()
    assert not ana.erased_at


def test_leaving(client, ana):
    confirm_password(client)
    response = client.post("/account/leave/", {"sure": "on"})
    assert client.get(response.url).status_code == 200
    ana.refresh_from_db()
    assert ana.erased_at
    assert not ana.is_active
    assert sign_in(client, password=PASSWORD).status_code == 200, "the form again: no such account"
    assert client.get("/account/").status_code == 302


def test_address_is_free_again_after_leaving(client, ana):
    confirm_password(client)
    client.post("/account/leave/", {"sure": "on"})
    assert make_user() != ana
