"""Among many documents, values that stand together are counted as one: the counts are the same."""

import pytest

from search.engines.embedded import counts
from search.engines.embedded.engine import EmbeddedEngine
from tests.search.contract.asking import DOCUMENTS, asked, every_hit, facets_of

ADDRESSES = ["kind=actor", "q=solidaire", "qualifier=bio&sector=food", "sector=leisure&mode=online&certificate=active"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    made = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    made.rebuild(DOCUMENTS.values())
    return made


@pytest.mark.parametrize("address", ADDRESSES)
def test_counts_are_exact_either_way(engine, monkeypatch, address):
    query = asked(address)
    with_words = [DOCUMENTS[hit.id] for hit in every_hit(engine, asked(f"q={query.text}"))]
    right = facets_of(with_words, query)
    for least in (0, 1000):
        monkeypatch.setattr(counts, "COUNTED_TOGETHER", least)
        engine.kept.clear()
        assert engine.search(query).facets == right
    assert len(right["sectors"]) > 1
