"""Calls by “@” in a deliberation: who can be called, which name readers see, who is told, and never of what."""

import pytest
from django.urls import reverse

from certification import hearers, talk
from certification.message_text import Names
from certification.models import Message, MessageCall
from certification.permissions import can, roles_of
from certification.rules.messages import heard
from certification.states import Audience, Role
from certification.workflow import messages, opinions
from community.models import Notification
from core import privacy
from tests.certification.matrix.crawl import letters
from tests.factories.world import TALKED, make_spoken_world

pytestmark = pytest.mark.django_db
build_world = make_spoken_world
NAME = "Nom-seat_labour"
NEAR = {Role.SEAT, Role.PAIR, Role.FACILITATOR, Role.APPLICANT, Role.CONTRIBUTOR}


@pytest.fixture
def world(built_world):
    return built_world


def said(world, text, audience="applicant", by="seat_ngo", parent=None):
    return opinions.say(
        application=world.application, audience=audience, text=text, actor=world.who[by], now=TALKED, parent=parent
    )


def room(client, world, name):
    client.force_login(world.who[name])
    return client.get(reverse("certification:room", args=[world.application.uid])).content.decode()


def told(world, name, kind="mention"):
    return Notification.objects.filter(person=world.who[name], kind__endswith=kind).count()


def test_who_is_near_is_what_the_law_says_of_each(world):
    """The one query for all says of everybody what `roles_of` says of one, and so who hears what."""
    known = {one.person.pk: one.roles for one in hearers.hearers(world.application)}
    for name, one in world.who.items():
        if name in {"anonymous", "superuser"}:
            continue
        roles = roles_of(one, world.application) & NEAR
        assert set(known.get(one.pk, ())) == roles, name
        message = Message(application=world.application, author=world.who["seat_ngo"])
        for message.audience in Audience:
            hears = any(one.pk == near.person.pk and near.hears(message.audience) for near in _near(world))
            assert hears == bool(can(one, "read", message)), (name, message.audience)
            assert hears == (bool(roles) and message.audience in heard(roles))


def _near(world):
    return hearers.hearers(world.application)


def test_the_text_holds_a_uid_and_each_reader_sees_what_she_or_he_may_know(client, world, at):
    at(TALKED)
    message = said(world, f"Qu’en pense @{NAME} ?")
    assert message.text == f"Qu’en pense @[{world.who['seat_labour'].uid}] ?"
    assert f'<strong class="mention">@{NAME}</strong>' in room(client, world, "seat_ssro")
    assert f"@{NAME}" in room(client, world, "facilitator")
    page = room(client, world, "applicant")
    assert NAME not in page
    assert '<strong class="mention">@Travailleurs</strong>' in page
    assert str(world.who["seat_labour"].uid) not in page
    world.round.seats.filter(person=world.who["seat_labour"]).update(shows_name=True)
    assert f"@{NAME}" in room(client, world, "applicant")


def test_the_applicant_cannot_try_names_of_seats(client, world, at):
    """A name that the writer may not know stays a word: nothing tells that it is somebody's."""
    at(TALKED)
    message = said(world, f"@{NAME} et @Nom-nobody", by="applicant")
    assert message.text == f"@{NAME} et @Nom-nobody"
    assert not MessageCall.objects.exists()
    assert "Nom-seat" not in room(client, world, "applicant").replace(f"@{NAME} et", "")
    assert told(world, "seat_labour") == 0


def test_names_are_listed_by_the_field_for_those_who_may_know_them(client, world, at):
    at(TALKED)
    lists = {
        name: dict(talk.callable_names(world.application, world.who[name], list(Audience)))
        for name in ("seat_ngo", "applicant")
    }
    labels = dict(Message.audience.field.choices)
    among = lists["seat_ngo"][labels["seats"]]
    assert NAME in among
    assert not {"Nom-seat_ngo", "Nom-recused_seat", "Nom-undeclared_seat", "Nom-tied_seat"} & set(among)
    assert {"Nom-facilitator", "Nom-applicant"} <= set(lists["seat_ngo"][labels["applicant"]])
    assert "Nom-pair" not in lists["seat_ngo"][labels["public"]]  # seats know the pair by its colleges only
    assert "Nom-pair" in lists["applicant"][labels["public"]]
    assert not any(name.startswith("Nom-seat") for names in lists["applicant"].values() for name in names)
    assert f"@{NAME}" in room(client, world, "seat_ngo")
    page = room(client, world, "applicant")
    assert "@Nom-facilitator" in page
    assert "@Nom-interested_facilitator" not in page


