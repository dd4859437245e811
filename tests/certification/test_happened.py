"""What happened around one person, as far as the process goes: nothing sealed, nobody's words, nothing when recused."""

from datetime import timedelta

import pytest
from guardian.shortcuts import assign_perm

from certification.models import Application, FileFollow
from certification.workflow import messages, opinions
from community.models import Actor, PersonRole
from community.workflow import comments, meetings
from tests.factories.accounts import make_user
from tests.factories.certification import DAY
from tests.factories.world import END, TALKED, decide, make_world, speak

pytestmark = pytest.mark.django_db
PAGE = "/my/activity/"
NAMES = ("applicant", "seat_ngo", "pair", "facilitator", "recused_seat", "recused_pair", "undeclared_seat", "member")


def build_world():
    found = make_world()
    speak(found)
    FileFollow.objects.all().delete()
    return found


@pytest.fixture
def world(built_world):
    return built_world


def page(client, person, query=""):
    client.force_login(person)
    html = client.get(PAGE + query).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def room(world):
    return f"/deliberate/{world.application.uid}/"


def test_who_has_a_part_in_a_file_is_told_and_nobody_else(client, world, at):
    at(TALKED)
    shown = {name: "Sarcelle" in page(client, world.who[name]) for name in NAMES}
    assert shown == dict.fromkeys(NAMES, False) | dict.fromkeys(("applicant", "seat_ngo", "pair"), True)


def test_what_came_before_is_for_the_applicant_only(client, world, at):
    at(TALKED)
    before = "Le dossier a été ouvert"
    assert before in page(client, world.who["applicant"])
    judge = page(client, world.who["seat_ngo"])
    assert "Les collèges ont été réunis" in judge
    assert before not in judge


def test_nobody_reads_words_nor_who_said_them(client, world, at):
    at(TALKED)
    for name in NAMES:
        FileFollow.objects.create(application=world.application, person=world.who[name])
    for name in NAMES:
        html = page(client, world.who[name])
        assert "SECRET" not in html.replace("SECRET-meeting-title", "")  # those invited know the title of a meeting
        assert not any(f"Nom-{other}" in html for other in NAMES if other != name)


def said(world, audience, hours, by="seat_ngo"):
    """The address of a message that is the latest of its day, to which its line leads."""
    now = TALKED + timedelta(hours=hours)
    opinions.say(application=world.application, audience=audience, text="SECRET-x", actor=world.who[by], now=now)
    return f"{room(world)}messages/{world.application.messages.latest('pk').uid}/"


def test_messages_are_told_to_who_follows_and_hears(client, world, at):
    at(TALKED)
    among_seats = said(world, "seats", 1)
    hears = {}
    for name in NAMES:
        FileFollow.objects.get_or_create(application=world.application, person=world.who[name])
    for name in (*NAMES, "seat_labour"):
        hears[name] = among_seats in page(client, world.who[name])
    assert hears == dict.fromkeys(hears, False)  # neither its author, nor a seat that does not follow
    messages.follow(application=world.application, actor=world.who["seat_labour"], is_wanted=True, now=TALKED)
    assert among_seats in page(client, world.who["seat_labour"])
    to_all = said(world, "applicant", 2, by="seat_labour")
    told = {name for name in NAMES if to_all in page(client, world.who[name])}
    assert told == {"applicant", "seat_ngo", "facilitator"}
    assert room(world) not in page(client, world.who["recused_seat"])


def test_decisions_are_told_but_not_to_who_declared_an_interest(client, world, at):
    decide(world)
    Application.objects.filter(pk=world.application.pk).update(state="decided", decided_at=END)
    at(END + DAY)
    for name in ("member", "recused_seat"):
        comments.follow(obj=world.actor, actor=world.who[name], is_wanted=True)
    record = f"/register/{world.decision.number}/"
    assert record in page(client, world.who["member"])
    assert record in page(client, world.who["applicant"])
    assert record not in page(client, world.who["recused_seat"])
    Actor.objects.filter(pk=world.actor.pk).update(state="archived", archived_reason="closed", archived_at=END)
    assert "Sarcelle" not in page(client, world.who["member"])


def test_a_meeting_of_seats_is_told_to_them_only(client, world, at):
    at(TALKED)
    meetings.convene(
        holder=world.application, kind="deliberation", actor=world.who["seat_ngo"], now=TALKED,
        title="SECRET-meeting", starts_at=TALKED + DAY, ends_at=TALKED + 2 * DAY, place="SECRET-place",
    )  # fmt: skip
    shown = {name: "SECRET-meeting" in page(client, world.who[name]) for name in NAMES}
    assert shown == dict.fromkeys(NAMES, False) | dict.fromkeys(("seat_ngo", "facilitator"), True)
    assert "SECRET-place" not in page(client, world.who["seat_ngo"])


def test_who_left_the_applicant_is_told_no_more(client, world, at):
    at(TALKED)
    guest = make_user("guest@example.org")
    assign_perm(PersonRole.CONTRIBUTOR, guest, world.actor)
    assert "Sarcelle" in page(client, guest)
    world.actor.user_permissions.filter(user=guest).delete()
    assert "Sarcelle" not in page(client, guest)
