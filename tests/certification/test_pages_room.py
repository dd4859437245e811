"""The deliberation room: what awaits, the sealed opinion, positions, objections, what nobody else may see."""

import json

import pytest
from django.urls import reverse

from certification.models import Grid, Interest, Objection, Position
from certification.workflow import opinions, seats
from tests.factories.accounts import make_user
from tests.factories.certification import DAY, NOW, OBJECTION, declare, make_round, say

pytestmark = pytest.mark.django_db
SEALED, OPEN = NOW + 29 * DAY, NOW + 36 * DAY
SECRET = "Un secret de l’opinion scellée"


@pytest.fixture
def found(manager, facilitator, people):
    return make_round(manager, facilitator, people)


@pytest.fixture
def at(monkeypatch):
    """Move the clock."""

    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return move


def path(name, found, *args):
    return reverse(f"certification:{name}", args=[found.application.uid, *args])


def marks(mark="kept", text=SECRET):
    return {"GOV1-mark": mark, "GOV1-text": text, "ECO1-mark": mark, "version": "0"}


def submit(found, person, now=SEALED):
    known = {code: {"mark": "kept", "text": SECRET} for code in ("GOV1", "ECO1")}
    seats.write_grid(round_=found, marks=known, summary=SECRET, actor=person, now=now, version=0)
    seats.submit_grid(round_=found, actor=person, now=now)


def test_what_awaits_me_and_nobody_else(client, found, people, member, at):
    at(SEALED)
    client.force_login(people["ngo"][0])
    assert "La Bricole" in client.get("/deliberate/").content.decode()
    client.force_login(member)
    assert "La Bricole" not in client.get("/deliberate/").content.decode()


def test_a_position_awaits_once_the_opinions_are_in(client, found, people, at):
    at(SEALED)
    client.force_login(people["ngo"][0])
    submit(found, people["ngo"][0])
    assert "Rien ne vous attend" in client.get("/deliberate/").content.decode()
    for college, (person,) in people.items():
        if college != "ngo":
            submit(found, person)
    assert "Rien ne vous attend" not in client.get("/deliberate/").content.decode()


def test_a_position_awaits_once_the_sealed_days_are_over(client, found, people, at):
    submit(found, people["ngo"][0])
    at(OPEN)
    client.force_login(people["ngo"][0])
    assert "Rien ne vous attend" not in client.get("/deliberate/").content.decode()


def test_nobody_without_a_part_enters(client, found, at, cast):
    at(SEALED)
    assert client.get(path("room", found)).status_code == 302
    for person in (cast.member, make_user("root@example.org", is_superuser=True)):
        client.force_login(person)
        assert client.get(path("room", found)).status_code in {200, 404}
    client.force_login(cast.member)
    assert client.get(path("room", found)).status_code == 404
    assert client.post(path("position", found), {"value": "consent"}).status_code == 404
    assert not Position.objects.exists()


def test_who_has_not_declared_is_asked_first_and_reads_nothing(client, found, people, at):
    at(SEALED)
    Interest.objects.all().delete()
    client.force_login(people["ngo"][0])
    page = client.get(path("room", found)).content.decode()
    assert "Nous votons chaque année" not in page
    assert client.post(path("room", found), {"has_interest": "yes", "text": ""}).status_code == 422
    client.post(path("room", found), {"has_interest": "yes", "text": "J’y ai travaillé."})
    page = client.get(path("room", found)).content.decode()
    assert "Nous votons chaque année" not in page
    assert client.get(path("room", found)).status_code in {200, 404}
    client.get("/deliberate/")


def test_the_opinion_is_kept_as_typed_then_sealed(client, found, people, at):
    at(SEALED)
    client.force_login(people["ngo"][0])
    answer = client.post(path("grid", found), marks(), headers={"x-autosave": "1"})
    assert json.loads(answer.content)["version"] == 1
    assert client.post(path("grid", found), marks(), headers={"x-autosave": "1"}).status_code == 409
    assert client.post(path("grid", found), {"GOV1-mark": "kept", "version": "1", "submit": "1"}).status_code == 422
    client.post(path("grid", found), marks() | {"version": "2", "submit": "1"})
    assert Grid.objects.get().submitted_at is not None
    assert client.post(path("grid", found), marks() | {"version": "3"}).status_code == 409


