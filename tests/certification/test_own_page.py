"""A person's own page: what awaits a seat, a pair, an applicant, a facilitator; and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certification.workflow import opinions, visits
from tests.factories.accounts import make_user
from tests.factories.certification import DAY, NOW, declare, make_admitted, make_draft, make_round
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
SEALED = NOW + 30 * DAY
NOTHING = "Rien ne vous attend pour l’instant"


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def page(client, person):
    client.force_login(person)
    return client.get("/account/").content.decode()


def tasks(html):
    return html[html.index('id="tasks-title"') : html.index("card stack")]


def test_a_round_awaits_its_seats_and_nobody_else(client, cast, at):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    at(SEALED)
    room = f"/deliberate/{found.application.uid}/"
    assert room in tasks(page(client, cast.people["ngo"][0]))
    for person in (cast.member, cast.manager, cast.facilitator):
        assert room not in page(client, person)


def test_whoever_declared_an_interest_is_awaited_no_more_nor_told(client, cast, at):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    at(SEALED)
    seat = cast.people["ngo"][0]
    assert "Un dossier vous attend" in page(client, seat)
    declare(found.application, seat, SEALED, interest="Ma sœur y travaille.")
    html = page(client, seat)
    assert NOTHING in tasks(html)
    assert "Un dossier vous attend" not in html
    client.force_login(seat)
    assert "La Bricole" not in client.get("/my/notifications/").content.decode()


def test_a_visit_awaits_its_pair(client, cast):
    application = make_admitted(cast.manager, cast.facilitator)
    pair = [(cast.people["industry"][0], "industry"), (cast.people["consumers"][0], "consumers")]
    visits.appoint(application=application, pair=pair, actor=cast.facilitator, now=NOW)
    address = f"/files/{application.uid}/visit/"
    assert address in tasks(page(client, pair[0][0]))
    assert address not in page(client, cast.people["labour"][0])
    declare(application, pair[0][0], interest="Mon frère.")
    assert NOTHING in tasks(page(client, pair[0][0]))


def test_a_draft_and_a_question_await_the_applicant(client, cast, at):
    draft = make_draft(cast.manager, organisation=make_actor(manager=cast.manager, name="Le Bief"))
    found = make_round(cast.manager, cast.facilitator, cast.people)
    at(SEALED)
    file = f"/files/{found.application.uid}/"
    before = tasks(page(client, cast.manager))
    assert f"/files/{draft.uid}/" in before
    assert file not in before
    asked = opinions.say(
        application=found.application, audience="applicant", text="Combien de voix ?", actor=cast.people["ngo"][0],
        now=SEALED, is_question=True,
    )  # fmt: skip
    assert file in tasks(page(client, cast.manager))
    assert file not in page(client, cast.member)
    opinions.say(application=found.application, audience="", text="Une.", actor=cast.manager, now=SEALED, parent=asked)
    assert file not in tasks(page(client, cast.manager))


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_questions_for_one_organisation_as_for_three(client, cast, rows):
    person = make_user("rows@example.org")
    for n in range(rows):
        make_admitted(person, cast.facilitator, organisation=make_actor(manager=person, name=f"Atelier {n}"))
    page(client, person)
    with CaptureQueriesContext(connection) as asked:
        page(client, person)
    assert len(asked) == 52  # signing in included
