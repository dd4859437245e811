"""What tests of the community share."""

from datetime import UTC, datetime

import pytest

from community.models import Attestation, Claim, Discussion, DraftPart, Invitation, Letter, Notification, Report
from tests.factories.accounts import make_user
from tests.factories.community import make_territory

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_of_the_demo_is_under_way(request):
    """The organisations of the demo stay; what people said and typed there would be counted in tests."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db" if not _is_transactional(request) else "transactional_db")
        for model in (Attestation, Claim, Discussion, DraftPart, Invitation, Letter, Notification, Report):
            model.objects.all().delete()


def _is_transactional(request):
    return request.node.get_closest_marker("django_db").kwargs.get("transaction", False)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def manager(db):
    return make_user("manager@example.org", display_name="Mona")


@pytest.fixture
def colleague(db):
    return make_user("colleague@example.org", display_name="Colas")


@pytest.fixture
def member(db):
    return make_user("member@example.org", display_name="Mehdi")


@pytest.fixture
def facilitator(db):
    return make_user("facilitator@example.org", display_name="Fanny", roles=("facilitator",))


@pytest.fixture
def niort(db):
    return make_territory(postal_codes="79000", population=60_000, latitude=46.3239, longitude=-0.4645)
