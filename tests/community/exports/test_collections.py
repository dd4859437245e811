"""`/actors.geojson` and `/actors.csv`: what they say, how they are sent."""

import json

import pytest

from community.exports import entries

PATHS = ["/actors.geojson", "/actors.csv"]
SAID = {
    "uid": "00000000-0000-0000-0000-00000000004f",
    "name": "La Cagette",
    "legal_name": "SCIC La Cagette Niortaise",
    "family": "cooperative",
    "summary": "Une épicerie coopérative.",
    "street": "3 rue Basse",
    "postal_code": "79000",
    "city": "Niort",
    "insee": "79191",
    "precision": "address",
    "website": "https://cagette.example/",
    "telephone": "05 49 00 00 00",
    "certificate": "none",
    "confirmed_by": "owner",
    "source": "",
    "source_url": "",
    "licence": "ODbL-1.0",
    "url": "http://testserver/actors/la-cagette/",
    "last_confirmed_at": "2026-11-20T12:00:00+00:00",
    "changed_at": "2026-11-20T12:01:00+00:00",
}


def test_a_feature_says_what_the_page_says(grocery, take):
    whole = json.loads(take("/actors.geojson"))
    assert (whole["type"], whole["licence"]["name"]) == ("FeatureCollection", "ODbL-1.0")
    assert whole["features"] == [
        {
            "type": "Feature",
            "id": SAID["uid"],
            "geometry": {"type": "Point", "coordinates": [-0.4646, 46.3239]},
            "properties": SAID | {"sectors": ["alimentation"]},
        }
    ]


def test_a_row_says_the_same(grocery, rows):
    expected = SAID | {"sectors": "alimentation", "latitude": "46.3239", "longitude": "-0.4646"}
    assert rows() == [expected | {"gone_at": "", "reason": "", "replaced_by": ""}]


def test_without_a_point_there_is_no_geometry(make, features):
    make()
    assert features()[0]["geometry"] is None


def test_what_was_imported_keeps_its_source_and_licence(make, features):
    make(source="Transiscope", source_url="https://source.example/1", source_licence="CC-BY-SA-4.0")
    make(source="Un annuaire")
    first, second = (feature["properties"] for feature in features())
    assert (first["source"], first["licence"]) == ("Transiscope", "CC-BY-SA-4.0")
    assert (second["source"], second["licence"]) == ("Un annuaire", "")  # not ours to license


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(make, rows, sign):
    make(
        name=f"{sign}1+1", summary=f"{sign}cmd|' /C calc'!A0", public_phone=f"{sign}33 5", longitude=-0.5, latitude=46.0
    )
    row = rows()[0]
    assert all(row[column].startswith(f"'{sign}") for column in ("name", "summary", "telephone"))
    assert row["longitude"] == "-0.5"


def test_a_cell_may_hold_anything(make, rows):
    make(summary='Dit "oui", puis\nnon; é')
    assert rows()[0]["summary"] == 'Dit "oui", puis\nnon; é'


def test_nothing_published_is_an_empty_collection(empty, features, rows):
    assert features() == rows() == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows(make, client, django_assert_num_queries, path, count):
    for _ in range(count):
        make()
    client.head(path)  # the site is remembered
    with django_assert_num_queries(5):  # generation for the site, for the copy, latest change, rows, their sectors
        b"".join(client.get(path, {"since": "MC4w"}).streaming_content)


@pytest.mark.parametrize("path", PATHS)
def test_sent_while_it_is_read(make, client, django_assert_num_queries, monkeypatch, path):
    monkeypatch.setattr(entries, "CHUNK", 200)
    for _ in range(3):
        make()
    response = client.get(path)
    assert response.streaming
    pieces = iter(response.streaming_content)
    with django_assert_num_queries(0):  # the head needs nothing
        next(pieces)
    with django_assert_num_queries(2):
        list(pieces)


def test_one_query_more_for_each_chunk(make, client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(entries, "CHUNK", 2)
    for _ in range(5):
        make()
    response = client.get("/actors.csv")
    with django_assert_num_queries(1 + 3):
        text = b"".join(response.streaming_content)
    assert text.count(b"\r\n") == 6


@pytest.mark.parametrize("path", PATHS)
def test_head_reads_no_rows(make, client, path):
    make()
    response = client.head(path)
    assert response.status_code == 200
    assert response.headers["X-Cursor"]
    assert b"".join(response.streaming_content) == b""


@pytest.mark.parametrize(("path", "kind"), [("/actors.geojson", "application/geo+json"), ("/actors.csv", "text/csv")])
def test_every_site_may_read(make, client, path, kind):
    response = client.get(path)
    assert response.headers["Content-Type"].startswith(kind)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Cursor" in response.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", PATHS)
def test_a_copy_that_is_still_true_is_not_sent_again(make, client, path):
    actor = make()
    known = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": known}).status_code == 304
    actor.save()
    assert client.get(path, headers={"If-None-Match": known}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_only_reading_is_allowed(client, db, path):
    assert client.post(path).status_code == 405
