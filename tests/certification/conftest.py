"""What tests of the process share."""

from types import SimpleNamespace

import pytest

from tests.factories.accounts import make_user
from tests.factories.certification import NOW, make_charter, make_colleges


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def charter(db):
    return make_charter()


@pytest.fixture
def manager(db):
    return make_user("manager@example.org", display_name="Mona")


@pytest.fixture
def member(db):
    return make_user("member@example.org", display_name="Mehdi")


@pytest.fixture
def facilitator(db):
    return make_user("facilitator@example.org", display_name="Fanny", roles=("facilitator",))


@pytest.fixture
def cast(manager, member, facilitator, people):
    """Everybody at once."""
    return SimpleNamespace(manager=manager, member=member, facilitator=facilitator, people=people)


@pytest.fixture
def people(charter):
    """{college: [one person]}."""
    return make_colleges()


@pytest.fixture(autouse=True)
def _links(monkeypatch):
    monkeypatch.setattr("certification.notifications.link", lambda *_args, **_kwargs: "/x")
