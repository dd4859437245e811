"""After a decision: conditions proved and verified, certificates in question or given back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from certification.models import Certificate, Condition, Suspension
from certification.workflow import closing, conditions, suspensions
from tests.factories.accounts import make_user
from tests.factories.certification import DAY, NOW, make_round, say

pytestmark = pytest.mark.django_db
OPEN, END = NOW + 36 * DAY, NOW + 60 * DAY
ASKED = {"text": "Les comptes manquent.", "condition": "Publier les comptes", "condition_due_on": "2026-09-01"}
LATE = NOW.replace(month=9, day=2, hour=12)


def path(name, *args):
    return reverse(f"certification:{name}", args=args)


@pytest.fixture
def condition(cast, monkeypatch):
    """Asked by the college of organisations, of a file that is granted."""
    found = make_round(cast.manager, cast.facilitator, cast.people)
    for college, (person,) in cast.people.items():
        value, more = ("consent_with_reservation", ASKED) if college == "ngo" else ("consent", {})
        say(found, person, value, OPEN, **more)
    closing.close(round_=found, actor=None, now=END)
    monkeypatch.setattr(timezone, "now", lambda: END + DAY)
    Email.objects.all().delete()
    return Condition.objects.get()


def said(client, name, *args):
    return client.get(path(name, *args)).content.decode()


def test_a_condition_is_proved_with_a_file_then_verified(client, cast, condition):
    client.force_login(cast.manager)
    page = path("condition", condition.uid)
    assert client.post(page, {"action": "prove", "proof": ""}).status_code == 422
    false = SimpleUploadedFile("comptes.pdf", b"MZ not a PDF")
    wrong = client.post(page, {"action": "prove", "proof": "Sur notre site.", "upload": false})
    assert wrong.status_code == 422
    assert "Sur notre site." in wrong.content.decode()
    true = SimpleUploadedFile("comptes.txt", b"Nos comptes")
    client.post(page, {"action": "prove", "proof": "Sur notre site.", "upload": true})
    condition.refresh_from_db()
    assert (condition.state, condition.proof) == ("proved", "Sur notre site.")
    verifier = cast.people["ngo"][0]
    assert [letter.to for letter in Email.objects.all()] == [[verifier.email]]
    client.force_login(verifier)
    assert page in said(client, "deliberate")
    assert b"".join(client.get(path("proof", condition.uid)).streaming_content) == b"Nos comptes"
    client.post(page, {"action": "verify"})
    condition.refresh_from_db()
    assert condition.state == "met"
    assert page not in said(client, "deliberate")


def test_a_proof_that_is_not_enough_goes_back_with_words(client, cast, condition):
    conditions.prove(condition=condition, proof="C’est fait.", actor=cast.manager, now=END + DAY)
    client.force_login(cast.people["ngo"][0])
    page = path("condition", condition.uid)
    assert client.post(page, {"action": "send_back", "note": ""}).status_code == 422
    client.post(page, {"action": "send_back", "note": "Il manque le bilan."})
    client.force_login(cast.manager)
    assert "Il manque le bilan." in said(client, "condition", condition.uid)


def test_only_a_facilitator_waives_and_everybody_else_is_refused(client, cast, condition):
    page = path("condition", condition.uid)
    for person in (cast.manager, cast.people["ngo"][0]):
        client.force_login(person)
        assert 'value="waive"' not in client.get(page).content.decode()
        assert client.post(page, {"action": "waive", "why": "Sans objet."}).status_code == 403
    client.force_login(cast.facilitator)
    client.post(page, {"action": "waive", "why": "Sans objet."})
    condition.refresh_from_db()
    assert (condition.state, condition.note) == ("waived", "Sans objet.")


@pytest.mark.parametrize("who", ["member", "labour", "anonymous"])
def test_a_condition_and_its_proof_are_nobody_else_s(client, cast, condition, who):
    file = SimpleUploadedFile("comptes.txt", b"Nos comptes")
    conditions.prove(condition=condition, proof="SECRET", upload=file, actor=cast.manager, now=END + DAY)
    if who != "anonymous":
        client.force_login(cast.member if who == "member" else cast.people["labour"][0])
    for name in ("condition", "proof"):
        answer = client.get(path(name, condition.uid))
        assert answer.status_code == (302 if who == "anonymous" else 404)
        assert "SECRET" not in answer.content.decode()
    assert "SECRET" not in said(client, "record", condition.decision.number)


def test_a_condition_that_is_late_is_put_before_the_colleges_once(client, cast, condition):
    assert conditions.propose_overdue(LATE - 2 * DAY) == 0
    assert conditions.propose_overdue(LATE) == 1
    assert conditions.propose_overdue(LATE) == 0
    assert Certificate.objects.get().state == "active"
    letters = {letter.to[0] for letter in Email.objects.all()}
    assert letters == {person.email for (person,) in cast.people.values()}
    conditions.prove(condition=condition, proof="Enfin.", actor=cast.manager, now=LATE)
    conditions.verify(condition=condition, actor=cast.people["ngo"][0], now=LATE)
    assert Suspension.objects.get().lifted_at == LATE


def test_two_colleges_agree_on_their_page_and_the_certificate_is_suspended(client, cast, condition):
    certificate = Certificate.objects.get()
    suspensions.propose_suspension(certificate=certificate, reasons="RAISONS", actor=cast.facilitator, now=END + DAY)
    page = path("suspension", certificate.number)
    assert "RAISONS" not in said(client, "certificate", certificate.number)
    for college in ("ngo", "labour"):
        client.force_login(cast.people[college][0])
        assert page in said(client, "deliberate")
        assert "RAISONS" in client.get(page).content.decode()
        client.post(page)
        assert client.post(page).status_code == 409
    certificate.refresh_from_db()
    assert certificate.state == "suspended"
    client.logout()
    assert "RAISONS" in said(client, "certificate", certificate.number)


@pytest.mark.parametrize("who", ["member", "manager"])
def test_a_proposal_is_read_by_those_who_sit(client, cast, condition, who):
    certificate = Certificate.objects.get()
    suspensions.propose_suspension(certificate=certificate, reasons="RAISONS", actor=cast.facilitator, now=END + DAY)
    client.force_login(getattr(cast, who))
    answer = client.get(path("suspension", certificate.number))
    assert answer.status_code == 404
    assert "RAISONS" not in answer.content.decode()


def test_a_proposal_is_taken_back_or_lapses(cast, condition):
    certificate = Certificate.objects.get()
    first = suspensions.propose_suspension(certificate=certificate, reasons="Un", actor=cast.facilitator, now=END + DAY)
    suspensions.drop_suspension(suspension=first, why="Malentendu.", actor=cast.facilitator, now=END + DAY)
    second = suspensions.propose_suspension(
        certificate=certificate, reasons="Deux", actor=cast.facilitator, now=END + DAY
    )
    suspensions.lift_due(END + 20 * DAY)
    second.refresh_from_db()
    assert second.lifted_at is None
    suspensions.lift_due(END + 31 * DAY)
    second.refresh_from_db()
    assert second.lifted_at == END + 31 * DAY
    assert Certificate.objects.get().state == "active"


def test_a_certificate_is_given_back_by_a_manager_only(client, cast, condition):
    certificate = Certificate.objects.get()
    page = path("renounce", certificate.number)
    client.force_login(make_user("autre@example.org"))
    assert client.post(page, {"why": "x"}).status_code == 404
    client.force_login(cast.manager)
    assert page in said(client, "file", condition.decision.application.uid)
    assert client.post(page, {"why": ""}).status_code == 422
    client.post(page, {"why": "Nous cessons notre activité."})
    certificate.refresh_from_db()
    assert certificate.state == "renounced"
    assert "Nous cessons notre activité." in said(client, "certificate", certificate.number)
    assert client.get(page).status_code == 409


def test_a_day_in_a_letter_is_written_as_people_write_it(cast, condition):
    due = conditions.due_at(condition)
    conditions.remind(due - timedelta(days=7))
    letter = Email.objects.get()
    assert "1 septembre 2026" in letter.subject
    assert "2026-09" not in letter.message
