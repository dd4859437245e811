"""Search without an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.models import Actor
from search.plain import Query, find_actors, fold
from tests.factories.community import ActorFactory, hide_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_else(db):
    hide_all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’épicerie d'Échiré", ["epicerie", "echire"]),
        ("Qu'est-ce ?", ["est", "ce"]),
        ("AMAP", ["amap"]),
        ("œuvre", ["œuvre"]),
        ("  ", []),
    ],
)
def test_words_are_folded(text, words):
    assert fold(text) == words


@given(st.text(max_size=200))
def test_folding_never_fails_and_is_stable(text):
    assert fold(" ".join(fold(text))) == fold(text) or any(not word.isascii() for word in fold(text))


def names(**typed):
    found = Actor.objects.in_bulk(find_actors(Query(**typed)))
    return [found[pk].name for pk in find_actors(Query(**typed))]


def test_name_comes_before_summary():
    ActorFactory(name="Ferme du Marais", summary="Tient aussi une épicerie.")
    ActorFactory(name="L’Épicerie du marais")
    ActorFactory(name="Atelier vélo")
    assert names(text="epicerie") == ["L’Épicerie du marais", "Ferme du Marais"]


def test_place_is_a_town_or_the_beginning_of_a_postal_code():
    ActorFactory(name="A", city="Niort", postal_code="79000")
    ActorFactory(name="B", city="Melle", postal_code="79500")
    ActorFactory(name="C", city="La Rochelle", postal_code="17000")
    assert names(near="niort") == ["A"]
    assert sorted(names(near="79")) == ["A", "B"]


def test_every_word_counts():
    ActorFactory(name="Épicerie solidaire", city="Niort")
    assert names(text="épicerie niort") == ["Épicerie solidaire"]
    assert names(text="épicerie melle") == []


def test_unpublished_actor_is_never_found():
    ActorFactory(name="Épicerie secrète", state="draft")
    ActorFactory(name="Épicerie ouverte")
    assert names(text="épicerie") == ["Épicerie ouverte"]
