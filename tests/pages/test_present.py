"""Home and sector pages say what the search finds, and the database while it is being made anew."""

import re

import pytest

from community.models import Activity, Sector
from core import changes
from pages import present
from search import sources
from search.engine import engine
from search.rules.query import Box
from tests.factories.community import ActorFactory, hide_all

NIORT = {"latitude": 46.32, "longitude": -0.46}


@pytest.fixture
def sector(db):
    """One in which somebody is recognised, somebody is not, somebody only works, and somebody may not be seen."""
    hide_all()
    found = Sector.objects.get(code="alimentation")
    plain, recognised, hidden, working = (
        ActorFactory(name=name, **NIORT) for name in ("Aubergine", "Betterave", "Cachée", "Datte")
    )
    for one in (plain, recognised, hidden):
        one.sectors.add(found)
    Activity.objects.create(actor=working, sector=found, area_kind="country")
    type(plain).objects.filter(pk=recognised.pk).update(certificate_state="active")
    type(plain).objects.filter(pk=hidden.pk).update(state="draft", slug=None)
    return found


@pytest.fixture
def indexed(sector, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "search"
    engine().rebuild(sources.every())
    changes.Change.objects.all().delete()
    return sector


def names(found):
    return [one.name for one in found.actors]


def test_a_sector_has_whom_the_search_finds_in_it(client, rf, indexed):
    found = present.in_sector(rf.get("/"), indexed, 6)
    assert (names(found)[0], set(names(found)), found.total) == (
        "Betterave", {"Aubergine", "Betterave", "Datte"}, 3,
    )  # fmt: skip
    searched = client.get("/search/?kind=actor&sector=alimentation").content.decode()
    assert "3 réponses" in searched
    page = client.get("/filieres/alimentation/?uncached=1").content.decode()
    assert re.search(r'href="/search/\?kind=actor&amp;sector=alimentation"\s*>\s*Voir les 3 acteurs', page)
    assert "Cachée" not in page


def test_sectors_are_counted_as_the_search_counts_them(indexed):
    (food,) = [one for one in present.with_counts(Sector.objects.roots()) if one.code == "alimentation"]
    assert food.actor_count == 3


def test_places_are_those_of_the_part_of_the_map_that_is_drawn(indexed):
    here, elsewhere = Box(-1, 46, 0, 47), Box(2, 48, 3, 49)
    (place,) = present.places(indexed, here)
    assert (place.count, place.recognised) == (3, 1)
    assert present.places(indexed, elsewhere) == []
    assert present.places(Sector.objects.exclude(pk=indexed.pk).roots().first(), here) == []


def test_without_an_index_the_database_answers(rf, sector):
    found = present.in_sector(rf.get("/"), sector, 6)
    assert (names(found), found.total) == (["Betterave", "Aubergine"], 2)
    (food,) = [one for one in present.with_counts(Sector.objects.roots()) if one.code == "alimentation"]
    assert food.actor_count == 2
    assert present.places(sector, Box(-1, 46, 0, 47)) is None
