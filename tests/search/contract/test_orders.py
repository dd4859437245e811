"""Orders and pages: nothing twice, nothing left out, the same order however one pages."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from search.documents import Document
from search.rules.french import WORD, fold
from search.rules.geo import kilometres
from search.rules.query import SearchQuery
from tests.search.contract.asking import DOCUMENTS, asked, every_hit

NEAR = "at=46.32412,-0.46445&km=200"


@pytest.mark.parametrize(
    "address",
    ["", "sort=name", "sort=fresh", "sort=distance", f"{NEAR}&sort=distance", f"{NEAR}&sort=name", "q=soir",
     "q=soir&sort=fresh", f"q=soir&{NEAR}&sort=distance", "sector=leisure"],
)  # fmt: skip
def test_each_hit_is_on_one_page(engine, address):
    query = asked(address) if address else SearchQuery()
    first, found = engine.search(query), every_hit(engine, query)
    assert max(Counter(hit.id for hit in found).values()) == 1
    assert len(found) == first.total > 40
    assert [hit.id for hit in found[:20]] == [hit.id for hit in first.hits]


@pytest.mark.parametrize(
    "address", ["sort=name", "sort=fresh", "q=soir", f"q=soir&{NEAR}&sort=distance", "sector=leisure&page=2"]
)
def test_a_walk_is_all_the_pages_one_after_the_other_up_to_a_bound(engine, address):
    found = [hit.id for hit in every_hit(engine, asked(address))]
    assert len(found) > 40
    assert engine.walk(asked(address), 1000) == found
    assert engine.walk(asked(address), 7) == found[:7]


def test_a_walk_through_nothing_ends_at_once(engine, few):
    assert engine.walk(SearchQuery(text="zzyzx"), 10) == few.walk(SearchQuery(), 10) == []


def test_after_the_last_page_there_is_nothing_but_the_same_total(engine):
    last = engine.search(SearchQuery(text="soir", page=100))
    assert last.hits == []
    assert last.total == engine.search(SearchQuery(text="soir")).total


def test_by_name_accents_and_case_are_nothing(engine):
    found = [DOCUMENTS[hit.id].texts["title"] for hit in every_hit(engine, SearchQuery(sort="name"))]
    assert found == sorted(found, key=lambda title: WORD.findall(fold(title)))
    first = {letter: found.index(next(title for title in found if title.startswith(letter))) for letter in "DÉF"}
    assert first["D"] < first["É"] < first["F"]


def test_by_distance(engine):
    query = asked(f"{NEAR}&sort=distance")
    found = every_hit(engine, query)
    right = sorted(kilometres(query.point, one.point) for one in DOCUMENTS.values() if one.point)[: len(found)]
    assert [hit.distance for hit in found] == pytest.approx(right)
    assert found[0].distance == 0


def test_by_freshness_those_that_nobody_confirmed_come_last(engine):
    found = [DOCUMENTS[hit.id].confirmed for hit in every_hit(engine, SearchQuery(sort="fresh"))]
    confirmed = [one for one in found if one]
    assert found[len(confirmed) :] == [None] * (len(found) - len(confirmed)) != []
    assert confirmed == sorted(confirmed, reverse=True)


def test_by_relevance_scores_go_down(engine):
    scores = [hit.score for hit in every_hit(engine, SearchQuery(text="solidaire"))]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_each_of_four_words_in_a_text_is_more_than_three_in_a_title(few):
    texts = {
        "three": {"title": "Tandem rouge vernis"},
        "four": {"title": "Vélos", "body": "Un tandem rouge, vernis, pliant."},
    }
    few.index(Document("page", key, said, f"/{key}/") for key, said in texts.items())
    found = few.search(SearchQuery(text="tandem rouge vernis pliant")).hits
    assert [hit.key for hit in found] == ["four", "three"]


def test_between_equals_the_recognised_go_first_then_the_confirmed(engine):
    found = every_hit(engine, replace(SearchQuery(text="chorale"), kinds=("actor",)))
    weights = [DOCUMENTS[hit.id].weight for hit in found]
    assert len(found) == 12
    assert all(one >= other for one, other in pairwise(weights))


def test_without_words_the_heaviest_come_first(engine):
    weights = [DOCUMENTS[hit.id].weight for hit in every_hit(engine, SearchQuery())]
    assert weights == sorted(weights, reverse=True)


def test_a_distance_is_said_only_around_a_point(engine):
    assert {hit.distance for hit in engine.search(asked("q=niort")).hits} == {None}
    assert all(hit.distance is not None for hit in engine.search(asked(f"q=niort&{NEAR}")).hits)
