"""Every public page answers, in few queries, and says what it must."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from community.models import Actor, Sector
from pages.models import ArticlePage, SectorPage, StandardPage
from tests.factories.community import ActorFactory, hide_all

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/en/",
    "/filieres/",
    "/filieres/alimentation/",
    "/charte/",
    "/charte/versions/",
    "/charte/versions/1/",
    "/charte/changes/1/2/",
    "/en/charte/",
    "/actualites/",
    "/actualites/sector/alimentation/",
    "/mentions-legales/",
    "/confidentialite/",
    "/accessibilite/",
    "/en/confidentialite/",
    "/comment-ca-marche/",
    "/actors/",
    "/actors/?sector=alimentation",
    "/en/actors/",
    "/search/?q=ferme",
    "/contact/",
    "/site-map/",
    "/account/login/",
    "/account/signup/",
]


def count_queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(captured)


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_within_twelve_queries(client, path):
    uncached = path + ("&" if "?" in path else "?") + "uncached=1"
    client.get(uncached)  # what the process remembers is made by the first request after a change
    assert count_queries(client, uncached) <= 12


@pytest.mark.parametrize("path", PAGES)
def test_page_has_one_title_one_main_heading_and_a_language(client, path):
    html = client.get(path).content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.search(r"<title>\s*\S", html)
    assert f'<html lang="{"en" if path.startswith("/en/") else "fr"}">' in html


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_nothing_of_a_third_party(client, path):
    html = client.get(path).content.decode()
    loaded = re.findall(r'<(?:script|img|iframe|source|video)[^>]+(?:src|srcset)="([^"]+)"', html)
    loaded += re.findall(r'<link[^>]+rel="(?:stylesheet|preload|icon)"[^>]*href="([^"]+)"', html)
    assert loaded
    assert not [url for url in loaded if not url.startswith(("/", "data:"))]


@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_inline_script_nor_style(client, path):
    html = client.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*(src=|application/(ld\+)?json))[^>]*>", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


@pytest.mark.parametrize(
    ("path", "queries"), [("/actors/", 4), ("/filieres/alimentation/", 12), ("/search/?q=", 4), ("/", 6)]
)
def test_lists_of_actors_take_as_many_queries_for_one_row_as_for_three(client, path, queries):
    hide_all()
    sector = Sector.objects.get(code="alimentation")
    counts = []
    for size in (1, 3):
        while Actor.objects.published().count() < size:
            ActorFactory().sectors.add(sector)
        uncached = path + ("&" if "?" in path else "?") + "uncached=1"
        client.get(uncached)  # what the process remembers is made by the first request after a change
        counts.append(count_queries(client, uncached))
    assert counts == [queries, queries]


def test_home_without_actors_is_friendly(client):
    hide_all()
    html = client.get("/").content.decode()
    assert "Aucune structure n’est encore reconnue" in html
    assert "vont bientôt arriver" in html


def test_home_shows_recognised_actors_and_counts(client):
    actor = ActorFactory(name="Les Ateliers du Sanitas", certificate_state="active")
    actor.sectors.add(Sector.objects.get(code="reemploi"))
    html = client.get("/").content.decode()
    assert "Les Ateliers du Sanitas" in html
    assert "map__point--recognised" in html


def test_unpublished_actor_is_nowhere(client):
    actor = ActorFactory(name="Ferme du Chêne Vert", state="draft", certificate_state="active")
    actor.sectors.add(Sector.objects.get(code="alimentation"))
    for path in ["/", "/actors/", "/filieres/alimentation/", "/search/?q=ferme", "/sitemap.xml"]:
        html = client.get(path).content.decode()
        assert "Chêne Vert" not in html, path
        assert actor.slug not in html, path
    assert client.get(actor.get_absolute_url()).status_code == 404
    Actor.objects.filter(pk=actor.pk).update(state="published")
    assert "Chêne Vert" in client.get("/search/?q=ferme&now=1").content.decode()


def test_sector_page_shows_its_actors_and_those_of_its_children(client, sector_page):
    hide_all()
    child = Sector.objects.create(code="maraichage", name="Maraîchage", parent=sector_page.sector)
    ActorFactory(name="Ferme des Deux Chênes").sectors.add(child)
    ActorFactory(name="Atelier vélo").sectors.add(Sector.objects.get(code="mobilite"))
    html = client.get("/filieres/alimentation/").content.decode()
    assert "Ferme des Deux Chênes" in html
    assert "Atelier vélo" not in html


def test_draft_page_is_not_public(client, article_index):
    draft = ArticlePage(title="Brouillon secret", slug="brouillon", intro="…", live=False)
    article_index.add_child(instance=draft)
    assert client.get("/actualites/brouillon/").status_code == 404
    for path in [
        "/",
        "/actualites/",
        "/actualites/feed/",
        "/site-map/",
        "/sitemap.xml",
        "/search/?q=brouillon",
    ]:
        assert "Brouillon secret" not in client.get(path).content.decode(), path


def test_article_lists_by_sector_and_year(client, article_index):
    article = ArticlePage.objects.child_of(article_index).exclude(sectors=None).first()
    sector = article.sectors.first()
    assert article.title in client.get(f"/actualites/sector/{sector.code}/").content.decode()
    assert article.title in client.get(f"/actualites/{article.date.year}/").content.decode()
    assert article.title not in client.get("/actualites/1999/").content.decode()
    assert client.get("/actualites/sector/nowhere/").status_code == 404


def test_feed_is_rss_with_absolute_addresses(client, article_index):
    response = client.get("/actualites/feed/")
    assert response["Content-Type"].startswith("application/rss+xml")
    assert re.search(r"<link>https?://[^<]+/actualites/[^<]+</link>", response.content.decode())


def test_structured_data_is_valid_json(client):
    html = client.get("/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert data["@type"] == "WebSite"
    assert "/search/?q=" in data["potentialAction"]["target"]


def test_canonical_and_other_language(client):
    html = client.get("/charte/?utm=1").content.decode()
    assert '<link rel="canonical" href="http://testserver/charte/">' in html
    assert re.search(r'hreflang="en"\s+href="http://testserver/en/charte/"', html)


def test_page_without_translation_leads_to_the_other_home(client, sector_page):
    assert not SectorPage.objects.filter(locale__language_code="en").exists()
    html = client.get("/filieres/alimentation/").content.decode()
    assert re.search(r'href="/en/"\s+lang="en"', html)
    assert not re.search(r'hreflang="en"\s+href="http', html)


def test_robots_and_sitemap(client):
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/charte/" in sitemap
    assert "/actors/" in sitemap


def test_site_map_lists_live_pages_of_the_language(client):
    html = client.get("/site-map/").content.decode()
    for page in StandardPage.objects.live().filter(locale__language_code="fr"):
        assert page.title in html


@pytest.mark.parametrize("query", ["page=abc", "page=-1", "page=99999", "sector=%00", "sector=<b>", "%FF=%FE&page="])
def test_odd_query_string_is_answered(client, query):
    for path in ("/actors/", "/actualites/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_unknown_sector_is_said(client):
    html = client.get("/actors/?sector=<b>x").content.decode()
    assert "&lt;b&gt;x" in html
    assert "<b>x" not in html


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ('/search/?q=a"b', 200),
        ("/search/?q=%22%22%22&near=*", 200),
        ("/actualites/0/", 404),
        ("/actualites/99999999999999999999/", 404),
        ("/charte/versions/99999999999999999999/", 404),
        ("/charte/changes/1/99999999999999999999/", 404),
    ],
)
def test_address_that_anybody_can_type_never_breaks(client, path, status):
    assert client.get(path).status_code == status


def test_sitemap_has_every_language_and_the_real_address(client):
    Site.objects.update(hostname="sextant.example.org", port=443)
    sitemap = client.get("/sitemap.xml", headers={"host": "localhost"}).content.decode()
    assert "https://sextant.example.org/en/charte/" in sitemap
    assert "/en/actors/" in sitemap


def test_language_switch_leads_to_the_same_version_and_search(client):
    assert 'href="/en/charte/versions/1/"' in client.get("/charte/versions/1/").content.decode()
    assert 'href="/en/search/?q=ferme"' in client.get("/search/?q=ferme").content.decode()
    assert "/en/nulle-part/" not in client.get("/nulle-part/").content.decode()


def test_french_text_says_so_inside_an_english_page(client):
    assert re.search(r'<article\s+class="card actor-card"\s+lang="fr"', client.get("/en/actors/").content.decode())
    assert 'lang="fr"' in client.get("/en/charte/versions/1/").content.decode()
    assert not re.search(r'actor-card"\s+lang', client.get("/actors/").content.decode())
