"""Each engine, with the same three hundred documents."""

import pytest

from search.engines.embedded.engine import EmbeddedEngine
from tests.search.contract.corpus import TODAY, documents, synonyms

ENGINES = {"embedded": lambda folder: EmbeddedEngine(folder, synonyms, lambda: TODAY)}


@pytest.fixture(scope="module", params=ENGINES)
def new_engine(request, tmp_path_factory):
    """Makes an engine without documents, in a folder of its own."""
    return lambda: ENGINES[request.param](tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def engine(new_engine):
    """One that has them all; a test that changes it makes its own."""
    made = new_engine()
    made.rebuild(documents())
    return made


@pytest.fixture
def few(new_engine):
    """One for a test that changes it: it has nothing."""
    made = new_engine()
    made.rebuild([])
    return made
