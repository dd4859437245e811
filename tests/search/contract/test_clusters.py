"""Clusters of the map."""

from collections import defaultdict

import pytest

from search.engines.embedded import groups
from search.rules.cells import DEEPEST, box_of, cell_of, width
from search.rules.query import SearchQuery
from tests.search.contract.asking import DOCUMENTS, asked, every_hit
from tests.search.contract.corpus import COMMUNES

ADDRESSES = ["", "q=niort", "certificate=active", "box=-1.3,45.6,0.4,47", "at=46.32412,-0.46445&km=60", "kind=actor"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("zoom", [0, 3, 5, 7, 9, 12, DEEPEST])
def test_clusters_count_every_hit_that_stands_somewhere_once(engine, address, zoom):
    query = asked(address) if address else SearchQuery()
    clusters = engine.search(query, zoom=zoom).clusters
    cells = [one.cell for one in clusters]
    assert sum(one.count for one in clusters) == sum(hit.point is not None for hit in every_hit(engine, query)) > 0
    assert len(set(cells)) == len(cells)
    assert [one.count for one in clusters] == sorted((one.count for one in clusters), reverse=True)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("zoom", [5, 9, DEEPEST])
def test_clusters_tell_who_is_recognised_and_who_stands_alone(engine, address, zoom):
    query = asked(address) if address else SearchQuery()
    hits = [hit for hit in every_hit(engine, query) if hit.point]
    cells = defaultdict(list)
    for hit in hits:
        cells[cell_of(*hit.point) // width(zoom) * width(zoom)].append(hit.id)
    for one in engine.search(query, zoom=zoom).clusters:
        here = cells[one.cell]
        assert one.recognised == sum("active" in DOCUMENTS[each].codes["certificate"] for each in here)
        assert one.confirmed == sum(DOCUMENTS[each].confirmed is not None for each in here)
        assert f"actor:{one.key}" == here[0] if len(here) == 1 else one.key == ""


@pytest.mark.parametrize("zoom", range(DEEPEST + 1))
def test_the_centre_is_in_the_cell(engine, zoom):
    for one in engine.search(SearchQuery(), zoom=zoom).clusters:
        box = box_of(one.cell, zoom)
        assert box.west - 1e-6 <= one.longitude <= box.east + 1e-6
        assert box.south - 1e-6 <= one.latitude <= box.north + 1e-6


@pytest.mark.parametrize("zoom", range(6, DEEPEST + 1))
def test_the_middle_is_nearly_that_of_those_who_stand_there(engine, zoom):
    points = defaultdict(list)
    for hit in every_hit(engine, SearchQuery()):
        if hit.point:
            points[cell_of(*hit.point) // width(zoom) * width(zoom)].append(hit.point)
    for one in engine.search(SearchQuery(), zoom=zoom).clusters:
        box, some = box_of(one.cell, zoom), points[one.cell]
        latitude, longitude = (sum(side) / len(some) for side in zip(*some, strict=True))
        assert one.longitude == pytest.approx(longitude, abs=(box.east - box.west) / 4)
        assert one.latitude == pytest.approx(latitude, abs=(box.north - box.south) / 3.5)


@pytest.mark.parametrize("zoom", range(DEEPEST))
def test_zooming_in_splits(engine, zoom):
    parts = defaultdict(int)
    for one in engine.search(SearchQuery(), zoom=zoom + 1).clusters:
        parts[one.cell // width(zoom) * width(zoom)] += one.count
    assert parts == {one.cell: one.count for one in engine.search(SearchQuery(), zoom=zoom).clusters}


def test_from_far_all_are_one_and_from_near_each_commune_is(engine):
    (whole,) = engine.search(SearchQuery(), zoom=0).clusters
    points = [one.point for one in DOCUMENTS.values() if one.point]
    middle = [sum(side) / len(points) for side in zip(*points, strict=True)]
    assert (whole.latitude, whole.longitude) == pytest.approx(middle, abs=0.5)
    near = engine.search(SearchQuery(), zoom=DEEPEST).clusters
    assert [(one.latitude, one.longitude) for one in sorted(near, key=lambda one: one.cell)] == [
        pytest.approx(commune[4:6], abs=1e-4)
        for commune in sorted(COMMUNES.values(), key=lambda one: cell_of(*one[4:6]))
    ]


def test_no_map_no_clusters(engine):
    assert engine.search(SearchQuery()).clusters == []
    assert engine.search(asked("kind=page"), zoom=5).clusters == []


@pytest.mark.parametrize("most", [1, 7, 60])
@pytest.mark.parametrize("address", ["", "q=niort", "at=46.32412,-0.46445&km=60"])
def test_too_many_groups_are_made_larger_and_nobody_is_left_out(new_engine, monkeypatch, most, address):
    engine = new_engine()
    engine.rebuild(DOCUMENTS.values())
    query = asked(address) if address else SearchQuery()
    finest = len(engine.search(query, zoom=DEEPEST).clusters)
    monkeypatch.setattr(groups, "MOST_CLUSTERS", most)
    engine.index([])  # what was counted is not kept beyond a change
    clusters = engine.search(query, zoom=DEEPEST).clusters
    assert 0 < len(clusters) <= most
    assert len(clusters) == finest or finest > most / 4
    assert sum(one.count for one in clusters) == sum(hit.point is not None for hit in every_hit(engine, query))
