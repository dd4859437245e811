"""The first values of a facet stand two by two in columns, others share one: counts are exact in any case."""

import pytest

from search.engines.embedded import schema
from search.engines.embedded.engine import EmbeddedEngine
from tests.search.contract.asking import DOCUMENTS, asked, every_hit, facets_of

ADDRESSES = ["kind=actor", "q=solidaire", "qualifier=bio&sector=food", "sector=leisure&mode=online&certificate=active"]


@pytest.fixture(
    scope="module",
    params=[dict.fromkeys(schema.SLOTS, 0), {**schema.SLOTS, "sector": 1}, schema.SLOTS],
    ids=["none", "a sector", "ours"],
)
def engine(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "SLOTS", request.param)
        made = EmbeddedEngine(tmp_path_factory.mktemp("index"))
        made.rebuild(DOCUMENTS.values())
        yield made


@pytest.mark.parametrize("address", ADDRESSES)
def test_counts_are_exact_whatever_has_a_column(engine, address):
    query = asked(address)
    with_words = [DOCUMENTS[hit.id] for hit in every_hit(engine, asked(f"q={query.text}"))]
    right = facets_of(with_words, query)
    assert engine.search(query).facets == right
    assert len(right["sectors"]) > 1


def test_documents_have_more_values_than_columns():
    most = {name: max(len(list(one.codes.get(name, ()))) for one in DOCUMENTS.values()) for name in schema.SLOTS}
    assert most["sector"] > 2  # as many as one column has
    assert most["qualifier"] > 2
