"""Words that are the same for a person who searches, and words that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.rules.french import fold, stem, tokens

SAME = [
    "ressourcerie ressourceries", "boulangère boulanger boulangers BOULANGÈRES", "vélo vélos Vélo",
    "réparer réparation réparations réparateur réparatrice répare", "épicerie épiceries EPICERIE",
    "coopérative coopératives coopératif coopération", "solidaire solidaires", "local locaux", "château châteaux",
    "travailleuse travailleur travailleurs travailleuses", "maraîcher maraîchère maraîchers", "œuvre oeuvre œuvres",
    "agricole agricoles", "animateur animatrice animation", "atelier ateliers", "jardin jardins",
    "associative associatif associatifs association associations", "informatique informatiques",
    "bénévole bénévoles", "paysan paysans", "nouvelle nouvelles", "jardinière jardinier", "musicienne musicien",
]  # fmt: skip
DIFFERENT = [
    "ressourcerie ressource", "épicerie épice", "pain panier", "vélo voile", "bio biologie",
    "café cave", "marché marche-pied", "sol solidaire", "coop copeau", "mer maire", "pomme pompe",
]  # fmt: skip


def stems(text):
    return [one.stem for one in tokens(text)]


@pytest.mark.parametrize("words", SAME)
def test_the_same_word(words):
    assert len({stem(fold(word)) for word in words.split()}) == 1, [stem(fold(word)) for word in words.split()]


@pytest.mark.parametrize("words", DIFFERENT)
def test_another_word(words):
    one, other = words.split()
    assert stems(one) != stems(other)


def test_elided_articles_and_little_words_do_not_count():
    assert stems("L’épicerie de l'AMAP, qu’on aime d’ici") == stems("epicerie amap aime ici")
    assert stems("Toute la France, tous ses cafés") == stems("france cafe")
    assert stems("T Shirt s'il") == stems("t shirt")


def test_where_a_word_stands():
    text = "Chez l’Épicière !"
    (_chez, word) = tokens(text)
    assert text[word.start : word.end] == "Épicière"
    assert word.word == "epiciere"


@given(st.text(max_size=80))
def test_any_text_has_words_that_stand_in_it(text):
    for one in tokens(text):
        assert fold(text[one.start : one.end]) == one.word
        assert one.stem


@given(st.from_regex(r"[a-zà-öø-ÿ]{1,25}", fullmatch=True))
def test_the_plural_is_the_same_word(word):
    folded = fold(word)
    if len(folded) > 3 and folded[-1] not in "sx" and not folded.endswith(("au", "eu")):
        assert stem(f"{folded}s") == stem(folded)
