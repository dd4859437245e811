"""The pages on which one keeps searches: only one's own, at every state; a visitor is led to sign in and back."""

import re
import uuid
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.refusals import Refused
from search import workflow
from search.models import SavedSearch
from search.workflow import ALL, stop_url
from tests.factories.accounts import make_user, sign_in
from tests.search.saved import FRIDAY, keep, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana")]  # before any index
QUERY = "q=v%C3%A9lo&certificate=active"
NEW = f"/my/searches/new/?{QUERY}"


@pytest.fixture
def hers(client, ana):
    sign_in(client)
    return client


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_a_visitor_is_led_to_sign_in_and_back_to_the_same_address(client, index):
    html = page(client, f"/search/?{QUERY}")
    login = re.search(r'href="(/account/login/[^"]*)"[^>]*>Sign in to keep|href="(/account/login/\?next=[^"]*)"', html)
    address = login[1] or login[2]
    assert parse_qs(urlsplit(address).query)["next"] == [f"/search/?{QUERY}"]
    answer = client.post(address, {"login": "ana@example.org", "password": "une phrase assez longue"})
    assert answer.url == f"/search/?{QUERY}"
    assert client.get(NEW).status_code == 200
    assert Client().get(NEW).status_code == 302
    assert Client().post(NEW, {"name": "A", "how_often": "daily"}).status_code == 403


def test_from_the_results_to_the_list_and_back(hers, ana, index):
    html = page(hers, f"/search/?{QUERY}&sort=name&page=2")
    assert f'href="/my/searches/new/?{QUERY}&sort=name"' in html
    form = page(hers, NEW)
    assert 'value="vélo, Reconnue"' in form
    answer = hers.post(NEW, {"name": " Vélos\n reconnus ", "how_often": "daily"})
    assert answer.url == f"/search/?{QUERY}"
    saved = SavedSearch.objects.get()
    assert (saved.owner, saved.name, saved.query) == (ana, "Vélos reconnus", QUERY)
    assert saved.due_at.astimezone(FRIDAY.tzinfo).hour == 7
    for order in ("", "&sort=name", "&page=3"):
        html = page(hers, f"/search/?{QUERY}{order}")
        assert "Vélos reconnus" in html
        assert f"/my/searches/{saved.uid}/" in html
        assert "/my/searches/new/" not in html
    listed = page(hers, "/my/searches/")
    assert "Vélos reconnus" in listed
    assert "vélo, Reconnue" in listed
    assert f'href="/search/?{QUERY}"' in listed
    assert f'href="/search/feed/?{QUERY}"' in listed
    assert hers.get(f"/search/feed/?{QUERY}").status_code == 200
    assert hers.get(NEW).url == f"/my/searches/{saved.uid}/"


def test_without_a_name_or_a_rhythm_it_is_not_kept(hers, index):
    for sent in ({"name": "", "how_often": "daily"}, {"name": "A", "how_often": "hourly"}, {"name": "A" * 101}, {}):
        assert hers.post(NEW, sent).status_code == 422
    assert not SavedSearch.objects.exists()


def test_a_search_of_everything_is_not_kept(hers, index):
    assert "/my/searches/new/" not in page(hers, "/search/")
    assert hers.get("/my/searches/new/").status_code == 404
    assert hers.post("/my/searches/new/?sort=name", {"name": "Tout", "how_often": "daily"}).status_code == 404


def test_one_calls_it_otherwise_changes_its_rhythm_and_takes_it_away(hers, ana, index):
    saved = keep(ana, "q=vélo", "never", name="Vélos")
    path = f"/my/searches/{saved.uid}/"
    assert 'value="Vélos"' in page(hers, path)
    assert "http://testserver/search/feed/?q=v%C3%A9lo" in page(hers, path)
    assert hers.post(path, {"name": "", "how_often": "daily"}).status_code == 422
    assert hers.post(path, {"name": "Cycles", "how_often": "weekly"}).url == "/my/searches/"
    saved.refresh_from_db()
    assert (saved.name, saved.how_often, saved.due_at.weekday()) == ("Cycles", "weekly", 0)
    assert hers.post(path, {"name": "Cycles", "how_often": "never"}).url == "/my/searches/"
    saved.refresh_from_db()
    assert saved.due_at is None
    assert hers.get(f"{path}forget/").status_code == 405
    hers.post(f"{path}forget/")
    assert not SavedSearch.objects.exists()
    assert "Cycles" in page(hers, "/my/searches/")  # said once
    assert "Cycles" not in page(hers, "/my/searches/")


