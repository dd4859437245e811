"""Dates of files and colleges: seats only stays seats only, everywhere; a calendar forgets what is closed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from certification.models import College, Interest, VisitDate
from certification.permissions import roles_of
from certification.states import Role
from community import calendar
from community.models import Meeting, MeetingReply, Notification
from community.workflow import meetings as workflow
from core.refusals import NotAllowed, NotNow, Refused
from tests.factories.certification import DAY
from tests.factories.world import TALKED, make_spoken_world

pytestmark = pytest.mark.django_db
build_world = make_spoken_world
HOUR = timedelta(hours=1)
SEATS = {f"seat_{code}" for code in ("consumers", "government", "industry", "labour", "ngo", "ssro")}
SECRET = "SECRET-meeting"


@pytest.fixture
def world(built_world, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: TALKED)
    return built_world


def said(**more):
    starts = TALKED + 5 * DAY
    return {
        "title": f"{SECRET}-title", "starts_at": starts, "ends_at": starts + 2 * HOUR, "place": f"{SECRET}-place",
        "link": "", "text": f"{SECRET}-text",
    } | more  # fmt: skip


@pytest.fixture
def held(world):
    """What the seats convened."""
    return world.meeting


def client_of(person):
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    return client


def test_seats_and_facilitators_see_it_and_nobody_else(world, held):
    seen = {name for name, one in world.who.items() if calendar.visible_to(one).exists()}
    assert seen == SEATS | {"facilitator", "superuser"}
    for name, one in world.who.items():
        expected = bool(roles_of(one, world.application) & {Role.SEAT, Role.FACILITATOR})
        assert (name in seen) == expected, name


@pytest.mark.crawl
def test_it_is_on_no_page_of_others(world, held):
    feeds = {name: workflow.feed(one, TALKED) for name, one in world.who.items() if one.is_authenticated}
    pages = [
        held.get_absolute_url(), f"{held.get_absolute_url()}meeting.ics", reverse("community:calendar"), "/account/",
        reverse("certification:room", args=[world.application.uid]), "/activity/", "/my/notifications/",
        reverse("certification:file", args=[world.application.uid]), world.actor.get_absolute_url(), "/colleges/ngo/",
    ]  # fmt: skip
    found = {}
    for name, one in world.who.items():
        client = client_of(one)
        own = [reverse("community:calendar_feed", args=[feeds[name].secret])] if name in feeds else []
        found[name] = {url for url in pages + own if SECRET in client.get(url).content.decode().replace("\r\n ", "")}
    readers = {name for name, urls in found.items() if urls}
    assert readers - SEATS == {"facilitator", "superuser"}
    assert {held.get_absolute_url(), reverse("community:calendar")} <= found["seat_labour"]
    assert reverse("community:calendar_feed", args=[feeds["seat_labour"].secret]) in found["seat_labour"]


def test_those_invited_are_told_without_the_place(world, held):
    told = Notification.objects.filter(kind="community.meeting_convened")
    assert {one.person for one in told} == {world.who[name] for name in SEATS - {"seat_ngo"}}
    assert all(SECRET not in f"{one.subject}{one.text}{one.quoted}" for one in told)


@pytest.mark.parametrize(
    "name", ["member", "applicant", "recused_seat", "undeclared_seat", "pair", "bound_facilitator"]
)
def test_who_does_not_sit_convenes_nothing(world, name):
    with pytest.raises(NotAllowed):
        workflow.convene(
            holder=world.application, kind="deliberation", actor=world.who[name], now=TALKED, **said()
        )  # fmt: skip
    client = client_of(world.who[name])
    assert client.get(reverse("community:meeting_new", args=["application", world.application.uid])).status_code == 404
    assert Meeting.objects.get() == world.meeting


def test_an_interest_declared_later_closes_it(world, held):
    person = world.who["seat_labour"]
    workflow.reply(meeting=held, actor=person, answer="yes", now=TALKED)
    secret = workflow.feed(person, TALKED).secret
    url = reverse("community:calendar_feed", args=[secret])
    assert b"SECRET" in Client().get(url).content
    Interest.objects.filter(application=world.application, person=person).update(has_interest=True, text="x")
    assert b"SECRET" not in Client().get(url).content
    assert person not in workflow.concerned(held)
    assert client_of(person).get(held.get_absolute_url()).status_code == 404


def test_a_moved_date_is_answered_again_and_told(world, held):
    workflow.reply(meeting=held, actor=world.who["seat_labour"], answer="no", now=TALKED)
    later = said(starts_at=TALKED + 6 * DAY, ends_at=TALKED + 6 * DAY + HOUR)
    moved = workflow.change(meeting=held, actor=world.who["facilitator"], now=TALKED, said=later)
    assert (moved.sequence, MeetingReply.objects.count()) == (1, 0)
    assert Notification.objects.filter(kind="community.meeting_changed", person=world.who["seat_ngo"]).exists()
    workflow.change(meeting=held, actor=world.who["facilitator"], now=TALKED, said=later | {"text": "autre"})
    assert Notification.objects.filter(kind="community.meeting_changed", person=world.who["seat_ngo"]).count() == 1


def test_what_is_called_off_stays_in_calendars_as_such(world, held):
    secret = workflow.feed(world.who["seat_ssro"], TALKED).secret
    workflow.cancel(meeting=held, actor=world.who["seat_ngo"], why="Salle fermée", now=TALKED)
    content = Client().get(reverse("community:calendar_feed", args=[secret])).content.decode()
    assert "STATUS:CANCELLED" in content
    assert "SEQUENCE:1" in content
    with pytest.raises(NotNow):
        workflow.reply(meeting=held, actor=world.who["seat_ssro"], answer="yes", now=TALKED)
    with pytest.raises(NotNow):
        workflow.cancel(meeting=held, actor=world.who["seat_ngo"], why="x", now=TALKED)


def test_what_is_near_is_said_once_to_who_has_not_said_no(world, held):
    workflow.reply(meeting=held, actor=world.who["seat_labour"], answer="no", now=TALKED)
    assert workflow.remind(TALKED) == 0
    near = held.starts_at - 24 * HOUR
    assert (workflow.remind(near), workflow.remind(near)) == (1, 0)
    told = {one.person for one in Notification.objects.filter(kind="community.meeting_near")}
    assert told == {world.who[name] for name in SEATS - {"seat_labour"}}


def test_impossible_hours_are_refused_and_what_was_typed_is_there(world):
    client = client_of(world.who["seat_ngo"])
    url = reverse("community:meeting_new", args=["application", world.application.uid])
    typed = {
        "kind": "deliberation", "title": "Réunion", "starts_at": "2026-09-12T10:00", "ends_at": "2026-09-12T09:00",
        "place": "", "link": "", "text": "Ordre du jour",
    }  # fmt: skip
    answer = client.post(url, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ordre du jour" in page
    assert set(answer.context["form"].errors) == {"ends_at", "place"}
    assert Meeting.objects.get() == world.meeting
    answer = client.post(url, typed | {"ends_at": "2026-09-12T12:00", "place": "Niort"})
    assert answer.status_code == 302
    with pytest.raises(Refused):
        workflow.convene(
            holder=world.application, kind="deliberation", actor=world.who["seat_ngo"], now=TALKED,
            **said(ends_at=TALKED),
        )  # fmt: skip


def test_a_college_deliberates_among_its_members_and_its_events_are_everybody_s(world):
    ngo, who = College.objects.get(code="ngo"), world.who
    workflow.convene(holder=ngo, kind="deliberation", actor=who["seat_ngo"], now=TALKED, **said())
    workflow.convene(
        holder=ngo,
        kind="event",
        actor=who["seat_ngo"],
        now=TALKED,
        **said(title="Fête ouverte", place="Niort", text=""),
    )
    seen = {name for name in who if SECRET in client_of(who[name]).get("/colleges/ngo/").content.decode()}
    assert seen >= {"seat_ngo", "facilitator"}
    assert not seen & {"anonymous", "member", "applicant", "seat_labour", "candidate", "editor"}
    assert "Fête ouverte" in Client().get("/colleges/ngo/").content.decode()
    with pytest.raises(NotAllowed):
        workflow.convene(holder=ngo, kind="event", actor=who["seat_labour"], now=TALKED, **said())


def test_one_answers_and_sees_who_comes(world, held):
    client = client_of(world.who["seat_labour"])
    page = held.get_absolute_url()
    client.post(reverse("community:meeting_reply", args=[held.uid]), {"answer": "yes"})
    client.post(reverse("community:meeting_reply", args=[held.uid]), {"answer": "maybe"})
    assert MeetingReply.objects.get().answer == "maybe"
    assert "Nom-seat_labour" in client_of(world.who["seat_ngo"]).get(page).content.decode()
    assert client.post(reverse("community:meeting_reply", args=[held.uid]), {"answer": "x"}).status_code == 404
    assert client_of(world.who["member"]).post(
        reverse("community:meeting_reply", args=[held.uid]), {"answer": "yes"}
    ).status_code == 404  # fmt: skip


def test_visits_are_in_the_calendars_of_those_who_visit_and_those_who_are_visited(world):
    VisitDate.objects.filter(visit=world.visit, is_chosen=True).update(at=TALKED + DAY)
    found = {}
    for name, one in world.who.items():
        if one.is_authenticated:
            url = reverse("community:calendar_feed", args=[workflow.feed(one, TALKED).secret])
            found[name] = b"visit-" in Client().get(url).content
    assert {name for name, is_there in found.items() if is_there} == {
        "pair", "pair_consumer", "applicant", "colleague", "bound_facilitator", "tied_seat",
    }  # fmt: skip


def test_a_secret_address_is_renewed_and_stopped(world, held):
    person = world.who["seat_ngo"]
    client = client_of(person)
    for asked in ("make", "renew"):
        client.post(reverse("community:calendar_address"), {"do": asked})
    older = workflow.feed(person, TALKED).secret
    client.post(reverse("community:calendar_address"), {"do": "renew"})
    newer = workflow.feed(person, TALKED).secret
    statuses = [Client().get(reverse("community:calendar_feed", args=[one])).status_code for one in (older, newer)]
    assert statuses == [404, 200]
    person.is_active = False
    person.save()
    assert Client().get(reverse("community:calendar_feed", args=[newer])).status_code == 404
    person.is_active = True
    person.save()
    client.force_login(person)
    client.post(reverse("community:calendar_address"), {"do": "stop"})
    assert Client().get(reverse("community:calendar_feed", args=[newer])).status_code == 404