def test_who_is_called_is_told_without_the_words_nor_who_else(world):
    said(world, f"SECRET-call @{NAME} @Nom-seat_ssro @Nom-facilitator @Nom-applicant")
    for name in ("seat_labour", "seat_ssro", "facilitator", "applicant"):
        assert told(world, name) == 1, name
        row = Notification.objects.filter(person=world.who[name], kind__endswith="mention").get()
        whole = f"{row.subject} {row.text} {row.quoted}"
        assert "Sarcelle" in whole
        assert not any(word in whole for word in ("SECRET", "Nom-"))
        mail = "\n".join(letters(world.who[name]))
        assert "SECRET-call" not in mail
        assert "Nom-seat_ngo" not in mail
    kinds = dict(Notification.objects.filter(kind__endswith="mention").values_list("person", "kind"))
    assert kinds[world.who["seat_labour"].pk] == "certification.message_mention"
    assert kinds[world.who["applicant"].pk] == kinds[world.who["facilitator"].pk] == "certification.talk_mention"


@pytest.mark.parametrize("name", ["recused_seat", "undeclared_seat", "recused_pair"])
def test_who_may_not_read_is_not_told_and_leaves_no_name(client, world, at, name):
    at(TALKED)
    message = said(world, f"Et @Nom-{name} ?", by="facilitator")
    assert "Nom-" not in message.text
    assert told(world, name) == 0
    assert (f"@Nom-{name}" in room(client, world, "applicant")) is (name == "recused_pair")  # whom they have met


def test_who_is_not_of_the_audience_is_neither_called_nor_told(world):
    assert said(world, "Et @Nom-applicant ?", audience="seats").text == "Et @Nom-applicant ?"
    said(world, "Et @Nom-facilitator ?", audience="seats")
    assert told(world, "applicant") == told(world, "facilitator") == 0
    assert not MessageCall.objects.exists()


def test_a_correction_keeps_the_marks_and_tells_only_who_is_new(client, world, at):
    at(TALKED)
    message = said(world, f"Et @{NAME} ?")
    client.force_login(world.who["seat_ngo"])
    url = reverse("certification:message_edit", args=[world.application.uid, message.uid])
    assert f"Et @{NAME} ?" in client.get(url).content.decode()
    client.post(url, {"text": f"Et @{NAME}, et @Nom-seat_ssro ?"})
    message.refresh_from_db()
    assert "Nom-" not in message.text
    assert (told(world, "seat_labour"), told(world, "seat_ssro")) == (1, 1)


def test_a_correction_leaves_no_name_of_who_has_left_the_file(world):
    """Called, then recused: the author corrects, and the name does not become a word that the applicant reads."""
    message = said(world, f"Et @{NAME} ?")
    world.application.interests.filter(person=world.who["seat_labour"]).update(has_interest=True, text="Oui")
    typed = Names([message], world.application, world.who["seat_ngo"]).typed(message)
    messages.edit(message=message, actor=world.who["seat_ngo"], text=typed, now=TALKED)
    message.refresh_from_db()
    assert NAME not in message.text


def test_marks_that_somebody_types_call_nobody(world):
    message = said(world, f"@[{world.who['seat_labour'].uid}]", by="applicant")
    assert "@[" not in message.text
    assert told(world, "seat_labour") == 0


def test_who_leaves_takes_the_name_away(client, world, at):
    at(TALKED)
    message = said(world, f"Et @{NAME} ?")
    privacy.erase(world.who["seat_labour"])
    assert "@compte fermé" in room(client, world, "seat_ngo")
    assert message.calls.count() == 0


def test_one_s_copy_of_the_data_has_the_words_with_names_one_may_know(world):
    said(world, "Merci @Nom-facilitator", by="applicant")
    said(world, f"Merci @{NAME}")
    text = str(privacy.export(world.who["applicant"])["certification"]["messages"])
    assert "Merci @Nom-facilitator" in text
    assert f"Merci @{NAME}" in str(privacy.export(world.who["seat_ngo"])["certification"]["messages"])
