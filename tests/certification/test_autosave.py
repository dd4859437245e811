"""What is typed is kept as it is typed: what the script of a form is answered."""

import pytest
from django.urls import reverse

from certification.models import Answer, Grid, Visit
from tests.certification.test_pages_room import marks
from tests.factories.certification import DAY, NOW, make_draft, make_round

pytestmark = pytest.mark.django_db
AUTOSAVE = {"headers": {"X-Autosave": "1"}}


def path(name, *args):
    return reverse(f"certification:{name}", args=args)


def test_an_answer_is_kept_and_says_its_version(client, manager, charter):
    found = make_draft(manager)
    client.force_login(manager)
    page = path("answer", found.uid, "GOV1")
    version = Answer.objects.get(commitment="GOV1").version
    first = client.post(page, {"level": "1", "text": "Un", "version": version}, **AUTOSAVE)
    assert (first.status_code, first.json()["version"]) == (200, version + 1)
    late = client.post(page, {"level": "1", "text": "Deux", "version": version}, **AUTOSAVE)
    assert late.status_code == 409
    assert Answer.objects.get(commitment="GOV1").text == "Un"


def test_a_report_is_kept(client, cast):
    make_round(cast.manager, cast.facilitator, cast.people)
    visit = Visit.objects.get()
    Visit.objects.update(state="reported")
    client.force_login(cast.people["industry"][0])
    page = path("visit_act", visit.application.uid, "report")
    answer = client.post(page, {"GOV1": "Vu.", "summary": "Bien.", "version": visit.version}, **AUTOSAVE)
    assert answer.json()["version"] == visit.version + 1
    assert client.post(page, {"GOV1": "Autre.", "version": visit.version}, **AUTOSAVE).status_code == 409


def test_an_opinion_is_kept_and_after_the_end_the_refusal_is_in_words(client, cast, monkeypatch):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 30 * DAY)
    client.force_login(cast.people["ngo"][0])
    page = path("grid", found.application.uid)
    assert client.post(page, marks(), **AUTOSAVE).json()["version"] == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.closes_at)
    client.force_login(cast.people["ngo"][0])
    late = client.post(page, marks(text="TROP TARD") | {"version": "1"}, **AUTOSAVE)
    assert late.status_code == 409
    assert "trop tard" in late.json()["message"]
    assert "TROP TARD" not in str(Grid.objects.get().marks)
    button = client.post(page, marks(text="TROP TARD") | {"version": "1"})
    assert button.status_code == 409
    assert "TROP TARD" in button.content.decode()


def test_forms_that_save_by_themselves_have_their_words(client, cast):
    found = make_draft(cast.manager)
    client.force_login(cast.manager)
    shown = [
        client.get(path("answer", found.uid, "GOV1")).content.decode(),
        client.get(reverse("community:draft_step", args=[found.actor.uid, "story"])).content.decode(),
    ]
    for page in shown:
        form = next(one for one in page.split("<form") if "data-draft=" in one)
        for name in (
            f'data-user="{cast.manager.uid}"',
            'data-offline="',
            'data-restored="',
            'data-ended="',
            'data-failed="',
        ):
            assert name in form.split(">")[0], name
        assert "data-kept" in form
