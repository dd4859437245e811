"""What tests of the process share."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import transaction

from certification.models import Certificate
from certification.workflow import closing
from tests.factories.accounts import make_user
from tests.factories.certification import DAY, NOW, make_charter, make_colleges, make_round, say


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


@pytest.fixture
def at(monkeypatch):
    """Move the clock; pages that were kept are made anew."""

    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        caches["pages"].clear()

    return move


@pytest.fixture
def give(manager, facilitator, people, at):
    """Give a certificate, seen a day later: for an organisation, with what colleges say instead of consent."""

    def decide(organisation=None, **positions):
        found = make_round(manager, facilitator, people, organisation=organisation)
        for college, group in people.items():
            say(found, group[0], positions.get(college, "consent"), NOW + 36 * DAY)
        closing.close(round_=found, actor=None, now=NOW + 50 * DAY)
        at(NOW + 51 * DAY)
        return Certificate.objects.select_related("actor", "decision").get()

    return decide


@pytest.fixture
def given(give):
    """A certificate that holds."""
    return give()


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
