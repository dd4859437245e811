"""The map that the server draws."""

import pytest

from pages.maps import _map
from tests.factories.community import ActorFactory, hide_all

pytestmark = pytest.mark.django_db
NIORT = {"latitude": 46.32, "longitude": -0.46}
MELLE = {"latitude": 46.22, "longitude": -0.14}


@pytest.fixture(autouse=True)
def nobody_else(db):
    hide_all()


def draw(codes=("79",)):
    return _map(codes)


def test_two_actors_at_one_place_are_one_disc():
    ActorFactory(**NIORT)
    ActorFactory(**NIORT)
    ActorFactory(**MELLE, certificate_state="active")
    drawn = draw()
    assert (drawn.total, drawn.recognised_count) == (2, 1)
    assert drawn.present.count("<circle") == drawn.recognised.count("<circle") == 1


def test_recognised_actor_hides_the_others_at_its_place():
    ActorFactory(**NIORT)
    ActorFactory(**NIORT, certificate_state="active")
    ActorFactory(**NIORT, is_stale=True)
    drawn = draw()
    assert (drawn.present, drawn.stale, drawn.recognised_count) == ("", "", 1)


def test_stale_actors_are_drawn_apart():
    ActorFactory(**NIORT, is_stale=True)
    ActorFactory(**MELLE)
    drawn = draw()
    assert drawn.stale.count("<circle") == drawn.present.count("<circle") == 1


def test_actor_without_a_point_is_not_drawn():
    ActorFactory(latitude=None, longitude=None)
    assert draw().total == 0


def test_territory_stands_out_from_its_neighbours():
    drawn, whole = draw(), draw(())
    assert drawn.focus
    assert drawn.land
    assert whole.focus == ""


def test_page_says_in_words_what_the_map_shows(client):
    ActorFactory(certificate_state="active", **MELLE)
    html = client.get("/").content.decode()
    assert "Structures reconnues\u00a0: 1." in html
    assert "map__point--recognised" in html
