"""By distance among more hits than are measured: the circle is made smaller, the order stays exact."""

import pytest

from search.engines.embedded import nearest
from search.engines.embedded.engine import EmbeddedEngine
from search.rules.query import SearchQuery
from tests.search.contract.asking import DOCUMENTS, asked, every_hit


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    made = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    made.rebuild(DOCUMENTS.values())
    return made


@pytest.mark.parametrize("measured", [1, 15, 50])
@pytest.mark.parametrize("address", ["at=46.32412,-0.46445&km=200", "at=46.4,-0.3&km=60", "q=soir&at=46.5,0.3&km=200"])
def test_the_order_is_the_same_as_when_all_are_measured(engine, monkeypatch, address, measured):
    query = asked(f"{address}&sort=distance")
    right = [hit.id for hit in every_hit(engine, query)]
    monkeypatch.setattr(nearest, "MEASURED", measured)
    assert [hit.id for hit in every_hit(engine, query)] == right
    assert len(right) > 40


def test_a_page_measures_few_if_few_are_enough(engine, monkeypatch):
    asked_for = []
    monkeypatch.setattr(nearest, "MEASURED", 30)
    monkeypatch.setattr(nearest, "kilometres", lambda _one, other: asked_for.append(other) or 0.0)
    engine.search(SearchQuery(point=(46.32412, -0.46445), radius=200.0, sort="distance"))
    assert 20 <= len(asked_for) <= 100
