"""What tests of the process share."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from certification.models import (
    Appeal,
    Application,
    Certificate,
    Condition,
    Decision,
    Erratum,
    Grid,
    Interest,
    Mandate,
    MandateConfirmation,
    Message,
    Objection,
    ObjectionAnswer,
    PanelSeat,
    Position,
    PublicOpinion,
    Round,
    Seat,
    Suspension,
    SuspensionSupport,
    Visit,
)
from community.models import Actor
from tests.factories.accounts import make_user
from tests.factories.certification import NOW, make_charter, make_colleges
from tests.factories.journal import no_triggers


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


DEMO = (
    PanelSeat, Appeal, SuspensionSupport, Suspension, Condition, Certificate, Erratum, Decision, Message,
    ObjectionAnswer, Position, Objection, Grid, Seat, Round, PublicOpinion, Interest, Visit, Application,
    MandateConfirmation, Mandate,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_of_the_demo_is_under_way(request):
    """The people of the demo stay; its files would be counted in tests."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        with no_triggers() if Decision.objects.exists() else nullcontext():
            for model in DEMO:
                if model is Message:
                    model.objects.exclude(parent=None).delete()
                model.objects.all().delete()
        Actor.objects.update(certificate_state="none", positions={}, certified_at=None)
