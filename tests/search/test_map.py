"""The map beside the answers: who stands where, how finely, from whom its pictures come."""

import re
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.outlines import METROPOLE
from core import changes
from search.queries.drawn import ACROSS, draw, zoom_for
from search.results import Cluster
from search.rules.cells import DEEPEST
from search.rules.query import Box, SearchQuery
from tests.factories.community import ActorFactory, make_territory

WHOLE = "/search/map.json?zoom=18&box=-1,46,0,47"


@pytest.fixture
def made(nobody_else, index):
    """Two neighbours, one of them recognised, and somebody far from them."""
    near = [ActorFactory(name=f"Voisine {n}", latitude=46.32, longitude=-0.46) for n in range(2)]
    alone = ActorFactory(name="Seule", latitude=46.80, longitude=-0.20, city="Parthenay", family="association")
    type(alone).objects.filter(pk=near[0].pk).update(certificate_state="active")
    changes.note(*near, alone)
    changes.drain()
    return alone


def test_groups_are_counted_and_whoever_is_alone_is_named(client, made):
    found = client.get(WHOLE).json()
    group, alone = sorted(found["points"], key=lambda one: -one["count"])
    assert (group["count"], group["recognised"], "name" in group) == (2, 1, False)
    assert (alone["name"], alone["url"], alone["about"]) == (
        "Seule", made.get_absolute_url(), "Association · Parthenay",
    )  # fmt: skip
    assert alone["state"] == "Pas encore reconnue"
    assert found["signs"][alone["sign"]].startswith("<svg")


def test_whoever_has_closed_since_is_not_on_the_map(client, made):
    type(made).objects.filter(pk=made.pk).update(state="draft", slug=None)
    found = client.get(WHOLE + "&uncached=1").json()
    assert [one["count"] for one in found["points"]] == [2]
    assert "Seule" not in str(found)


def test_the_map_shows_what_the_list_shows(client, made):
    assert [one["count"] for one in client.get(WHOLE + "&certificate=active").json()["points"]] == [1]


@given(
    st.floats(-180, 179.9), st.floats(0.0001, 360), st.floats(-85, 84), st.floats(0.0001, 10),
)  # fmt: skip
def test_groups_beside_each_other_are_few_however_far_one_looks(west, wide, south, tall):
    box = Box(west, south, min(180, west + wide), south + tall)
    zoom = zoom_for(SearchQuery(box=box))
    across = (box.east - box.west) / 360 * 2**zoom
    assert across <= ACROSS
    assert zoom == DEEPEST or across > ACROSS / 4


def test_a_point_that_is_here_is_where_one_searches_until_a_place_is_named(client, made):
    make_territory("commune", "79202", "Parthenay", latitude=46.80, longitude=-0.20, population=10000)
    here = client.get("/search/?at=46.32,-0.46&km=10&kind=actor").content.decode()
    assert re.findall(r"Voisine \d(?=</a>)", here) == ["Voisine 0", "Voisine 1"]
    assert "Seule" not in here
    there = client.get("/search/?at=46.32,-0.46&near=Parthenay&km=10&kind=actor&box=-1,46,0,46.5").content.decode()
    assert "Seule" in there
    assert "Voisine" not in there
    assert 'name="box"' not in there


def test_what_was_chosen_stays_when_other_words_are_typed(client, made):
    html = client.get("/search/?kind=actor&box=-1,46,0,47&family=association&q=seule").content.decode()
    hidden = dict(re.findall(r'form="search-form"\s+name="(\w+)"\s+value="([^"]*)"', html))
    assert hidden == {"box": "-1,46,0,47", "kind": "actor"}


def test_distances_are_offered_around_a_place_only(client, made):
    around = client.get("/search/?at=46.32,-0.46&km=10").content.decode()
    assert re.search(r'id="choice-radius-10.0"\s+href="[^"]*km=10"\s+aria-current="true"', around)
    assert "choice-radius" not in client.get("/search/").content.decode()


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("", ""),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "https://*.tiles.example.org"),
    ],
)
def test_pictures_of_streets_come_from_whom_the_network_chose_and_nobody_else(client, made, settings, url, allowed):
    settings.TILES = {"url": url, "attribution": "© Les autres"}
    answer = client.get("/search/?streets=1")
    images = re.search(r"img-src ([^;]*)", answer["Content-Security-Policy"])[1]
    assert images.split() == ["'self'", "data:", *allowed.split()]
    assert ("data-streets" in answer.content.decode()) == bool(url)
    other = re.search(r"img-src ([^;]*)", client.get("/actors/")["Content-Security-Policy"])[1]
    assert other.split() == ["'self'", "data:"]


def test_a_circle_is_drawn_as_wide_as_it_is(client, made):
    html = client.get("/search/?at=46.32,-0.46&km=50").content.decode()
    west, south, east, north = map(float, re.search(r'data-frame="([^"]*)"', html)[1].split(","))
    tall, wide = (north - south) * 111.2, (east - west) * 111.2 * cos(radians(46.32))
    assert 112 <= tall <= 112 * 1.1  # twice the radius and some air, on round degrees
    assert 112 <= wide <= 112 * 1.1


def test_the_whole_country_is_drawn_as_soon_as_most_of_it_is(client, nobody_else, index):
    found = [ActorFactory(latitude=latitude, longitude=longitude) for latitude, longitude in ((50.6, 3.0), (43.6, 3.8))]
    changes.note(*found)
    changes.drain()
    html = client.get("/search/?kind=actor").content.decode()
    west, south, east, north = map(float, re.search(r'data-frame="([^"]*)"', html)[1].split(","))
    assert west <= METROPOLE[0]
    assert south <= METROPOLE[1]
    assert east >= METROPOLE[2]
    assert north >= METROPOLE[3]


@pytest.mark.parametrize(("near", "far", "shown"), [(3, 1, False), (1, 2, True)])
def test_the_metropole_is_shown_alone_if_most_are_there(near, far, shown):
    """Beside an island at the other end of the world, nobody would tell apart those who stand there."""
    clusters = [Cluster(near, 46.3, -0.4, 0), Cluster(far, -21.1, 55.5, 1)]
    _west, south, east, _north = draw(SearchQuery(), clusters).box
    assert (south < -21.1 and east > 55.5) is shown
    assert draw(SearchQuery(), clusters).total == near + far
