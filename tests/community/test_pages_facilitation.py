"""The facilitators' pages: one queue, and each decision."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from community.models import Check, Claim, Report
from community.workflow import checks, people, reports
from tests.factories.accounts import make_user
from tests.factories.community import hide_all, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_else(db):
    hide_all()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def claim(member, now):
    return people.claim(
        organisation=make_actor(name="Ferme du Lac"), actor=member, position="Gérante", proof_kind="official",
        proof="Voir le registre.", now=now - timedelta(days=3),
    )  # fmt: skip


def fill(member, now, n):
    """One thing of each kind."""
    reports.file_report(organisation=make_actor(name=f"Signalée {n}"), actor=member, now=now, kind="closed")
    people.claim(
        organisation=make_actor(name=f"Demandée {n}"), actor=member, position="x", proof_kind="other", proof="y",
        now=now,
    )  # fmt: skip
    make_actor(name=f"Vieille {n}", is_stale=True, due_at=now - timedelta(days=60))
    Check.objects.create(
        actor=make_actor(name=f"Disputée {n}"), needed=3, opposed_most=0, days_least=2, state="conflict", closed_at=now
    )


PAGES = ["/facilitation/", "/facilitation/imports/"]


@pytest.mark.parametrize("path", PAGES)
def test_only_facilitators_see_them(client, member, manager, facilitator, path):
    assert client.get(path).status_code == 302
    for person in (member, manager, make_user("editor@example.org", roles=("editor",))):
        client.force_login(person)
        assert client.get(path).status_code == 403
    client.force_login(facilitator)
    assert client.get(path).status_code == 200


def test_decisions_are_for_facilitators_only(client, member, claim, now):
    check = Check.objects.create(
        actor=make_actor(), needed=3, opposed_most=0, days_least=2, state="conflict", closed_at=now
    )
    client.force_login(member)
    for path in (f"/facilitation/claims/{claim.uid}/", f"/facilitation/checks/{check.pk}/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"decision": "accept"}).status_code == 403
    claim.refresh_from_db()
    check.refresh_from_db()
    assert (claim.state, check.state) == ("open", "conflict")


def test_the_queue_has_everything_the_oldest_first_each_with_one_thing_to_do(client, member, facilitator, claim, now):
    fill(member, now, 1)
    client.force_login(facilitator)
    page = client.get("/facilitation/").content.decode()
    names = re.findall(r"<strong>([^<]+)</strong>", page)
    assert names[:2] == ["Vieille 1", "Ferme du Lac"]
    assert {"Signalée 1", "Demandée 1", "Disputée 1"} <= set(names)
    assert page.count("queue__task") == 5
    assert "5 décisions à prendre" in page
    only = client.get("/facilitation/?kind=claim").content.decode()
    assert set(re.findall(r"<strong>([^<]+)</strong>", only)) == {"Ferme du Lac", "Demandée 1"}
    assert client.get("/facilitation/?kind=nonsense").status_code == 200


def test_an_empty_queue_says_so(client, facilitator):
    client.force_login(facilitator)
    assert "tout le monde a eu sa réponse" in client.get("/facilitation/").content.decode()


def test_the_queue_takes_as_many_queries_for_one_as_for_three(client, member, facilitator, now):
    client.force_login(facilitator)
    counts = []
    for size in (1, 3):
        while Report.objects.count() < size:
            fill(member, now, Report.objects.count())
        client.get("/facilitation/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/facilitation/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 24


def test_a_claim_is_decided_on_its_page(client, member, facilitator, claim):
    client.force_login(facilitator)
    path = f"/facilitation/claims/{claim.uid}/"
    page = client.get(path).content.decode()
    for text in ("Gérante", "Voir le registre.", "member@example.org"):
        assert text in page
    assert client.post(path, {"decision": "decline"}).status_code == 422  # why?
    client.post(path, {"decision": "accept"})
    claim.refresh_from_db()
    assert claim.state == "accepted"
    assert "Décidé le" in client.get(path).content.decode()
    assert client.post(path, {"decision": "decline", "reason": "Trop tard"}).status_code == 409
    assert Claim.objects.get().state == "accepted"


def test_a_report_is_answered_and_concluded_on_its_page(client, member, manager, facilitator, now):
    organisation = make_actor(manager=manager, public_phone="05 00 00 00 00")
    report = reports.file_report(
        organisation=organisation, actor=member, now=now, kind="wrong", field="public_phone",
        proposed="05 49 11 11 11", comment="Ne répond plus",
    )  # fmt: skip
    path = f"/my/reports/{report.uid}/"
    client.force_login(make_user("nosy@example.org"))
    assert client.get(path).status_code == 404
    client.force_login(member)
    assert "Ne répond plus" in client.get(path).content.decode()
    assert client.post(path, {"answer": "Moi !"}).status_code == 200  # read only
    client.force_login(facilitator)
    assert "La structure peut répondre jusqu’au" in client.get(path).content.decode()
    client.force_login(manager)
    assert client.post(path, {"answer": ""}).status_code == 422
    client.post(path, {"answer": "C’est exact."})
    client.force_login(facilitator)
    page = client.get(path).content.decode()
    assert "05 00 00 00 00" in page  # what the page says now, beside what it should say
    client.post(path, {"verdict": "uphold", "finding": "Vérifié.", "is_applied": "on"})
    organisation.refresh_from_db()
    assert organisation.public_phone == "05 49 11 11 11"
    client.force_login(member)
    assert "Vérifié." in client.get(path).content.decode()


def test_members_answers_are_read_and_concluded(client, facilitator, now):
    organisation = make_actor()
    checks.open_check(organisation, now)
    for answer, comment in (("exact", "J’y étais"), ("absent", "Fermé depuis mars")):
        person = make_user(f"{answer}@example.org")
        checks.answer_check(organisation=organisation, actor=person, answer=answer, comment=comment, now=now)
    check = Check.objects.get()
    client.force_login(facilitator)
    page = client.get(f"/facilitation/checks/{check.pk}/").content.decode()
    assert "J’y étais" in page
    assert "Fermé depuis mars" in page
    client.post(f"/facilitation/checks/{check.pk}/")
    check.refresh_from_db()
    assert check.state == "closed"


def test_attestations_by_the_pages(client, manager, colleague):
    ours, theirs = make_actor(manager=manager, name="Atelier"), make_actor(manager=colleague, name="Ferme")
    client.force_login(manager)
    path = f"/my/organisations/{ours.uid}/attestations/"
    typed = {"subject": "ferme", "relation": "partner", "text": "Un marché par mois.", "since": "2019"}
    assert client.post(path, typed | {"subject": "Inconnue"}).status_code == 422
    client.post(path, typed)
    again = client.post(path, typed)
    assert "déjà dit" in again.content.decode()
    assert "Un marché par mois." not in client.get(theirs.get_absolute_url()).content.decode()
    client.force_login(colleague)
    mine = f"/my/organisations/{theirs.uid}/attestations/"
    (accept,) = re.findall(rf"{mine}[^/]+/accept/", client.get(mine).content.decode())
    client.post(accept)
    for organisation in (ours, theirs):
        assert "Un marché par mois." in client.get(organisation.get_absolute_url()).content.decode()
    assert client.post(accept.replace("accept", "explode")).status_code == 404


# The editors' site


def test_a_facilitator_corrects_in_the_editors_site_through_the_workflow(client, facilitator):
    organisation = make_actor(name="Ancien nom")
    client.force_login(facilitator)
    path = f"/admin/actors/edit/{organisation.pk}/"
    page = client.get(path).content.decode()
    assert "unpkg" not in page
    assert "vendor/leaflet/leaflet.js" in page
    typed = {
        "name": "Nouveau nom", "family": "association", "summary": "A", "point": "46.2222, -0.1428", "city": "Melle",
        "postal_code": "79500", "ess_reason": "statute",
    }  # fmt: skip
    assert client.post(path, typed).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.name, organisation.latitude, organisation.precision) == ("Nouveau nom", 46.2222, "exact")
    assert organisation.revisions.get().author == facilitator
    assert "Corrigée" in client.get(f"/admin/actors/history/{organisation.pk}/").content.decode()
    wrong = client.post(path, typed | {"point": "ici"})
    assert "Ces coordonnées ne sont pas claires" in wrong.content.decode()


def test_actors_are_neither_added_nor_deleted_there(client, facilitator):
    organisation = make_actor()
    client.force_login(facilitator)
    assert client.get("/admin/actors/add/").status_code in {302, 403, 404}
    assert client.post(f"/admin/actors/delete/{organisation.pk}/").status_code in {302, 403}
    organisation.refresh_from_db()


def test_lists_of_the_editors_site_filter_search_and_export(client):
    from tests.factories.accounts import make_superuser  # noqa: PLC0415

    make_actor(name="Vélos du Lac", city="Melle")
    make_actor(name="Fournil", is_stale=True)
    client.force_login(make_superuser())
    assert "Vélos du Lac" in client.get("/admin/actors/?q=lac").content.decode()
    page = client.get("/admin/actors/?is_stale=true").content.decode()
    assert "Fournil" in page
    assert "Vélos du Lac" not in page
    export = b"".join(client.get("/admin/actors/?export=csv").streaming_content).decode()
    assert "Vélos du Lac" in export
    for path in ("sectors", "qualifiers", "territories"):
        assert client.get(f"/admin/{path}/").status_code == 200
        assert client.get(f"/admin/{path}/?export=csv").status_code == 200
    assert client.get("/admin/settings/community/communitysettings/", follow=True).status_code == 200


def test_a_facilitator_who_also_manages_sees_no_more_than_their_due(client, facilitator, member, now):
    organisation = make_actor()
    assign_perm("manage_actor", facilitator, organisation)
    report = reports.file_report(organisation=organisation, actor=member, now=now, kind="closed")
    client.force_login(facilitator)
    page = client.get(f"/my/reports/{report.uid}/").content.decode()
    assert 'name="verdict"' not in page
    assert 'name="answer"' in page
