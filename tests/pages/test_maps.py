"""The map that the server draws."""

import pytest

from pages.maps import _map
from tests.factories.community import ActorFactory

NIORT = (46.32, -0.46, False)
MELLE = (46.22, -0.14, True)


def test_two_actors_at_one_place_are_one_disc():
    drawn = _map(("79",), [NIORT, NIORT, MELLE])
    assert (drawn.total, drawn.recognised_count) == (2, 1)
    assert drawn.present.count("<circle") == drawn.recognised.count("<circle") == 1


def test_recognised_actor_hides_the_others_at_its_place():
    drawn = _map(("79",), [NIORT, (*NIORT[:2], True)])
    assert (drawn.present, drawn.recognised_count) == ("", 1)


def test_actor_without_a_point_is_not_drawn():
    assert _map(("79",), [(None, None, True)]).total == 0


def test_territory_stands_out_from_its_neighbours():
    drawn = _map(("79",), [])
    whole = _map((), [])
    assert drawn.focus
    assert drawn.land
    assert whole.focus == ""


@pytest.mark.django_db
def test_page_says_in_words_what_the_map_shows(client):
    ActorFactory(certificate_state="active", latitude=46.22, longitude=-0.14)
    html = client.get("/").content.decode()
    assert "Structures reconnues\u00a0: 1." in html
    assert "map__point--recognised" in html
