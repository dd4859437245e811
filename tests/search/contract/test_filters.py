"""Filters, totals and facets are exact: the same as by looking at each document."""

from dataclasses import replace

import pytest

from search.rules.query import SearchQuery
from tests.search.contract.asking import DOCUMENTS, asked, every_hit, facets_of, fits

ADDRESSES = [
    "kind=page", "kind=page&kind=decision", "sector=food", "sector=food.bakery", "sector=food&sector=reuse.recycling",
    "certificate=active", "certificate=active&certificate=suspended&certificate=expired", "family=cooperative",
    "family=cooperative&family=mutual&mode=online", "mode=online", "qualifier=bio&qualifier=waste", "place=dep:79",
    "place=commune:79191", "place=epci:mellois", "place=country:fr", "fresh=month", "fresh=year", "lang=en", "lang=fr",
    "kind=page&lang=en", "at=46.32412,-0.46445&km=15", "at=46.32412,-0.46445&km=28.5",
    "at=46.22033,-0.14645&km=45", "at=48.8566,2.3522&km=194",
    "box=-0.7,46.1,-0.1,46.5", "box=-180,-90,180,90", "box=0,0,1,1", "sector=nothing", "place=commune:00000",
    "sector=food&certificate=active&qualifier=bio&place=dep:79&fresh=year",
    "sector=leisure&certificate=active&certificate=none&family=informal&mode=onsite&fresh=year&box=-2,43,6,49",
    "q=niort", "q=niort&sector=food", "q=niort&sector=food&sector=mobility&certificate=active",
    "q=solidaire&kind=actor",
    "q=bio&at=46.32412,-0.46445&km=60&qualifier=local", "q=lundi&family=association&sector=leisure&fresh=month",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_passes_the_filters_and_how_many_each_facet_counts(engine, address):
    query = asked(address)
    with_words = [DOCUMENTS[hit.id] for hit in every_hit(engine, SearchQuery(text=query.text))]
    right = {one.id for one in with_words if fits(one, query)}
    found = every_hit(engine, query)
    result = engine.search(query)
    assert {hit.id for hit in found} == right
    assert len(found) == result.total == len(right)
    assert result.facets == facets_of(with_words, query)


def test_addresses_are_worth_asking(engine):
    totals = {address: engine.search(asked(address)).total for address in ADDRESSES}
    nothing = {address for address, total in totals.items() if total == 0}
    assert nothing == {"box=0,0,1,1", "sector=nothing", "place=commune:00000"}
    assert all(total < 300 for address, total in totals.items() if address not in ("lang=en", "lang=fr"))


def test_no_document_stands_on_the_edge_of_a_circle():
    queries = [query for query in map(asked, ADDRESSES) if query.point]
    edges = [
        (replace(query, radius=query.radius * 0.97), replace(query, radius=query.radius * 1.03)) for query in queries
    ]
    assert all(fits(one, less) == fits(one, more) for one in DOCUMENTS.values() for less, more in edges)


def test_a_facet_counts_what_its_own_filter_leaves_out(engine):
    alone, filtered = engine.search(asked("q=solidaire")), engine.search(asked("q=solidaire&certificate=active"))
    assert filtered.facets["certificates"] == alone.facets["certificates"]
    assert len(filtered.facets["certificates"]) > 1
    assert filtered.facets["sectors"] != alone.facets["sectors"]


def test_everything_is_found_when_nothing_is_asked(engine):
    result = engine.search(SearchQuery())
    assert result.total == 300
    assert sum(result.facets["kinds"].values()) == 300
