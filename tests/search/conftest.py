"""What tests of the search share."""

import pytest

from core import changes
from search import sources
from search.engine import engine as engine_of_the_site
from search.engines.embedded.engine import EmbeddedEngine
from tests.factories.accounts import make_user
from tests.factories.community import hide_all
from tests.search.contract.asking import DOCUMENTS


@pytest.fixture
def nobody_else(db):
    """Nobody but whom a test makes."""
    hide_all()


@pytest.fixture
def ana(nobody_else):
    """Somebody who keeps searches."""
    return make_user(display_name="Ana")


@pytest.fixture
def index(db, settings, tmp_path):
    """An index of what stands in the database now, in a folder of its own."""
    settings.SEARCH_FOLDER = tmp_path / "search"
    engine_of_the_site().rebuild(sources.every())
    changes.Change.objects.all().delete()
    return engine_of_the_site()


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The embedded one, with the three hundred documents of the contract."""
    made = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    made.rebuild(DOCUMENTS.values())
    return made
