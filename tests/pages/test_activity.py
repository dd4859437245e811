"""What happened in the network: only what everybody may know, the latest first, as a page and two feeds."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.models import Actor
from pages.models import ArticlePage
from tests.factories.accounts import make_user
from tests.factories.community import hide_all, make_actor, make_draft

pytestmark = pytest.mark.django_db
PAGE, RSS, JSON = "/activity/", "/activity/feed/", "/activity/feed.json"


def published(name, days=0, **fields):
    made = make_actor(name=name, **fields)
    Actor.objects.filter(pk=made.pk).update(published_at=timezone.now() - timedelta(days=days))
    return made


def html(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_latest_comes_first_and_goes_on(client, settings):
    settings.PAGE_CACHE_SECONDS = 0
    hide_all()
    for n in range(35):
        published(f"Atelier {n:02}", days=n)
    text = html(client, "?kind=actor")
    assert text.index("Atelier 00") < text.index("Atelier 01") < text.index("Atelier 29")
    assert "Atelier 30" not in text
    address = text[text.index("?kind=actor&amp;before=") :].partition('"')[0].replace("&amp;", "&")
    more = html(client, address)
    assert "Atelier 30" in more
    assert "Atelier 29" not in more


def test_what_is_not_public_is_in_no_feed(client, settings):
    settings.PAGE_CACHE_SECONDS = 0
    published("Atelier ouvert")
    draft = make_draft(make_user(), name="Brouillon secret")
    Actor.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    article = ArticlePage.objects.live().first()
    addresses = [f"{path}?kind={kind}" for path in (PAGE, RSS, JSON) for kind in ("actor", "article")]
    assert any(article.title in said(client, address) for address in addresses)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    for address in addresses:
        text = said(client, address)
        assert ("Atelier ouvert" in text) == ("actor" in address)
        assert "Brouillon secret" not in text
        assert article.title not in text


def said(client, address):
    """What an address answers, as people read it."""
    answer = client.get(address)
    return (
        json.dumps(answer.json(), ensure_ascii=False) if "json" in answer["Content-Type"] else answer.content.decode()
    )


def test_the_json_feed_is_one(client):
    said = client.get(JSON)
    assert said["Content-Type"] == "application/feed+json"
    feed = said.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"].endswith("/activity/")
    assert all(item["url"].startswith("http") and item["date_published"] for item in feed["items"])
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])


@pytest.mark.parametrize("query", ["?before=x", "?before=2026-11-27", "?kind=zzz", "?before=2026-11-27T25:00:00Z"])
def test_nonsense_is_left_out(client, query):
    html(client, query)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_constant(client, settings, rows):
    settings.PAGE_CACHE_SECONDS = 0
    hide_all()
    for n in range(rows):
        published(f"Atelier {n}")
    html(client)
    with CaptureQueriesContext(connection) as asked:
        html(client)
    assert len(asked) == 5


def test_what_happened_at_one_moment_is_told_once_each_over_the_pages(client, settings):
    """An import publishes many organisations at the same moment."""
    settings.PAGE_CACHE_SECONDS = 0
    hide_all()
    moment, names = timezone.now(), [f"Atelier {n:02}" for n in range(70)]
    for name in names:
        made = make_actor(name=name)
        Actor.objects.filter(pk=made.pk).update(published_at=moment)
    pages, address = [], "?kind=actor"
    while address:
        pages.append(html(client, address))
        _before, found, after = pages[-1].partition('href="?kind=actor&amp;before=')
        rest = after.partition('"')[0].replace("&amp;", "&")
        address = f"?kind=actor&before={rest}" if found else ""
    assert [text.count('class="told"') for text in pages] == [30, 30, 10]
    assert all(sum(name in text for text in pages) == 1 for name in names)
