"""What tests of the process share."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import transaction

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


@pytest.fixture(scope="module")
def _kept_world(request, django_db_setup, django_db_blocker):
    """What the module's `build_world` makes, once for all of its tests; it is taken back when the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield request.module.build_world()
        transaction.set_rollback(True)


@pytest.fixture
def built_world(_kept_world, db):
    """A copy of it for one test: its rows are there, whatever the test does to them is taken back."""
    return deepcopy(_kept_world)
