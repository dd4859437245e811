"""The page of results: what answers, what narrows it, what helps when nothing does; it never fails."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from community.models import Activity, Sector
from core import changes
from tests.factories.community import ActorFactory, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(nobody_else, index):
    """Three organisations, indexed."""

    def make(**fields):
        found = ActorFactory(**fields)
        found.sectors.add(Sector.objects.get(code=fields.pop("sector", "alimentation")))
        changes.note(found)
        changes.drain()
        return found

    return make


def page(client, asked, kind="kind=actor&"):
    answer = client.get(f"/search/?{kind}{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def names(html):
    return [re.sub(r"<.*?>", "", one).strip() for one in re.findall(r'card__title">\s*<a[^>]*>(.*?)</a>', html, re.S)]


def test_words_are_found_and_marked(client, made):
    made(name="L’Épicerie du Marais", summary="Des paniers <b>frais</b>.")
    made(name="Vélo du Marais", summary="Atelier.")
    html = page(client, "q=EPICERIES")
    assert names(html) == ["L’Épicerie du Marais"]
    assert "L’<mark>Épicerie</mark> du Marais" in html
    assert "&lt;b&gt;frais&lt;/b&gt;" in html


def test_a_filter_is_a_link_that_sets_it_and_a_chip_that_takes_it_away(client, made):
    made(name="A", family="association")
    made(name="B", family="association")
    made(name="C", family="cooperative", cooperative_kind="scop")
    html = page(client, "q=")
    assert "family=cooperative" in html
    narrowed = page(client, "family=cooperative")
    assert names(narrowed) == ["C"]
    choices = dict(re.findall(r'href="([^"]*)"(?:(?!</a>).)*?found__count">(\d+)<', narrowed, re.S))
    both = "/search/?kind=actor&amp;family=association&amp;family=cooperative"
    assert choices[both] == "2"  # counted as if the list had no filter of its own
    assert '<a class="chip" href="/search/?kind=actor">' in narrowed


def test_the_nearest_come_first_around_a_commune(client, made):
    make_territory("commune", "79191", "Niort", latitude=46.32, longitude=-0.46, population=58000)
    made(name="Loin", latitude=46.40, longitude=-0.40)
    made(name="Près", latitude=46.33, longitude=-0.46)
    made(name="Ailleurs", latitude=48.85, longitude=2.35)
    html = page(client, "near=Niort")
    assert names(html) == ["Près", "Loin"]
    assert re.search(r"1[,.]1\s+km", html)
    assert "moins de 25 km de Niort" in html


@pytest.mark.parametrize("near", ["Deux-Sèvres", "deux sevres", "79"])
def test_a_larger_territory_has_those_who_are_there_and_those_who_serve_it(client, made, near):
    region = make_territory("region", "75", "Nouvelle-Aquitaine")
    departement = make_territory("departement", "79", "Deux-Sèvres", parent=region)
    make_territory("commune", "79191", "Niort", parent=departement, postal_codes="79000", latitude=46.32, longitude=0)
    made(name="Sur place", insee="79191", latitude=46.32, longitude=0)
    for name, area, territories in (
        ("Régionale", "territories", [region]), ("Nationale", "country", []), ("D’ailleurs", "territories", []),
    ):  # fmt: skip
        found = made(name=name, city="Lyon", postal_code="69001", insee="69123")
        activity = Activity.objects.create(actor=found, sector=Sector.objects.first(), area_kind=area)
        activity.territories.set(territories)
        changes.note(found)
    changes.drain()
    html = page(client, f"near={near}&sort=name")
    assert names(html) == ["Nationale", "Régionale", "Sur place"]
    assert ">Deux-Sèvres" in html


def test_a_place_said_among_the_words_is_a_place(client, made):
    make_territory("commune", "79174", "Melle", latitude=46.22, longitude=-0.14, population=6000)
    made(name="Ressourcerie du Puits", latitude=46.25, longitude=-0.2)
    made(name="Ressourcerie du Phare", latitude=46.15, longitude=-1.15)
    html = page(client, "q=ressourcerie+à+moins+de+20+km+de+Melle")
    assert names(html) == ["Ressourcerie du Puits"]
    assert "moins de 20 km de Melle" in html
    assert names(page(client, "q=ressourcerie+près+de+Nullepart")) == []


def test_what_means_nothing_is_said_and_left_aside(client, made):
    made(name="Atelier")
    html = page(client, "q=atelier&near=Zzyzx&sort=best&km=loin")
    assert names(html) == ["Atelier"]
    for typed in ("Zzyzx", "best", "loin"):
        assert f"« {typed} »" in html.replace("\xa0", " ")


def test_nothing_found_offers_what_finds_something(client, made):
    made(name="Boulangerie du Moulin", family="association")
    html = page(client, "q=boulangerie&family=mutual")
    assert names(html) == []
    assert 'href="/search/?q=boulangerie&amp;kind=actor"' in html
    assert 'href="?q=boulangerie"' in page(client, "q=bouloungerie").replace("%20", " ")


def test_pages_follow_each_other_without_repetition(client, made, index):
    found = [ActorFactory(name=f"Atelier {n:02}") for n in range(23)]
    changes.note(*found)
    changes.drain()
    first, second = names(page(client, "q=atelier&sort=name")), names(page(client, "q=atelier&sort=name&page=2"))
    assert [*first, *second] == [f"Atelier {n:02}" for n in range(23)]
    assert names(page(client, "q=atelier&page=99")) == []


def test_an_actor_that_closed_since_is_not_shown(client, made):
    found = made(name="Atelier")
    type(found).objects.filter(pk=found.pk).update(state="draft", slug=None)
    assert names(page(client, "q=atelier&uncached=1")) == []


def test_without_an_index_the_plain_answer_is_given_and_said(client, nobody_else, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "none"
    ActorFactory(name="Atelier du Guidon", city="Niort")
    ActorFactory(name="Fournil", summary="Pain.", city="Melle")
    for asked in ("q=guid", "q=atelier+niort", "near=Niort"):
        html = page(client, asked)
        assert names(html) == ["Atelier du Guidon"], asked
    assert "La recherche est en cours de reconstruction" in html
    assert client.get("/search/suggestions/?q=gui").status_code == 200
    assert client.get("/search/map.json?zoom=8").json() == {"total": 0, "points": [], "signs": {}}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_for_one_row_and_for_three(client, made, rows, settings):
    settings.PAGE_CACHE_SECONDS = 0
    for n in range(rows):
        made(name=f"Atelier {n}")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert len(names(page(client, "q=atelier"))) == rows
    assert len(asked) == 5  # the last one: what waits to be indexed, looked at every few seconds elsewhere


def test_suggestions_and_the_map_are_given_to_scripts(client, made):
    made(name="Épicerie du Marais", latitude=46.32, longitude=-0.46)
    assert "<mark>Épicerie</mark> du Marais" in client.get("/search/suggestions/?q=epi").content.decode()
    found = client.get("/search/map.json?zoom=10&box=-1,46,0,47").json()
    assert (found["total"], [one["name"] for one in found["points"]]) == (1, ["Épicerie du Marais"])
    assert client.get("/search/map.json?zoom=10&box=1,46,2,47").json()["total"] == 0


def test_words_are_offered_near_the_communes_that_one_begins_to_write(client, made):
    make_territory("commune", "79191", "Niort", latitude=46.32, longitude=-0.46, population=58000)
    offered = client.get("/search/suggestions/?q=velo nio").content.decode()
    assert 'data-autocomplete-value="velo près de Niort"' in offered
    assert "Niort" not in client.get("/en/search/suggestions/?q=velo nio").content.decode()
    assert "Niort" not in client.get("/search/suggestions/?q=n").content.decode()


VALUES = st.text(max_size=300) | st.sampled_from(
    ["1,2,3,4", "46.3,-0.4", "1e99", "-1", "0", "999999999", "\x00", "'\"<"]
)
NAMES = st.sampled_from(
    ["q", "near", "at", "km", "box", "kind", "sector", "family", "sort", "page", "fresh", "lang", "place"]
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(NAMES, st.lists(VALUES, max_size=30), max_size=6))
def test_no_address_makes_it_fail(index, asked):
    client = Client(raise_request_exception=False)
    for path in ("/search/", "/search/map.json", "/search/suggestions/", "/search/suggestions.json", "/search/feed/"):
        assert client.get(path, asked).status_code == 200