def test_sealed_opinions_are_seen_by_nobody_before_the_phase_ends(client, found, at, cast):
    submit(found, cast.people["ngo"][0])
    root, worker = make_user("root@example.org", is_superuser=True), cast.people["labour"][0]
    watchers = [(worker, SEALED), (worker, OPEN), (cast.manager, OPEN), (cast.facilitator, OPEN), (root, OPEN)]
    for person, moment in watchers:
        at(moment)
        client.force_login(person)
        for address in (path("room", found), "/deliberate/", "/register/"):
            assert SECRET not in client.get(address).content.decode(), (person, address)
    submit(found, cast.people["labour"][0])
    client.force_login(cast.people["labour"][0])
    assert SECRET in client.get(path("room", found)).content.decode()


def test_a_position_is_taken_in_its_time_only(client, found, people, at):
    client.force_login(people["ngo"][0])
    at(SEALED)
    assert client.post(path("position", found), {"value": "consent"}).status_code == 409
    at(OPEN)
    assert client.post(path("position", found), {"value": "consent"}).status_code == 302
    assert client.post(path("position", found), {"value": "stand_aside"}).status_code == 302
    assert Position.objects.filter(is_current=True).get().value == "stand_aside"
    assert Position.objects.count() == 2
    at(found.closes_at)
    late = client.post(path("position", found), {"value": "consent", "text": "Trop tard mais gardé"})
    assert late.status_code == 409
    assert "Trop tard mais gardé" in late.content.decode()


def test_an_objection_says_four_things(client, found, people, at):
    at(OPEN)
    client.force_login(people["ngo"][0])
    answer = client.post(path("position", found), {"value": "object", "harm": "Un tort"})
    assert answer.status_code == 422
    assert set(answer.context["position_form"].errors) == {"commitment", "evidence", "lifted_by"}
    assert "Un tort" in answer.content.decode()
    assert client.post(path("position", found), {"value": "object"} | OBJECTION).status_code == 302
    objection = Objection.objects.get()
    client.post(path("end_objection", found, objection.uid), {"action": "lift", "why": "Entendu."})
    objection.refresh_from_db()
    assert objection.state in {"filed", "lifted"}


def test_positions_of_others_are_for_seats_only(client, found, people, manager, at):
    at(OPEN)
    say(found, people["ngo"][0], "object", OPEN, objection=OBJECTION)
    client.force_login(people["labour"][0])
    assert 'data-position="object"' in client.get(path("room", found)).content.decode()
    client.force_login(manager)
    page = client.get(path("room", found))
    assert page.status_code in {200, 404}
    assert 'data-position="object"' not in page.content.decode()


def test_what_seats_say_among_themselves_is_heard_by_no_applicant(client, found, people, manager, at):
    at(OPEN)
    opinions.say(application=found.application, audience="seats", text="Entre nous", actor=people["ngo"][0], now=OPEN)
    opinions.say(application=found.application, audience="applicant", text="À tous", actor=people["ngo"][0], now=OPEN)
    client.force_login(people["labour"][0])
    page = client.get(path("room", found)).content.decode()
    assert "Entre nous" in page
    assert "À tous" in page
    client.force_login(manager)
    assert "Entre nous" not in client.get(path("room", found)).content.decode()
    assert client.post(path("say", found), {"text": "x", "audience": "seats"}).status_code in {404, 422}


def test_a_message_is_posted_and_answered(client, found, people, at):
    at(OPEN)
    client.force_login(people["ngo"][0])
    client.post(path("say", found), {"text": "Combien de bénévoles ?", "audience": "applicant", "is_question": "on"})
    first = found.application.messages.get()
    client.post(path("say", found), {"text": "Vingt.", "parent": str(first.uid)})
    assert found.application.messages.get(parent=first).audience == "applicant"
    wrong = {"text": "Hum", "audience": "seats", "is_question": "on"}
    assert client.post(path("say", found), wrong).status_code == 422


def test_a_recused_seat_sees_the_public_page_only(client, found, people, at):
    at(OPEN)
    declare(found.application, people["ngo"][0], OPEN, interest="Mon frère y travaille")
    client.force_login(people["ngo"][0])
    page = client.get(path("room", found))
    assert "Nous votons chaque année" not in page.content.decode()
    assert client.post(path("position", found), {"value": "consent"}).status_code in {403, 404}
    assert "La Bricole" not in client.get("/deliberate/").content.decode()
