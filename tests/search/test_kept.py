"""What is counted without words is kept until the index changes."""

import pytest

from search.documents import Document
from search.engines.embedded import counts, kept
from search.engines.embedded.engine import EmbeddedEngine
from search.rules.query import SearchQuery
from tests.search.contract.asking import asked


@pytest.fixture
def engine(tmp_path, monkeypatch):
    made = EmbeddedEngine(tmp_path)
    made.rebuild([document("1")])
    made.times, count = [], counts.counted
    monkeypatch.setattr(counts, "counted", lambda *args: made.times.append(args) or count(*args))
    return made


def document(key):
    return Document("page", key, {"title": "Atelier"}, "/", point=(46.0, 0.0))


def test_the_same_is_counted_once_whatever_the_order_and_the_page(engine):
    found = [engine.search(asked(one), zoom=5) for one in ("lang=fr", "lang=fr&sort=name", "lang=fr&page=2")]
    assert len(engine.times) == 1
    assert all(one.facets == {**found[0].facets} and one.clusters == found[0].clusters for one in found)


@pytest.mark.parametrize("other", ["kind=actor", "at=46,0", "lang=en", "lang=fr&q=atelier"])
def test_something_else_is_counted_for_itself(engine, other):
    engine.search(asked("lang=fr"), zoom=5)
    engine.search(asked(other), zoom=5)
    engine.search(asked("lang=fr"), zoom=6)
    assert len(engine.times) == 3


def test_words_are_counted_each_time(engine):
    for _ in range(2):
        engine.search(SearchQuery(text="atelier"))
    assert len(engine.times) == 2


def test_a_change_is_seen_at_once_by_whoever_reads(engine, tmp_path):
    other = EmbeddedEngine(tmp_path)
    for count in range(2, 9):
        engine.search(SearchQuery())
        other.index([document(str(count))])
        assert engine.search(SearchQuery()).facets["kinds"] == {"page": count}
    other.rebuild([document("1")])
    assert engine.search(SearchQuery()).facets["kinds"] == {"page": 1}


def test_no_more_are_kept_than_fit(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    found = kept.Kept()
    made = [found.get(key, lambda key=key: [key]) for key in (1, 2, 1, 3, 1)]
    assert made[0] is made[2] is made[4]
    assert found.get(2, list) == []
