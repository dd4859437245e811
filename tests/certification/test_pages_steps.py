"""The applicant's and the facilitators' pages, the colleges: each opens for whom it is, and for nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.models import Application, Evidence, Mandate, Objection, Visit
from certification.workflow import visits
from core.models import Event
from tests.factories.accounts import make_user
from tests.factories.certification import (
    CHARTER,
    DAY,
    NOW,
    OBJECTION,
    declare,
    make_admitted,
    make_charter,
    make_draft,
    make_round,
    make_submitted,
    say,
)
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db


def path(name, *args):
    return reverse(f"certification:{name}", args=args)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_a_file_is_opened_answered_signed_and_submitted(client, manager):
    make_charter()
    organisation = make_actor(manager=manager, name="La Bricole")
    client.force_login(manager)
    assert client.get(path("start", organisation.uid)).status_code == 200
    client.post(path("start", organisation.uid))
    found = Application.objects.get()
    assert client.get(path("start", organisation.uid)).url == path("file", found.uid)
    client.post(path("submit", found.uid))
    assert Application.objects.get().state == "draft"
    for commitment in CHARTER["articles"][0]["commitments"]:
        said = {"level": "2", "text": "Nous votons chaque année en assemblée.", "version": "0"}
        answer = client.post(path("answer", found.uid, commitment["code"]), said)
        assert answer.status_code == 302
    assert client.post(path("sign", found.uid), {"signed_as": ""}).status_code == 422
    client.post(path("sign", found.uid), {"signed_as": "Présidente", "agrees": "on"})
    assert client.get(path("file", found.uid)).status_code == 200
    client.post(path("submit", found.uid))
    assert Application.objects.get().state == "submitted"


def test_what_two_people_wrote_at_once_is_shown_to_the_second(client, manager):
    found = make_draft(manager)
    client.force_login(manager)
    answer = client.post(path("answer", found.uid, "GOV1"), {"level": "1", "text": "Le mien", "version": "0"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Le mien" in page
    assert "Nous votons chaque année" in page


def test_evidence_is_private(client, manager, member, settings, tmp_path):
    settings.EVIDENCE_FOLDER = tmp_path
    found = make_draft(manager)
    client.force_login(manager)
    upload = SimpleUploadedFile("pv.txt", "Secret du procès-verbal".encode())
    client.post(path("answer", found.uid, "GOV1"), {"title": "PV", "file": upload})
    evidence = Evidence.objects.get()
    address = path("evidence", found.uid, evidence.uid)
    assert b"".join(client.get(address).streaming_content) == "Secret du procès-verbal".encode()
    client.force_login(member)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(manager)
    wrong = SimpleUploadedFile("pv.pdf", b"not a pdf")
    assert client.post(path("answer", found.uid, "GOV1"), {"title": "PV", "file": wrong}).status_code == 422
    client.post(path("evidence_remove", found.uid, evidence.uid))
    assert not Evidence.objects.exists()


def test_a_stranger_sees_nothing_of_a_file(client, manager, member, people):
    found = make_submitted(manager)
    for person in (member, people["ngo"][0]):
        client.force_login(person)
        for name in ("file", "visit", "room", "interest"):
            assert client.get(path(name, found.uid)).status_code == 404
            assert client.post(path(name, found.uid), {"has_interest": "no"}).status_code in {404, 405}
        assert not found.interests.exists()
        assert client.get(path("board")).status_code == 403
        assert client.get(path("steer", found.uid)).status_code == 403


def test_a_facilitator_steers_and_errors_stand_in_the_form(client, manager, facilitator, people):
    found = make_submitted(manager)
    client.force_login(facilitator)
    assert client.get(path("file", found.uid)).url == path("steer", found.uid)
    address = path("steer", found.uid)
    assert "La Bricole" in client.get(path("board")).content.decode()
    for action in ("screen", "admit"):
        assert client.post(address, {"action": action}).status_code == 302
    two = Mandate.objects.get(person=people["industry"][0]), Mandate.objects.get(person=people["consumers"][0])
    answer = client.post(address, {"action": "appoint", "industry": two[0].pk})
    assert answer.status_code == 422
    client.post(address, {"action": "appoint", "industry": two[0].pk, "consumers": two[1].pk})
    assert Visit.objects.get().visitors.count() == 2
    assert client.post(address, {"action": "open_opinion"}).status_code == 422
    assert client.get(address).status_code == 200


def test_a_member_of_a_college_declares_an_interest_once_the_file_is_public(client, cast):
    found, person = make_submitted(cast.manager), cast.people["ngo"][0]
    client.force_login(person)
    assert client.get(path("interest", found.uid)).status_code == 404
    Application.objects.update(state="opinion", opinion_opens_at=NOW, opinion_ends_at=NOW + 21 * DAY)
    page = client.get(path("room", found.uid))
    assert 'name="has_interest"' in page.content.decode()
    client.post(path("room", found.uid), {"has_interest": "yes", "text": "Ma sœur y travaille."})
    assert found.interests.get().person == person


def test_a_facilitator_declares_an_interest_and_steers_no_more(client, manager, facilitator):
    found = make_submitted(manager)
    client.force_login(facilitator)
    assert path("interest", found.uid) in client.get(path("steer", found.uid)).content.decode()
    assert "Nous votons" in client.get(path("room", found.uid)).content.decode()
    assert client.post(path("interest", found.uid), {"has_interest": "yes", "text": ""}).status_code == 422
    client.post(path("interest", found.uid), {"has_interest": "yes", "text": "J’y suis cliente."})
    assert client.get(path("steer", found.uid)).status_code == 404
    assert client.post(path("steer", found.uid), {"action": "screen"}).status_code == 404
    assert "Nous votons" not in client.get(path("room", found.uid)).content.decode()
    client.post(path("interest", found.uid), {"has_interest": "no"})
    assert found.interests.get().has_interest


def test_who_is_bound_to_the_applicant_does_not_steer(client, facilitator):
    found = make_submitted(facilitator)
    client.force_login(facilitator)
    assert client.get(path("steer", found.uid)).status_code == 404


def test_the_visit_is_for_the_pair_and_the_applicant(client, cast):
    found = make_admitted(cast.manager, cast.facilitator)
    pair = cast.people["industry"][0], cast.people["consumers"][0]
    visits.appoint(
        application=found, pair=[(pair[0], "industry"), (pair[1], "consumers")], actor=cast.facilitator, now=NOW
    )
    address = path("visit", found.uid)
    client.force_login(pair[0])
    assert client.get(address).url == path("room", found.uid)
    for person in pair:
        declare(found, person)
        client.force_login(person)
        assert path("visit_act", found.uid, "note") in client.get(address).content.decode()
        assert client.post(path("visit_act", found.uid, "note")).status_code == 302
        assert path("visit_act", found.uid, "note") not in client.get(address).content.decode()
        assert client.post(path("visit_act", found.uid, "note")).status_code == 409
    assert Event.objects.filter(kind="visit.confidentiality_signed").count() == len(pair)
    client.post(path("visit_act", found.uid, "propose"), {"at": "2026-03-20T14:00"})
    date = Visit.objects.get().dates.get()
    for person in (pair[0], cast.manager):
        client.force_login(person)
        client.post(path("visit_act", found.uid, "agree"), {"date": date.pk})
    assert Visit.objects.get().state == "dated"
    client.force_login(pair[0])
    said = {"GOV1": "Vu le registre", "summary": "Bien reçus", "version": Visit.objects.get().version}
    client.post(path("visit_act", found.uid, "report"), said)
    again = client.post(path("visit_act", found.uid, "report"), said | {"GOV1": "Autre texte"})
    assert again.status_code == 422
    assert "Autre texte" in again.content.decode()
    client.force_login(cast.manager)
    assert "Vu le registre" not in client.get(address).content.decode()
    for person in pair:
        client.force_login(person)
        client.post(path("visit_act", found.uid, "sign"))
    client.force_login(cast.manager)
    assert "Vu le registre" in client.get(address).content.decode()
    client.post(path("visit_act", found.uid, "reply"), {"text": "Merci"})
    assert Visit.objects.get().reply == "Merci"


def test_two_people_of_one_name_may_visit_together(cast):
    found = make_admitted(cast.manager, cast.facilitator)
    pair = cast.people["industry"][0], cast.people["consumers"][0]
    for person in pair:
        person.display_name = "Camille Martin"
        person.save()
    visits.appoint(
        application=found, pair=[(pair[0], "industry"), (pair[1], "consumers")], actor=cast.facilitator, now=NOW
    )
    assert Visit.objects.get().visitors.count() == 2


def test_an_objection_is_checked_answered_and_shown_without_a_name(client, cast, monkeypatch):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.sealed_until)
    person = cast.people["ngo"][0]
    say(found, person, "object", found.sealed_until, objection=OBJECTION)
    objection = Objection.objects.get()
    client.force_login(cast.facilitator)
    page = client.get(path("steer", found.application.uid)).content.decode()
    assert OBJECTION["harm"] in page
    assert person.get_full_name() not in page
    client.post(path("steer", found.application.uid), {"action": "admit_objection", "objection": objection.uid})
    client.force_login(cast.manager)
    assert OBJECTION["harm"] in client.get(path("file", found.application.uid)).content.decode()
    client.post(path("answer_objection", found.application.uid, objection.uid), {"text": "Nous changeons."})
    objection.refresh_from_db()
    assert objection.state == "answered"


def test_colleges_are_public_and_members_ask_to_sit(client, people, member, facilitator):
    assert client.get(path("colleges")).status_code == 200
    page = client.get(path("college", "ngo")).content.decode()
    assert people["ngo"][0].get_full_name() not in page
    assert client.get("/colleges/none/").status_code == 404
    client.force_login(member)
    client.post(path("college", "ngo"), {"motivation": "J’y tiens."})
    mandate = Mandate.objects.get(person=member)
    assert client.post(path("mandate_act", mandate.uid, "confirm")).status_code == 404
    for person in (facilitator, people["ngo"][0]):
        client.force_login(person)
        assert "J’y tiens." in client.get(path("mandates")).content.decode()
        client.post(path("mandate_act", mandate.uid, "confirm"))
    mandate.refresh_from_db()
    assert mandate.state == "active"
    client.force_login(people["labour"][0])
    assert "J’y tiens." not in client.get(path("mandates")).content.decode()


def test_accounts_lead_where_one_has_something_to_do(client, people, manager, facilitator, member):
    found = make_submitted(manager)
    for person, address in ((manager, path("file", found.uid)), (facilitator, path("board"))):
        client.force_login(person)
        assert address in client.get("/account/").content.decode()
    client.force_login(make_user("other@example.org"))
    assert path("board") not in client.get("/account/").content.decode()
