"""The public record: register, decisions, certificates, badge, public opinion, appeals."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification.models import Appeal, Certificate, Decision, PublicOpinion
from certification.workflow import appeals, closing, screening
from community.models import Actor, Sector
from tests.certification.test_pages_room import SECRET, submit
from tests.factories.certification import (
    DAY,
    NOW,
    OBJECTION,
    declare,
    make_admitted,
    make_charter,
    make_mandate,
    make_round,
    say,
    visit,
)
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
OPEN, END = NOW + 36 * DAY, NOW + 50 * DAY


@pytest.fixture
def decided(manager, facilitator, people):
    found = make_round(manager, facilitator, people)
    for group in people.values():
        submit(found, group[0])
        say(found, group[0], "consent", OPEN)
    closing.close(round_=found, actor=None, now=END)
    return Decision.objects.get()


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def html(client, name, *args, query=""):
    answer = client.get(reverse(f"certification:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_register_lists_decisions_and_says_what_it_does_not_know(client, decided):
    assert "La Bricole" in html(client, "register")
    assert "La Bricole" in html(client, "register", query="?outcome=granted&year=2026")
    assert "La Bricole" not in html(client, "register", query="?outcome=refused")
    assert "zzz" in html(client, "register", query="?outcome=zzz")


def test_the_register_is_narrowed_by_certificate_sector_and_departement(client, decided, at):
    actor = Actor.objects.get(applications__isnull=False)
    child = Sector.objects.exclude(parent=None).first()
    actor.sectors.set([child])
    Actor.objects.filter(pk=actor.pk).update(insee="79191")
    at(NOW + 60 * DAY)
    for asked, other in (
        (f"sector={child.parent.code}", f"sector={Sector.objects.roots().exclude(pk=child.parent_id).first().code}"),
        ("departement=79", "departement=17"),
        ("state=active", "state=expired"),
    ):
        assert "La Bricole" in html(client, "register", query=f"?{asked}"), asked
        assert "La Bricole" not in html(client, "register", query=f"?{other}"), other
    at(NOW + 900 * DAY)
    assert "La Bricole" in html(client, "register", query="?state=expired")
    assert "La Bricole" not in html(client, "register", query="?state=active")


def test_a_suspension_that_has_ended_by_itself_counts_as_active_in_the_register(client, decided, at):
    certificate = Certificate.objects.get()
    Certificate.objects.update(state="suspended")
    certificate.suspensions.create(reasons="x", suspended_at=END, ends_at=END + DAY, lifted_at=END)
    suspension = certificate.suspensions.create(reasons="y", suspended_at=END, ends_at=END + 30 * DAY)
    for moment, state, other in ((END + 2 * DAY, "suspended", "active"), (END + 30 * DAY, "active", "suspended")):
        at(moment)
        assert f'data-state="{state}"' in html(client, "certificate", certificate.number)
        for query, names in ((f"?state={state}", True), (f"?state={other}", False)):
            assert ("La Bricole" in html(client, "register", query=query)) == names, (moment, query)
            assert ("La Bricole" in html(client, "register", query=f"{query}&format=csv")) == names, (moment, query)
    suspension.confirmed_at, suspension.ends_at = END + 3 * DAY, None
    suspension.save()
    assert "La Bricole" in html(client, "register", query="?state=suspended")


def test_the_register_as_a_table(client, decided):
    rows = list(csv.DictReader(io.StringIO(html(client, "register", query="?format=csv"))))
    assert [(row["number"], row["organisation"]) for row in rows] == [(decided.number, "La Bricole")]


def test_the_record_gives_the_colleges_and_nobody_s_name_or_words(client, decided, people):
    page = html(client, "record", decided.number)
    assert page.count('data-position="consent"') >= 6
    assert SECRET not in page
    for group in people.values():
        assert group[0].get_full_name() not in page
    assert client.get("/register/D-2026-9999/").status_code == 404


def test_a_certificate_shows_its_state_today_whatever_the_clock_has_done(client, decided, at):
    certificate = Certificate.objects.get()
    at(END + DAY)
    assert 'data-state="active"' in html(client, "certificate", certificate.number)
    assert "<svg" in html(client, "badge", certificate.number)
    at(certificate.ends_at + DAY)
    assert 'data-state="expired"' in html(client, "certificate", certificate.number)
    Certificate.objects.update(state="suspended")
    at(END + DAY)
    assert 'data-state="suspended"' in html(client, "certificate", certificate.number)


def test_public_pages_take_as_many_queries_for_one_decision_as_for_three(client, decided):
    counts = []
    for size in (1, 3):
        while Decision.objects.count() < size:
            copy = Decision.objects.get(pk=decided.pk)
            appeal = Appeal.objects.create(decision=Decision.objects.exclude(appealed_by__isnull=False).first(),
                                           grounds="x", filed_by=decided.application.created_by)  # fmt: skip
            copy.pk, copy.uid, copy.number = None, appeal.uid, f"D-2026-9{Decision.objects.count()}"
            copy.round, copy.appeal = None, appeal
            copy.save()
        client.get("/register/?outcome=granted")
        with CaptureQueriesContext(connection) as captured:
            client.get("/register/?outcome=granted")
        counts.append(len(captured))
    assert counts[0] == counts[1] < 12


def test_members_give_one_opinion_and_may_change_it(client, at, cast):
    organisation = make_actor(manager=cast.manager, name="La Bricole")
    application = make_admitted(cast.manager, cast.facilitator, NOW, organisation)
    visit(application, (cast.people["industry"][0], cast.people["consumers"][0]), cast.manager, cast.facilitator)
    path = reverse("certification:opinion", args=[application.uid])
    assert client.get(path).status_code == 404
    screening.open_opinion(application=application, actor=cast.facilitator, now=NOW + 6 * DAY)
    at(NOW + 7 * DAY)
    assert "<form" not in client.get(path).content.decode().split("<main")[1].split("</main")[0]
    client.force_login(cast.member)
    client.post(path, {"value": "favourable", "text": "J’y répare mon vélo."})
    client.post(path, {"value": "reserved", "text": "J’y répare mon vélo, parfois."})
    assert PublicOpinion.objects.get().value == "reserved"
    client.force_login(cast.manager)
    client.post(path, {"value": "favourable", "text": "Nous sommes bien."})
    assert PublicOpinion.objects.count() == 1
    at(NOW + 40 * DAY)
    client.force_login(cast.member)
    client.post(path, {"value": "unfavourable", "text": "Trop tard."})
    assert PublicOpinion.objects.get().value == "reserved"


def test_a_member_of_the_panel_declares_then_votes(client, decided, at, cast):
    at(END + DAY)
    filed = appeals.appeal(application=decided.application, grounds="Motif secret", actor=cast.manager, now=END + DAY)
    panel = [make_mandate(code, f"panel-{code}@example.org") for code in cast.people]
    appeals.convene(appeal_=filed, panel=panel, actor=cast.facilitator, now=END + DAY)
    path = reverse("certification:appeal", args=[filed.uid])
    client.force_login(cast.member)
    assert client.get(path).status_code == 404
    client.force_login(panel[0].person)
    client.post(path, {"has_interest": "no"})
    assert client.post(path, {"vote": "annulled", "text": ""}).status_code == 422
    client.post(path, {"vote": "annulled", "text": "À revoir."})
    assert filed.panel.get(person=panel[0].person).vote == "annulled"
    declare(decided.application, panel[1].person, END + DAY, interest="Je les connais")
    client.force_login(panel[1].person)
    client.post(path, {"vote": "annulled", "text": "Oui."})
    assert filed.panel.get(person=panel[1].person).vote == ""


def test_an_actor_s_page_tells_what_was_decided_even_when_it_was_refused(client, manager, facilitator, people):
    make_charter(rounds_most=1)
    found = make_round(manager, facilitator, people)
    actor = found.application.actor
    actor.refresh_from_db()
    assert actor.certificate_state == "pending"
    for college, group in people.items():
        submit(found, group[0])
        more = {"objection": OBJECTION} if college == "ngo" else {}
        say(found, group[0], "object" if college == "ngo" else "consent", OPEN, **more)
    closing.close(round_=found, actor=None, now=END)
    actor.refresh_from_db()
    assert actor.certificate_state == "none"
    assert (
        reverse("certification:record", args=[Decision.objects.get().number])
        in client.get(actor.get_absolute_url()).content.decode()
    )


def test_the_record_keeps_the_page_that_the_colleges_read_without_its_addresses(client, decided):
    actor = decided.application.actor
    number = decided.number
    profile = decided.application.frozen_profile
    profile["story"]["description"] = "TEL QUE LU"
    profile["contact"]["public_email"] = "cachee@example.org"
    type(decided.application).objects.update(profile=json.dumps(profile))
    type(actor).objects.filter(pk=actor.pk).update(description="CHANGÉ DEPUIS")
    page = html(client, "record", number)
    assert "TEL QUE LU" in page
    assert "CHANGÉ DEPUIS" not in page
    assert "cachee@example.org" not in page
