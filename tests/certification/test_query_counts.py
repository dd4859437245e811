"""A page asks the same number of questions whether it has one row of each kind or three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification.models import Decision, FileFollow, Mandate
from certification.workflow import closing, opinions
from community.workflow import comments
from tests.certification.test_pages_room import submit
from tests.factories.accounts import make_user
from tests.factories.certification import DAY, NOW, OBJECTION, make_mandate, make_round, make_submitted, say
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
OPENED, SEALED, OPEN, END = NOW + 28 * DAY, NOW + 30 * DAY, NOW + 36 * DAY, NOW + 50 * DAY
ROWS = pytest.mark.parametrize("rows", [1, 3])


@pytest.fixture
def at(monkeypatch):
    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return move


@pytest.fixture(autouse=True)
def _nothing_is_kept(settings):
    settings.PAGE_CACHE_SECONDS = 0


def asks(client, name, *args):
    """How many questions a page asks the second time: what is remembered for this generation is known then."""
    path = reverse(f"certification:{name}", args=args)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
    return len(asked)


def a_round(cast, rows, name="La Bricole"):
    """A round where each college has so many seats, all with an opinion, so many of them in the discussions."""
    people = {code: [*group, *more(code, rows - 1)] for code, group in cast.people.items()}
    found = make_round(cast.manager, cast.facilitator, people, organisation=make_actor(manager=cast.manager, name=name))
    for group in people.values():
        for person in group:
            submit(found, person, SEALED)
    for person in people["ngo"]:
        talk(found.application, person)
    return found, people


def more(code, times):
    return [make_mandate(code, f"{code}-more-{n}@example.org").person for n in range(times)]


def talk(application, person):
    for audience in ("seats", "applicant", "public"):
        said = opinions.say(application=application, audience=audience, text="Pourquoi ?", actor=person, now=SEALED)
        opinions.say(application=application, audience="", text="Parce que.", actor=person, now=SEALED, parent=said)


def speak(found, people, objecting=()):
    for group in people.values():
        for person in group:
            if person in objecting:
                say(found, person, "object", OPEN, objection=OBJECTION)
            else:
                say(found, person, "consent_with_reservation", OPEN, text="Sous réserve.")


@ROWS
def test_the_room(client, cast, at, rows):
    found, people = a_round(cast, rows)
    speak(found, people, objecting=people["labour"])
    at(OPEN)
    client.force_login(people["ngo"][0])
    assert asks(client, "room", found.application.uid) == 38


@ROWS
def test_what_awaits_me(client, cast, at, rows):
    for n in range(rows):
        make_round(
            cast.manager,
            cast.facilitator,
            cast.people,
            organisation=make_actor(manager=cast.manager, name=f"Atelier {n}"),
        )
    at(SEALED)
    client.force_login(cast.people["ngo"][0])
    assert asks(client, "deliberate") == 12


@ROWS
def test_the_board(client, cast, at, rows):
    for n in range(rows):
        make_submitted(cast.manager, organisation=make_actor(manager=cast.manager, name=f"Atelier {n}"))
    at(NOW)
    client.force_login(cast.facilitator)
    assert asks(client, "board") == 15


@ROWS
def test_requests_to_sit(client, cast, at, rows):
    for n in range(rows):
        Mandate.objects.create(person=make_user(f"asks{n}@example.org"), college="ngo", motivation="Parce que.")
    at(NOW)
    client.force_login(cast.facilitator)
    assert asks(client, "mandates") == 7


@ROWS
def test_the_record(client, cast, at, rows):
    found, people = a_round(cast, rows)
    speak(found, people)
    closing.close(round_=found, actor=None, now=END)
    at(END)
    assert asks(client, "record", Decision.objects.get().number) == 9


@ROWS
def test_the_register(client, cast, at, rows):
    for n in range(rows):
        found, people = a_round(cast, 1, f"Atelier {n}")
        speak(found, people)
        closing.close(round_=found, actor=None, now=END)
    at(END)
    assert asks(client, "register") == 7


@ROWS
def test_what_happened_around_me(client, cast, rows):
    person = make_user("rows@example.org")
    for n in range(rows):
        near = make_actor(manager=person, name=f"Atelier {n}")
        application = make_submitted(person, organisation=near)
        comments.post(obj=near, actor=cast.member, text="Bonjour", now=NOW)
        comments.follow(obj=near, actor=person, is_wanted=True)
        FileFollow.objects.create(application=application, person=person)
    client.force_login(person)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            html = client.get("/my/activity/").content.decode()
    assert all(html.count(f"Atelier {n}") > 2 for n in range(rows))
    assert len(asked) == 26