def test_nobody_sees_nor_changes_another_ones(hers, ana, index):
    his = keep(make_user("bob@example.org"), QUERY, "daily", name="Secret de Bob")
    path = f"/my/searches/{his.uid}/"
    assert hers.get(path).status_code == 404
    assert hers.post(path, {"name": "Pris", "how_often": "never"}).status_code == 404
    assert hers.post(f"{path}forget/").status_code == 404
    for seen in ("/my/searches/", "/account/", f"/search/?{QUERY}", NEW):
        assert "Secret de Bob" not in page(hers, seen)
    hers.post(NEW, {"name": "Le mien", "how_often": "never"})
    his.refresh_from_db()
    assert (his.name, his.how_often) == ("Secret de Bob", "daily")
    assert SavedSearch.objects.filter(owner=ana).count() == 1
    assert hers.get(f"/my/searches/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize("path", ["/my/searches/", "/my/searches/new/?q=a", f"/my/searches/{uuid.UUID(int=7)}/"])
def test_who_is_not_signed_in_has_none(client, db, path):
    answer = client.get(path)
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/account/login/")


def test_thirty_and_no_more_but_one_that_is_kept_is_changed(ana, index, monkeypatch):
    monkeypatch.setattr(workflow, "MOST_SAVED", 2)
    keep(ana, "q=a", name="A")
    keep(ana, "q=b", name="B")
    keep(make_user("bob@example.org"), "q=c", name="C")
    with pytest.raises(Refused):
        keep(ana, "q=d", name="D")
    keep(ana, "q=a&page=2", "never", name="Aussi A")
    assert sorted(SavedSearch.objects.filter(owner=ana).values_list("name", flat=True)) == ["Aussi A", "B"]


def test_what_is_too_long_is_refused_in_words(hers, index):
    filters = "&".join(f"sector={'x' * 150}{n}" for n in range(20))
    answer = hers.post(f"/my/searches/new/?{filters}", {"name": "A", "how_often": "never"})
    assert answer.status_code == 409
    assert not SavedSearch.objects.exists()


def test_a_search_that_is_too_wide_says_so(hers, ana, index, monkeypatch):
    monkeypatch.setattr("search.rules.news.MOST_FOUND", 1)
    publish("Vélo un")
    publish("Vélo deux")
    keep(ana, "q=vélo&kind=actor", "daily", name="Tous les vélos")
    saved = SavedSearch.objects.get()
    assert (saved.is_too_wide, saved.known) == (True, None)
    for path in ("/my/searches/", f"/my/searches/{saved.uid}/", "/search/?q=vélo&kind=actor"):
        html = page(hers, path)
        assert "notice--warning" in html
        assert "500" in html
    SavedSearch.objects.update(how_often="never", due_at=None)
    assert "notice--warning" not in page(hers, "/my/searches/")


def test_a_name_is_never_read_as_html(hers, ana, index):
    keep(ana, "q=vélo", name="<b>Gras</b>")
    for path in ("/my/searches/", "/account/", "/search/?q=v%C3%A9lo"):
        html = hers.get(path).content.decode()
        assert "&lt;b&gt;Gras" in html
        assert "<b>Gras" not in html


def test_ones_own_page_shows_the_latest(hers, ana, index):
    assert "/my/searches/" not in page(hers, "/account/")
    for n in range(5):
        keep(ana, f"q=mot{n}", name=f"Recherche {n}")
    html = page(hers, "/account/")
    assert [n for n in range(5) if f"Recherche {n}" in html] == [1, 2, 3, 4]


@pytest.mark.parametrize("which", ["one", "all"])
def test_the_link_of_a_mail_ends_an_alert_by_a_button_only(client, ana, index, which):
    saved, other = keep(ana, "q=a", name="Vélos"), keep(ana, "q=b", name="Pains")
    path = urlsplit(stop_url(ana, str(saved.uid) if which == "one" else ALL)).path
    html = page(client, path)
    assert ("Vélos" in html) == (which == "one")
    assert set(SavedSearch.objects.values_list("how_often", flat=True)) == {"daily"}
    without_token = Client(enforce_csrf_checks=True)
    assert without_token.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    kept = dict(SavedSearch.objects.values_list("name", "how_often"))
    assert kept == {"Vélos": "never", "Pains": "daily" if which == "one" else "never"}
    saved.delete()
    assert client.get(path).status_code == (410 if which == "one" else 200)
    assert other.pk


def test_a_link_that_is_not_ours_ends_nothing(client, ana, index):
    saved = keep(ana, "q=a", name="Vélos")
    bob = make_user("bob@example.org")
    for path in ("/my/searches/stop/x/", urlsplit(stop_url(bob, str(saved.uid))).path):
        assert client.get(path).status_code == 410
        assert client.post(path).status_code == 410
    saved.refresh_from_db()
    assert saved.how_often == "daily"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_row_and_for_three(hers, ana, index, rows):
    for n in range(rows):
        keep(ana, f"q=mot{n}&near=Niort", name=f"Recherche {n}")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            html = page(hers, "/my/searches/")
    assert html.count("Recherche") >= rows
    assert len(asked) == 5


def test_the_words_of_a_search_are_those_of_the_reader(ana, index, client):
    keep(ana, "certificate=active&fresh=year&near=Niort", name="A")
    sign_in(client)
    assert "Niort, Recognised, confirmed this year" in page(client, "/en/my/searches/")
