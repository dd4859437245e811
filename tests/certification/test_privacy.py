"""What the process holds of a person: given back whole, then forgotten where it may be."""

import json

import pytest
from django.db import transaction
from django.urls import reverse

from certification.models import Interest, Mandate, Seat
from certification.workflow import interests
from core import privacy
from core.models import Event
from tests.certification.test_pages_room import SECRET, submit
from tests.factories.certification import DAY, NOW, OBJECTION, make_round, say

pytestmark = pytest.mark.django_db
OPEN = NOW + 36 * DAY


@pytest.fixture
def person(cast):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    who = cast.people["ngo"][0]
    who.mandates.update(shows_name=True)
    Seat.objects.filter(person=who).update(shows_name=True)
    submit(found, who)
    say(found, who, "object", OPEN, objection=OBJECTION)
    return who


def test_everything_one_said_is_given_back(person):
    text = json.dumps(privacy.export(person)["certification"], default=str, ensure_ascii=False)
    for said in (SECRET, *OBJECTION.values(), "ngo", "object"):
        assert said in text, said


def test_what_others_said_is_not(person, cast):
    text = json.dumps(privacy.export(cast.people["labour"][0])["certification"], default=str, ensure_ascii=False)
    for said in (SECRET, OBJECTION["harm"]):
        assert said not in text


def test_an_erased_account_sits_no_longer_and_what_it_said_stays_without_a_name(client, person, cast):
    application = Seat.objects.get(person=person).round.application
    interests.declare(application=application, actor=cast.people["ssro"][0], has_interest=True, text="MINE", now=OPEN)
    name = person.display_name
    assert name in client.get(reverse("certification:college", args=["ngo"])).content.decode()
    for one in (person, cast.people["ssro"][0]):
        with transaction.atomic():
            privacy.erase(one)
    mandate = Mandate.objects.get(person=person)
    assert (mandate.state, mandate.motivation) == ("ended", "")
    assert name not in client.get(reverse("certification:college", args=["ngo"])).content.decode()
    seat = Seat.objects.get(person=person)
    assert seat.positions.get().value == "object"
    assert application.objections.get().harm == OBJECTION["harm"]
    assert not Interest.objects.filter(text="MINE").exists()
    assert not Event.objects.filter(detail__private__contains="MINE").exists()
