"""What a hit shows: its own words, those that were searched marked, whole."""

import re

import pytest

from search.documents import Document
from search.rules.fragments import END, MARK
from search.rules.query import SearchQuery
from tests.search.contract.asking import DOCUMENTS, asked, every_hit
from tests.search.contract.queries import QUERIES

MARKED = re.compile(f"{MARK}([^{MARK}{END}]*){END}")


def plain(text):
    return text.replace(MARK, "").replace(END, "")


def shown(engine, text, key):
    hit = next(hit for hit in engine.search(SearchQuery(text=text)).hits if hit.key == key)
    return set(MARKED.findall(hit.title + hit.fragment))


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("epicerie SOLIDAIRE", "epi-niort", {"Épicerie", "solidaire"}),
        ("l'amap", "amap-coulon", {"AMAP"}),
        ("boulange", "boul-aurore", {"boulangère"}),
        ("épicrie", "epi-niort", {"Épicerie"}),
        ("bicyclette", "velo-niort", {"vélo", "vélos"}),
        ("amap", "amap-brioux", {"Association", "maintien", "agriculture", "paysanne"}),
        ("entrée libre", "epi-niort", {"Entrée", "libre"}),
        ("oeuvres", "oeuvres", {"Œuvres"}),
    ],
)
def test_the_words_that_were_searched_are_marked_whole(engine, text, key, words):
    assert shown(engine, text, key) == words


def test_signs_of_html_are_text(engine):
    (hit,) = engine.search(SearchQuery(text="entrée libre Pontreau")).hits
    assert f"<b>{MARK}Entrée{END} {MARK}libre{END}</b> & sans" in hit.fragment


@pytest.mark.parametrize("said", [said for said, _answers in QUERIES[::4]])
def test_a_hit_shows_its_document_and_nothing_else(engine, said):
    for hit in every_hit(engine, asked(said)):
        document = DOCUMENTS[hit.id]
        assert (hit.kind, hit.key, hit.url) == (document.kind, document.key, document.url)
        assert hit.point == document.point
        assert hit.confirmed == document.confirmed
        assert plain(hit.title) == document.texts["title"]
        assert plain(hit.fragment) in (document.texts["summary"], document.texts["body"])


def test_a_fragment_of_a_long_text_is_whole_words_around_what_was_searched(few):
    body = (
        "Rien. " * 150 + "Le xylophone est\nau grenier. " + "Toujours rien. " * 150 + "anticonstitutionnellement " * 50
    )
    few.index([Document("page", "1", {"title": "Grenier", "body": body}, "/1/")])
    (hit,) = few.search(SearchQuery(text="xylophones")).hits
    assert f"Le {MARK}xylophone{END} est au grenier." in hit.fragment
    assert len(hit.fragment) < 200
    assert set(re.findall(r"\w+", hit.fragment)) <= set(re.findall(r"\w+", body))
    (hit,) = few.search(SearchQuery(text="anticonstitutionnellement")).hits
    assert set(re.findall(r"\w+", hit.fragment)) <= set(re.findall(r"\w+", body))


def test_what_looks_like_a_mark_in_a_text_is_none(few):
    few.index([Document("page", "1", {"title": f"Un {MARK}vélo{END} bleu"}, "/1/")])
    (hit,) = few.search(SearchQuery(text="bleu")).hits
    assert hit.title == f"Un vélo {MARK}bleu{END}"
