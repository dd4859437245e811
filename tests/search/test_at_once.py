"""Among very many documents, hits and counts are looked for at once; all over the world, groups are of larger cells."""

import pytest

from search.documents import Document
from search.engines.embedded import groups, reading
from search.engines.embedded.asking import Asking
from search.engines.embedded.engine import EmbeddedEngine
from search.rules.query import SearchQuery
from tests.search.contract.asking import asked

ADDRESSES = [
    "", "q=solidaire", "q=xylophone", "kind=page", "sector=food&certificate=active", "box=-1.3,45.6,0.4,47",
    "at=46.32412,-0.46445&km=60&sort=distance", "q=epicrie",
]  # fmt: skip


@pytest.mark.parametrize("zoom", [None, 5, 12])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_answer_is_the_same(engine, monkeypatch, address, zoom):
    query = asked(address) if address else SearchQuery()
    right = engine.search(query, zoom=zoom)
    engine.kept.clear()
    monkeypatch.setattr(reading, "AT_ONCE", 0)
    assert engine.search(query, zoom=zoom) == right


@pytest.fixture
def everybody(engine):
    return sum(one.count for one in engine.search(SearchQuery(), zoom=12).clusters)


def test_if_the_engine_refuses_so_many_cells_larger_ones_are_counted(engine, monkeypatch, everybody):
    count, refused = Asking.aggregate, []

    def aggregate(self, wanted, apart_from=""):
        if not refused:
            refused.append(wanted)
            raise ValueError
        return count(self, wanted, apart_from)

    monkeypatch.setattr(Asking, "aggregate", aggregate)
    engine.kept.clear()
    found = engine.search(SearchQuery(), zoom=12)
    assert refused
    assert sum(one.count for one in found.clusters) == everybody
    assert found.facets["kinds"]


def test_nobody_is_left_out_if_there_are_more_cells_than_are_read(engine, monkeypatch, everybody):
    monkeypatch.setattr(groups, "MOST_CODES", 10)
    monkeypatch.setattr(groups, "MOST_CLUSTERS", 20)
    engine.kept.clear()
    found = engine.search(SearchQuery(), zoom=12)
    assert sum(one.count for one in found.clusters) == everybody
    assert 5 < len(found.clusters) <= 20


@pytest.mark.parametrize("key", ["7", "007", "0", "9" * 30, "²", "un-slug", "12-a"])
def test_whoever_stands_alone_has_its_own_key(tmp_path, key):
    made = EmbeddedEngine(tmp_path)
    made.rebuild([Document("actor", key, {"title": "Seule"}, "/", point=(46.3, -0.4))])
    assert [one.key for one in made.search(SearchQuery(), zoom=12).clusters] == [key]
