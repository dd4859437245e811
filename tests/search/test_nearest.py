"""By distance among more hits than are measured: the circle is made smaller, the order stays exact."""

import pytest

from search.engines.embedded import nearest
from search.rules.geo import kilometres
from search.rules.query import SearchQuery
from tests.search.contract.asking import asked, every_hit


@pytest.mark.parametrize("spare", [0.001, 0.2, 2, 1000])
@pytest.mark.parametrize("address", ["at=46.32412,-0.46445&km=200", "at=46.4,-0.3&km=60", "q=soir&at=46.5,0.3&km=200"])
def test_the_order_is_the_same_as_when_all_are_measured(engine, monkeypatch, address, spare):
    query = asked(f"{address}&sort=distance")
    away = {hit.id: hit.distance for hit in every_hit(engine, asked(address))}
    monkeypatch.setattr(nearest, "SPARE", spare)
    found = [hit.id for hit in every_hit(engine, query)]
    assert [away[one] for one in found] == sorted(away.values())
    assert len(set(found)) == len(found) == len(away) > 40


def test_the_order_of_those_at_one_place_is_always_the_same(engine, monkeypatch):
    query = SearchQuery(point=(46.32412, -0.46445), radius=200.0, sort="distance")
    right = [hit.id for hit in every_hit(engine, query)]
    monkeypatch.setattr(nearest, "SPARE", 0.05)
    assert [hit.id for hit in every_hit(engine, query)] == right


def test_a_page_measures_few_if_few_are_enough(engine, monkeypatch):
    asked_for = []
    monkeypatch.setattr(nearest, "SPARE", 0.5)
    monkeypatch.setattr(nearest, "kilometres", lambda one, other: asked_for.append(other) or kilometres(one, other))
    engine.search(SearchQuery(point=(46.32412, -0.46445), radius=200.0, sort="distance"))
    assert 20 <= len(asked_for) <= 160 < engine.search(asked("at=46.32412,-0.46445&km=200")).total
