"""The facilitators' board and how a file is steered: who sees what, what waits, what a button does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification import board_figures, board_reads
from certification.models import Appeal, Application, Certificate, Decision, Objection, Round, Suspension, Visit
from certification.permissions import can
from certification.workflow import appeals, closing, screening, suspensions
from core.colleges import CODES
from tests.certification.test_pages_room import SECRET, submit
from tests.factories.certification import (
    DAY,
    NOW,
    OBJECTION,
    declare,
    make_admitted,
    make_mandate,
    make_round,
    make_submitted,
    open_round,
    say,
    visit,
)
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
OPEN, END = NOW + 36 * DAY, NOW + 50 * DAY


@pytest.fixture
def at(monkeypatch):
    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    move(NOW)
    return move


def path(name, *args):
    return reverse(f"certification:{name}", args=args)


def html(client, name, *args, query="", status=200):
    answer = client.get(path(name, *args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_facilitator_who_declared_an_interest_sees_what_everybody_sees(client, manager, facilitator, charter, at):
    found = make_submitted(manager)
    make_mandate("ngo", person=facilitator)
    declare(found, facilitator, interest="Ma sœur y travaille.")
    assert not can(facilitator, "screen", found)
    client.force_login(facilitator)
    assert "La Bricole" not in html(client, "board")
    html(client, "steer", found.uid, status=404)


def test_a_facilitator_of_the_applicant_does_not_see_it_on_the_board(client, facilitator, charter, at):
    make_submitted(facilitator)
    client.force_login(facilitator)
    assert "La Bricole" not in html(client, "board")


@pytest.mark.parametrize("who", ["anonymous", "member", "manager", "seat"])
def test_the_board_is_for_facilitators(client, cast, at, who):
    found = make_submitted(cast.manager)
    people = {"member": cast.member, "manager": cast.manager, "seat": cast.people["ngo"][0]}
    if who in people:
        client.force_login(people[who])
    for address in (path("board"), path("steer", found.uid)):
        for answer in (client.get(address), client.post(address, {"action": "screen"})):
            assert answer.status_code in {302 if who == "anonymous" else 403, 403, 405}
            assert "La Bricole" not in answer.content.decode()
    found.refresh_from_db()
    assert found.state == "submitted"


def test_queries_do_not_grow_with_files(client, cast, at):
    client.force_login(cast.facilitator)
    html(client, "board")  # what is remembered for this generation
    counts = []
    for n in (3, 40):
        for each in range(n):
            make_submitted(cast.manager, organisation=make_actor(manager=cast.manager, name=f"Structure {n} {each}"))
        with CaptureQueriesContext(connection) as asked:
            html(client, "board")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_states_narrow_the_board_and_a_way_leads_to_it(client, cast, at):
    make_submitted(cast.manager)
    client.force_login(cast.facilitator)
    assert "La Bricole" in html(client, "board", query="?state=submitted")
    assert "La Bricole" not in html(client, "board", query="?state=visit")
    assert "La Bricole" in html(client, "board", query="?state=zzz&page=zzz")
    assert board_reads.waiting(cast.facilitator) == 1
    assert board_reads.waiting(cast.manager) == 0  # it is theirs
    assert path("board") in client.get("/account/").content.decode()


def wait_of(application, now):
    application.refresh_from_db()
    return board_reads.rows([application], now)[0].waits


def test_what_a_file_waits_for_from_the_start_to_the_round(cast, at):
    found = make_admitted(cast.manager, cast.facilitator)
    assert wait_of(found, NOW).is_ours
    visit(found, (cast.people["industry"][0], cast.people["consumers"][0]), cast.manager, cast.facilitator)
    assert wait_of(found, NOW + 6 * DAY).is_ours
    screening.open_opinion(application=found, actor=cast.facilitator, now=NOW + 6 * DAY)
    waits = wait_of(found, NOW + 7 * DAY)
    assert (waits.is_ours, waits.due_at) == (False, found.opinion_ends_at)
    assert wait_of(found, NOW + 28 * DAY).is_ours
    round_ = open_round(found, cast.facilitator, cast.people, NOW + 28 * DAY)
    waits = wait_of(found, NOW + 29 * DAY)
    assert (waits.is_ours, waits.due_at) == (False, round_.closes_at)
    assert wait_of(found, round_.closes_at).is_ours


def test_a_reply_that_may_still_come_keeps_the_opinion_closed(client, cast, at):
    found = make_admitted(cast.manager, cast.facilitator)
    pair = cast.people["industry"][0], cast.people["consumers"][0]
    done = visit(found, pair, cast.manager, cast.facilitator)
    Visit.objects.filter(pk=done.pk).update(replied_at=None, reply="")
    assert not wait_of(found, NOW + 6 * DAY).is_ours
    assert wait_of(found, NOW + 30 * DAY).is_ours


def test_sealed_things_never_reach_who_steers(client, cast, at):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    person = cast.people["ngo"][0]
    submit(found, person)
    at(OPEN)
    say(found, person, "consent_with_reservation", OPEN, text="Secret de la position", condition="Publier les comptes",
        condition_due_on="2027-01-01")  # fmt: skip
    client.force_login(cast.facilitator)
    page = html(client, "steer", found.application.uid)
    assert "Nous votons chaque année" in page
    for secret in (SECRET, "Secret de la position", "Publier les comptes", person.display_name):
        assert secret not in page
    assert board_reads.seats_by_college(found)[4] == ("ngo", 1, 1)


def test_a_vacant_college_is_shown_as_vacant(client, cast, at):
    cast.people["ssro"][0].mandates.update(state="ended", ended_at=NOW)
    cast.people.pop("ssro")
    found = make_round(cast.manager, cast.facilitator, cast.people)
    assert board_reads.seats_by_college(found)[-1] == ("ssro", 0, 0)
    client.force_login(cast.facilitator)
    assert "vacant" in html(client, "steer", found.application.uid)


def press(client, application, name, status=302, **said):
    answer = client.post(path("steer", application.uid), {"action": name, **said})
    assert answer.status_code == status
    return answer.content.decode()


def test_the_way_from_the_form_to_the_end_of_a_round(client, cast, at):
    found = make_submitted(cast.manager)
    client.force_login(cast.facilitator)
    press(client, found, "screen")
    press(client, found, "send_back", 422, text="")
    press(client, found, "admit")
    visit(found, (cast.people["industry"][0], cast.people["consumers"][0]), cast.manager, cast.facilitator)
    at(NOW + 6 * DAY)
    client.force_login(cast.facilitator)  # a session does not last as long as a file
    press(client, found, "open_opinion")
    at(NOW + 28 * DAY)
    client.force_login(cast.facilitator)
    refused = press(client, found, "open_round", 422, days=2)
    assert "7" in refused
    press(client, found, "open_round", days=21)
    round_ = Round.objects.get(application=found)
    for group in cast.people.values():
        declare(found, group[0], NOW + 28 * DAY)
        submit(round_, group[0])
    at(OPEN)
    client.force_login(cast.facilitator)
    assert press(client, found, "close", 422)
    for group in cast.people.values():
        say(round_, group[0], "consent", OPEN)
    press(client, found, "close")
    assert Decision.objects.get(application=found).outcome == "granted"


def test_what_is_over_is_refused_in_the_form_where_it_was_pressed(client, cast, at):
    found = make_submitted(cast.manager)
    client.force_login(cast.facilitator)
    for name in ("close", "void", "withdraw", "convene", "admit", "erratum"):
        page = press(client, found, name, 422, text="Mes mots à ne pas perdre")
        assert f'value="{name}"' in page
    assert "Mes mots à ne pas perdre" in press(client, found, "void", 422, text="Mes mots à ne pas perdre")
    press(client, found, "unknown", 404)
    press(client, found, "admit_objection", 404, objection="not-a-uid")


def test_an_objection_is_sent_back_with_what_is_missing(client, cast, at):
    round_ = make_round(cast.manager, cast.facilitator, cast.people)
    found = round_.application
    at(round_.sealed_until)
    say(round_, cast.people["ngo"][0], "object", round_.sealed_until, objection=OBJECTION)
    objection = Objection.objects.get()
    client.force_login(cast.facilitator)
    press(client, found, "return_objection", 422, objection=objection.uid, text="")
    press(client, found, "return_objection", objection=objection.uid, text="Quel tort ?")
    objection.refresh_from_db()
    assert (objection.state, objection.form_note) == ("returned", "Quel tort ?")
    page = press(client, found, "admit_objection", 422, objection=objection.uid)
    assert OBJECTION["harm"] in page


@pytest.fixture
def granted(cast, at):
    round_ = make_round(cast.manager, cast.facilitator, cast.people)
    for group in cast.people.values():
        submit(round_, group[0])
        say(round_, group[0], "consent", OPEN)
    closing.close(round_=round_, actor=None, now=END)
    at(END + DAY)
    return Application.objects.get(pk=round_.application_id)


def test_after_the_decision_an_erratum_and_a_panel(client, cast, granted):
    client.force_login(cast.facilitator)
    press(client, granted, "erratum", text="Lire 2027.")
    assert Decision.objects.get().errata.get().text == "Lire 2027."
    appeals.appeal(application=granted, grounds="Pas d’accord.", actor=cast.manager, now=END + DAY)
    page = html(client, "steer", granted.uid)
    assert "La Bricole" in html(client, "board")
    assert cast.people["ngo"][0].display_name not in page  # took part
    panel = {code: make_mandate(code, f"panel-{code}@example.org").pk for code in cast.people}
    took_part = cast.people["ngo"][0].mandates.get().pk
    press(client, granted, "convene", 422, **panel | {"ngo": took_part})
    press(client, granted, "convene", 422, ngo=panel["ngo"])
    press(client, granted, "convene", **panel)
    assert Appeal.objects.get().panel.count() == 6


def test_a_certificate_is_suspended_confirmed_and_withdrawn(client, cast, granted):
    client.force_login(cast.facilitator)
    press(client, granted, "withdraw", 422, text="Trop tôt.")
    press(client, granted, "suspend", text="Licenciements.")
    assert 'value="suspend"' not in html(client, "steer", granted.uid)
    suspension = Suspension.objects.get()
    for code in ("ngo", "labour", "government", "ssro"):
        suspensions.support_suspension(suspension=suspension, actor=cast.people[code][0], now=END + DAY)
    press(client, granted, "confirm_suspension")
    press(client, granted, "withdraw", text="Rien n’a changé.")
    assert Certificate.objects.get().state == "withdrawn"


def test_a_certificate_is_reinstated(client, cast, granted):
    client.force_login(cast.facilitator)
    press(client, granted, "suspend", text="Licenciements.")
    for code in ("ngo", "labour"):
        suspensions.support_suspension(
            suspension=Suspension.objects.get(), actor=cast.people[code][0], now=END + DAY
        )  # fmt: skip
    press(client, granted, "reinstate", text="Réintégrés.")
    assert Certificate.objects.get().state == "active"


def test_figures_come_from_what_has_ended(client, cast, granted):
    assert dict(board_figures.outcomes()) == {"granted": 1}
    assert board_figures.participation() == [(code, 1, 1) for code in CODES]
    assert [days for _label, days in board_figures.delays()] == [6, 22, 22, 50]


def test_figures_say_nothing_of_a_round_that_is_open(cast, at):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    for group in cast.people.values():
        submit(found, group[0])
    say(found, cast.people["ngo"][0], "consent", OPEN)
    assert board_figures.participation() == board_figures.outcomes() == board_figures.delays() == []
