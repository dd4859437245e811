"""A member's page: nothing unless it was chosen, and then only what was."""

import pytest
from django.urls import reverse

from core import privacy
from tests.factories.accounts import make_user
from tests.factories.certification import make_mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_user("ana@example.org", display_name="Ana", presentation="Je répare des vélos.", has_page=True)


def path(user):
    return reverse("community:member", args=[user.uid])


def test_whoever_chose_nothing_has_no_page(client, member):
    assert client.get(path(member)).status_code == 404
    assert client.get("/members/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_page_has_what_was_chosen_and_no_address(client, ana):
    make_mandate("ngo", person=ana, shows_name=True)
    make_mandate("labour", person=ana, shows_name=False)
    html = client.get(path(ana)).content.decode()
    assert "Je répare des vélos." in html
    assert "/colleges/ngo/" in html
    assert "/colleges/labour/" not in html
    assert "ana@example.org" not in html


def test_words_are_no_markup(client, ana):
    ana.presentation = "<script>alert(1)</script>"
    ana.save()
    assert "<script>alert" not in client.get(path(ana)).content.decode()


@pytest.mark.parametrize("fields", [{"has_page": False}, {"is_active": False}])
def test_a_page_that_is_closed_is_no_more(client, ana, fields):
    for name, value in fields.items():
        setattr(ana, name, value)
    ana.save()
    assert client.get(path(ana)).status_code == 404


def test_one_chooses_on_ones_own_page(client, member):
    client.force_login(member)
    typed = {"display_name": "Mehdi", "language": "fr", "has_page": "on", "presentation": "Bonjour."}
    assert client.post("/account/", typed).status_code == 302
    assert "Bonjour." in client.get(path(member)).content.decode()
    assert path(member) in client.get("/account/").content.decode()
    client.post("/account/", typed | {"has_page": ""})
    assert client.get(path(member)).status_code == 404
    assert path(member) not in client.get("/account/").content.decode()


def test_it_goes_with_the_account(client, ana):
    assert privacy.export(ana)["account"]["page"]["presentation"] == "Je répare des vélos."
    privacy.erase(ana)
    ana.refresh_from_db()
    assert (ana.has_page, ana.presentation) == (False, "")
