"""What was told about a file: its name is gone for whoever is recused, replaced or no longer of the applicant."""

import pytest
from guardian.shortcuts import remove_perm
from post_office.models import Email

from certification.models import Application, Interest, Seat
from certification.notifications import tell
from certification.parts import parts
from certification.permissions import can, roles_of
from community.models import PersonRole
from community.workflow.notices import send_digests
from tests.factories.certification import DAY
from tests.factories.world import TALKED, make_world

pytestmark = pytest.mark.django_db


def build_world():
    return make_world()


@pytest.fixture
def world(built_world):
    return built_world


def reads(client, world, name):
    """Whether somebody still reads the name of the file in her or his notifications."""
    person, application = world.who[name], world.application
    person.notifications.all().delete()
    tell("visit_signed", person, "file", [application.uid], application=application)
    client.force_login(person)
    return "Sarcelle" in client.get("/my/notifications/").content.decode()


def as_if_unknown(world):
    """A file that nobody knows of yet: what is told about it is for those who have a part in it."""
    Application.objects.filter(pk=world.application.pk).update(opinion_opens_at=None, state="visit")


SEE = ("applicant", "colleague", "facilitator", "seat_ngo", "undeclared_seat", "pair")
BOUND = ("recused_seat", "recused_pair", "interested_facilitator", "co_applicant")


def test_who_has_a_part_in_a_file_reads_its_name_and_who_is_recused_does_not(client, world, at):
    at(TALKED)
    as_if_unknown(world)
    assert {name: reads(client, world, name) for name in SEE} == dict.fromkeys(SEE, True)
    assert {name: reads(client, world, name) for name in (*BOUND, "member")} == dict.fromkeys((*BOUND, "member"), False)


def test_a_public_file_keeps_its_name_but_for_who_is_bound(client, world, at):
    at(TALKED)
    assert reads(client, world, "member")
    assert not any(reads(client, world, name) for name in BOUND)


def test_who_left_the_applicant_no_longer_reads_the_name_of_a_draft(client, world, at):
    at(TALKED)
    as_if_unknown(world)
    assert reads(client, world, "colleague")
    remove_perm(PersonRole.CONTRIBUTOR, world.who["colleague"], world.actor)
    assert not reads(client, world, "colleague")


def test_parts_are_the_roles_that_each_plays(world, at):
    """For every role of the world, `parts` says what `permissions` says of one file."""
    at(TALKED)
    compared = 0
    for name, person in world.who.items():
        for found in parts(person) if person.is_authenticated else ():
            played = roles_of(person, world.application) & found.roles
            assert (name, played) == (name, found.roles)
            for action in ("see", "read_file"):
                assert (name, found.may(action)) == (name, bool(can(person, action, world.application)))
                compared += 1
    assert compared > 2 * 10
    assert Seat.objects.filter(round=world.round).count() > 6


def test_a_digest_gives_no_name_to_who_declared_an_interest_since_it_was_told(world, at):
    at(TALKED)
    person, application = world.who["seat_ngo"], world.application
    person.notifications.all().delete()
    tell("visit_signed", person, "file", [application.uid], application=application)
    person.notifications.update(mail=None, channel="daily", digest_at=TALKED)
    Interest.objects.filter(application=application, person=person).update(has_interest=True, text="Ma sœur.")
    send_digests(TALKED + DAY)
    letter = Email.objects.get(pk=person.notifications.get().mail_id)
    for text in (letter.subject, letter.message, letter.html_message):
        assert "Sarcelle" not in text
        assert str(application.uid) not in text
    assert "Le compte rendu de la visite de «\xa0…\xa0» est signé" in letter.message
