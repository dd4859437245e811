"""A profile that changes while the colleges deliberate."""

import pytest

from certification.models import Application, Round
from certification.workflow import closing, rounds
from community.workflow import publication
from core.refusals import NotAllowed
from tests.factories.certification import DAY, NOW, make_round, say

pytestmark = pytest.mark.django_db
OPEN = NOW + 36 * DAY


@pytest.fixture
def found(manager, facilitator, people):
    return make_round(manager, facilitator, people)


def correct(found, facilitator, section, **values):
    publication.correct(
        organisation=found.application.actor, section=section, values=values, actor=facilitator, now=OPEN,
        origin="facilitator",
    )  # fmt: skip


def test_contact_passes(found, facilitator):
    correct(found, facilitator, "contact", public_phone="05 49 11 11 11")
    assert Round.objects.get().state == "open"


def test_what_is_judged_voids_the_round_whose_positions_never_count(found, people, facilitator):
    say(found, people["ngo"][0], "consent", OPEN)
    correct(found, facilitator, "story", summary="Une tout autre activité.")
    assert Round.objects.get().state == "void"
    application = Application.objects.get()
    assert application.state == "reconciliation"
    closing.close(round_=found, actor=None, now=found.closes_at)
    assert Round.objects.get().state == "void"
    with pytest.raises(NotAllowed):
        say(found, people["ngo"][0], "object", OPEN)
    again = rounds.open_round(application=application, actor=facilitator, now=OPEN + DAY)
    assert again.profile_sha256 != found.profile_sha256
    assert closing.count(again).positions["ngo"] == "absent"
