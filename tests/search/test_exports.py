"""A search as GeoJSON, CSV and RSS: all that it finds, nothing else, up to a bound that is said."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from community.models import Actor
from search import export_views
from tests.factories.community import hide_all
from tests.search.saved import follow, publish

pytestmark = pytest.mark.django_db
EXPORTS = ["/search/export.geojson", "/search/export.csv"]
ALL = [*EXPORTS, "/search/feed/"]


@pytest.fixture(autouse=True)
def _nobody_else(db):
    hide_all()


@pytest.fixture
def index(_nobody_else, index):
    return index


def whole(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def geojson(client, asked=""):
    return json.loads(whole(client.get(f"/search/export.geojson?{asked}")))


def rows(client, asked=""):
    return list(csv.DictReader(io.StringIO(whole(client.get(f"/search/export.csv?{asked}")))))


def items(client, asked="", prefix=""):
    answer = client.get(f"{prefix}/search/feed/?{asked}")
    assert answer.status_code == 200
    return ET.fromstring(answer.content).findall("channel/item")  # noqa: S314 (our own)


def titles(client, asked=""):
    return [one.findtext("title") for one in items(client, asked)]


def test_only_what_answers_is_taken_in_the_order_that_was_asked(client, index):
    publish("Vélo B", latitude=46.3, longitude=-0.4, private_email="secret@example.org")
    publish("Vélo A")
    publish("Pain", summary="Du levain.")
    publish("Vélo caché", state="draft", slug=None)
    said = geojson(client, "q=vélo&sort=name")
    assert [one["properties"]["name"] for one in said["features"]] == ["Vélo A", "Vélo B"]
    assert said["features"][1]["geometry"] == {"type": "Point", "coordinates": [-0.4, 46.3]}
    assert said["licence"]["name"] == "ODbL-1.0"
    assert (said["complete"], said["most"]) == (True, 10_000)
    assert [one["name"] for one in rows(client, "q=vélo&sort=name")] == ["Vélo A", "Vélo B"]
    assert [one["url"] for one in rows(client, "q=pain")] == ["http://testserver/actors/" + slug_of("Pain") + "/"]
    assert "secret@example.org" not in json.dumps(said)


def slug_of(name):
    return Actor.objects.get(name=name).slug


def test_the_columns_are_those_of_the_whole_directory(client, index):
    publish("=cmd|' /C calc'!A0")
    whole_list = whole(client.get("/actors.csv")).splitlines()
    found = whole(client.get("/search/export.csv?q=calc")).splitlines()
    assert found == whole_list
    assert "'=cmd" in found[1]


def test_more_pages_than_one_and_a_bound_that_is_said(client, index, monkeypatch):
    for n in range(25):
        publish(f"Vélo {n:02}")
    assert len(rows(client, "q=vélo")) == 25
    assert client.get("/search/export.csv?q=vélo&page=2").headers["X-Complete"] == "true"
    monkeypatch.setattr(export_views, "MOST", 7)
    said = geojson(client, "q=vélo&sort=name&page=2")
    assert [one["properties"]["name"] for one in said["features"]] == [f"Vélo {n:02}" for n in range(7)]
    assert said["complete"] is False
    assert client.get("/search/export.csv?q=vélo").headers["X-Complete"] == "false"


def test_who_closed_since_the_index_was_written_is_in_none(client, index):
    gone = publish("Vélo fermé")
    publish("Vélo ouvert")
    Actor.objects.filter(pk=gone.pk).update(state="draft", slug=None)
    assert [one["name"] for one in rows(client, "q=vélo")] == ["Vélo ouvert"]
    assert titles(client, "q=vélo&kind=actor") == ["Vélo ouvert"]


def test_other_kinds_than_actors_are_in_the_feed_only(client, index):
    publish("La charte du vélo")
    assert rows(client, "kind=page") == []
    assert [one["name"] for one in rows(client, "q=charte")] == ["La charte du vélo"]
    kinds = {one.findtext("guid").partition(":")[0] for one in items(client, "q=charte")}
    assert kinds >= {"actor", "page"}


def test_the_feed_has_the_latest_confirmed_first_with_their_day(client, index):
    for name, day in (("Ancien", "2024-02-01"), ("Récent", "2026-03-01"), ("Jamais", None), ("Moyen", "2025-03-01")):
        said = {"last_confirmed_at": f"{day}T09:00:00+01:00", "confirmed_by": "owner"} if day else {}
        publish(f"Vélo {name}", summary="Dit <b>&</b>.", **said)
    found = items(client, "q=vélo&sort=name&kind=actor")
    assert [one.findtext("title") for one in found] == ["Vélo Récent", "Vélo Moyen", "Vélo Ancien", "Vélo Jamais"]
    assert found[0].findtext("pubDate").startswith("Sun, 01 Mar 2026")
    assert found[3].findtext("pubDate") is None
    assert found[0].findtext("description") == "Dit <b>&</b>."
    assert found[0].findtext("link").startswith("http://testserver/actors/")
    assert items(client, "q=vélo&kind=actor", "/en")[0].findtext("link").startswith("http://testserver/en/actors/")


def test_the_feed_is_named_after_the_search(client, index):
    channel = ET.fromstring(client.get("/search/feed/?q=vélo&certificate=active").content).find("channel")  # noqa: S314
    assert channel.findtext("title").startswith("vélo, Reconnue · ")
    assert channel.findtext("link") == "http://testserver/search/?q=v%C3%A9lo&certificate=active"


def test_a_feed_has_more_than_one_page_and_an_end(client, index, monkeypatch):
    for n in range(25):
        publish(f"Vélo {n:02}")
    assert len(titles(client, "q=vélo&kind=actor")) == 25
    monkeypatch.setattr("search.queries.newest.PAGES", 1)
    assert len(titles(client, "q=vélo&kind=actor")) == 20


@pytest.mark.parametrize("path", ALL)
def test_what_means_nothing_is_left_aside(client, index, path):
    publish("Vélo")
    answer = client.get(f"{path}?q=vélo&km=loin&box=1&sort=best&page=x&near=Nullepart&kind=boat")
    body = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert "Vélo".encode() in body


@pytest.mark.parametrize("path", ALL)
def test_without_an_index_one_is_asked_to_come_back(client, path):
    answer = client.get(f"{path}?q=vélo")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.content.decode().strip()


@pytest.mark.parametrize("path", ALL)
def test_every_site_may_read_and_nobody_may_write(client, index, path):
    assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", EXPORTS)
def test_the_head_reads_no_rows(client, index, path):
    publish("Vélo")
    assert whole(client.head(f"{path}?q=vélo")) == ""


def test_who_asks_too_often_waits(client, index, monkeypatch):
    monkeypatch.setattr(export_views, "PER_MINUTE", 2)
    monkeypatch.setattr("core.limits.time.time", lambda: 1_000_000)
    assert [client.get("/search/export.csv").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("path", EXPORTS)
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows(client, index, django_assert_num_queries, path, count):
    for n in range(count):
        publish(f"Vélo {n}")
    client.head(path)  # the site is remembered
    with django_assert_num_queries(4):  # generation, synonyms, rows, their sectors
        whole(client.get(f"{path}?q=vélo"))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_feed_do_not_grow(client, index, django_assert_num_queries, count):
    for n in range(count):
        publish(f"Vélo {n}")
    client.get("/search/feed/?q=vélo&kind=actor")  # labels are remembered
    with django_assert_num_queries(4):  # generation, synonyms, actors, their sectors
        assert len(titles(client, "q=vélo&kind=actor")) == count


TEXTS = st.text(max_size=60) | st.sampled_from(["\x01", "\ufffe", "\x0b\x02", "]]>", "<a>&", "\x00"])


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(q=TEXTS, near=TEXTS)
def test_no_text_breaks_the_feed(index, q, near):
    answer = Client(raise_request_exception=False).get("/search/feed/", {"q": q, "near": near})
    assert answer.status_code == 200
    ET.fromstring(answer.content)  # noqa: S314


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(["q", "near", "at", "km", "box", "kind", "sort", "page"]), TEXTS, max_size=5))
def test_no_address_breaks_an_export(index, asked):
    client = Client(raise_request_exception=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export_views, "PER_MINUTE", 10_000)
        for path in EXPORTS:
            assert whole(client.get(path, asked))


def test_a_change_is_in_the_next_export(client, index):
    actor = publish("Vélo")
    actor.name = "Tandem"
    actor.save()
    follow(actor)
    assert [one["name"] for one in rows(client, "q=tandem")] == ["Tandem"]
