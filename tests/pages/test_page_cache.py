"""Pages kept for visitors: shared where they may be, never stale, never somebody's own."""

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import page_cache
from core.models import Generation
from pages.models import NetworkSettings
from tests.factories.community import ActorFactory

pytestmark = pytest.mark.django_db


def queries(client, path, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, headers=headers)
    return len(captured), response


def test_second_visitor_costs_one_query_and_gets_the_same(client):
    first = client.get("/charte/")
    count, second = queries(Client(), "/charte/")
    assert count == 1
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_published_change_is_seen_by_the_very_next_visitor(client, sector_page):
    client.get("/filieres/alimentation/")
    sector_page.intro = "Une introduction toute neuve."
    sector_page.save_revision().publish()
    assert "Une introduction toute neuve." in Client().get("/filieres/alimentation/").content.decode()


def test_draft_changes_nothing_for_visitors(client, sector_page):
    client.get("/filieres/alimentation/")
    sector_page.intro = "Encore un brouillon."
    sector_page.save_revision()
    assert "Encore un brouillon." not in Client().get("/filieres/alimentation/").content.decode()


@pytest.mark.parametrize("change", ["settings", "actor", "unpublish"])
def test_other_changes_reach_the_next_visitor(client, sector_page, change):
    client.get("/")
    if change == "settings":
        NetworkSettings.objects.update_or_create(defaults={"name": "Réseau des Deux Rives"})
        assert "Réseau des Deux Rives" in Client().get("/").content.decode()
    elif change == "actor":
        ActorFactory(name="Ferme neuve", certificate_state="active")
        assert "Ferme neuve" in Client().get("/").content.decode()
    else:
        sector_page.unpublish()
        assert Client().get("/filieres/alimentation/").status_code == 404


def test_change_that_is_rolled_back_leaves_no_trace(client):
    client.get("/")
    before = Generation.objects.get().value
    with transaction.atomic():
        ActorFactory(name="Jamais née", certificate_state="active")
        assert "Jamais née" in Client().get("/").content.decode()
        transaction.set_rollback(True)
    assert Generation.objects.get().value == before
    assert "Jamais née" not in Client().get("/").content.decode()


def test_signed_in_person_never_fills_nor_reads_it(client):
    user = User.objects.get(email="membre@example.org")
    client.force_login(user)
    assert "Mon espace" in client.get("/charte/").content.decode()
    assert "Mon espace" not in Client().get("/charte/").content.decode()
    assert "Mon espace" in client.get("/charte/").content.decode()


@pytest.mark.parametrize("path", ["/account/login/", "/contact/", "/admin/login/"])
def test_pages_with_a_form_are_not_kept(client, path):
    client.get(path)
    assert queries(Client(), path)[0] > 1 or not caches["pages"]._cache


def test_contact_form_has_a_token_of_its_own_for_each_visitor():
    first, second = Client().get("/contact/"), Client().get("/contact/")
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None)])
def test_body_comes_in_what_the_browser_reads(client, accepted, encoding):
    plain = client.get("/charte/").content
    response = Client().get("/charte/", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert (response.content == plain) is (encoding is None)
    assert int(response["Content-Length"]) == len(response.content)
    assert "Accept-Encoding" in response["Vary"]


def test_unchanged_page_is_answered_by_304(client):
    etag = client.get("/charte/")["ETag"]
    response = Client().get("/charte/", headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_another_query_string_is_not_mistaken_for_the_page(client):
    client.get("/actors/")
    assert "Réemploi" in client.get("/actors/?sector=reemploi").content.decode()
    assert client.get("/actors/?page=2").content != client.get("/actors/").content


def test_not_found_is_not_kept(client):
    client.get("/nulle-part/")
    assert queries(Client(), "/nulle-part/")[0] > 1


def test_what_is_remembered_is_made_once_a_generation(rf):
    made = []

    def remember():
        return page_cache.remember(rf.get("/"), "test", lambda: made.append(1) or len(made))

    assert [remember(), remember()] == [1, 1]
    page_cache.invalidate()
    assert remember() == 2


def test_slow_maker_of_an_old_generation_leaves_nothing_to_the_next(rf):
    """One thread makes a value on old data while an editor commits and another thread reads."""
    old = rf.get("/")

    def make_slowly():
        page_cache.invalidate()
        page_cache.remember(rf.get("/"), "other", lambda: "of the new generation")
        return "old"

    assert page_cache.remember(old, "menu", make_slowly) == "old"
    assert page_cache.remember(rf.get("/"), "menu", lambda: "new") == "new"


@pytest.mark.parametrize(("accepted", "encoding"), [("br;q=0, gzip", "gzip"), ("identity", None), ("brotli", None)])
def test_refused_encoding_is_not_sent(client, accepted, encoding):
    assert client.get("/charte/", headers={"Accept-Encoding": accepted}).headers.get("Content-Encoding") == encoding


def test_not_modified_says_nothing_of_a_body(client):
    etag = client.get("/charte/")["ETag"]
    response = client.get("/charte/", headers={"If-None-Match": f'"x", {etag}'})
    assert response.status_code == 304
    assert "Content-Length" not in response.headers


def test_static_files_ask_nothing_of_the_database(client):
    assert queries(client, "/static/css/base.css")[0] == 0
