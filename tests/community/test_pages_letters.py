"""The links of reminders: no sign-in, one purpose, and nothing before a button is pressed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email

from community import links
from community.models import DoNotWrite, Letter, Report
from community.workflow import freshness, letters, people
from core.refusals import Refused
from tests.factories.community import hide_all, make_actor

pytestmark = pytest.mark.django_db
PURPOSES = ("confirm", "correct", "closed", "stop")


@pytest.fixture(autouse=True)
def nobody_else(db):
    hide_all()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def organisation(manager, now):
    return make_actor(manager=manager, name="Atelier", due_at=now - timedelta(days=1), public_phone="05 00 00 00 00")


@pytest.fixture
def sent(organisation, now):
    """The links of the reminder, by purpose."""
    freshness.send_letters(now)
    message = Email.objects.get().message
    return {purpose: re.search(rf"/letters/{purpose}/\S+", message)[0] for purpose in PURPOSES}


@pytest.mark.parametrize("purpose", PURPOSES)
def test_following_a_link_changes_nothing(client, organisation, sent, purpose):
    before = type(organisation).objects.filter(pk=organisation.pk).values().get()
    for method in (client.get, client.head):
        assert method(sent[purpose]).status_code == 200
    assert type(organisation).objects.filter(pk=organisation.pk).values().get() == before
    assert Letter.objects.get().answer == ""
    assert not DoNotWrite.objects.exists()


def test_one_button_confirms_and_the_other_links_say_so(client, organisation, sent):
    response = client.post(sent["confirm"], follow=True)
    assert "la fiche a été confirmée aujourd’hui" in response.content.decode()
    organisation.refresh_from_db()
    assert organisation.confirmed_by == "owner"
    assert organisation.due_at > timezone.now() + timedelta(days=360)
    for purpose in ("confirm", "correct", "closed"):
        assert "C’est déjà fait" in client.post(sent[purpose]).content.decode()
    organisation.refresh_from_db()
    assert organisation.is_published


def test_a_correction_is_published_and_confirms(client, organisation, sent):
    typed = {"summary": organisation.summary, "public_phone": "05 49 11 11 11", "website": "atelier.example"}
    assert client.post(sent["correct"], typed | {"public_email": "non"}).status_code == 422
    client.post(sent["correct"], typed)
    organisation.refresh_from_db()
    assert (organisation.public_phone, organisation.website) == ("05 49 11 11 11", "https://atelier.example")
    assert organisation.confirmed_by == "owner"
    assert organisation.revisions.first().origin == "letter"


def test_closed_archives_a_page_that_somebody_manages(client, organisation, sent):
    client.post(sent["closed"])
    organisation.refresh_from_db()
    assert organisation.archived_reason == "closed"


def test_closed_leaves_an_unclaimed_page_to_a_facilitator(client, now):
    organisation = make_actor(public_email="mairie@example.org", due_at=now - timedelta(days=1))
    freshness.send_letters(now)
    link = re.search(r"/letters/closed/\S+", Email.objects.get().message)[0]
    client.post(link)
    organisation.refresh_from_db()
    assert organisation.is_published
    assert Report.objects.get().kind == "closed"
    assert "C’est déjà fait" in client.post(link).content.decode()
    assert Report.objects.count() == 1


def test_no_more_reminders(client, organisation, sent, now):
    client.post(sent["stop"])
    assert DoNotWrite.objects.count() == 1
    assert freshness.send_letters(now + timedelta(days=22)) == 0
    assert Email.objects.count() == 1


def test_links_end_after_thirty_days(client, organisation, sent, now):
    with time_machine.travel(now + timedelta(days=29), tick=False):
        assert client.get(sent["confirm"]).status_code == 200
    with time_machine.travel(now + timedelta(days=31), tick=False):
        assert client.post(sent["confirm"]).status_code == 410
    organisation.refresh_from_db()
    assert organisation.last_confirmed_at is None


@pytest.mark.parametrize("purpose", ["confirm", "correct", "closed"])
def test_whoever_no_longer_answers_for_the_page_does_nothing_by_an_old_mail(
    client, organisation, colleague, request, purpose
):
    sent, now, manager = (request.getfixturevalue(name) for name in ("sent", "now", "manager"))
    people.grant(organisation, colleague, "manage_actor", by=manager, now=now)
    people.remove_person(organisation=organisation, person=manager, actor=colleague, now=now)
    before = type(organisation).objects.filter(pk=organisation.pk).values().get()
    assert client.post(sent[purpose], {"summary": "Repris", "public_phone": "06 00 00 00 00"}).status_code == 410
    with pytest.raises(Refused):
        letters.confirm(letter=Letter.objects.get(), now=now)
    assert type(organisation).objects.filter(pk=organisation.pk).values().get() == before


def test_the_mail_of_an_unclaimed_page_ends_when_somebody_looks_after_it(client, manager, now):
    page = make_actor(name="Sans personne", due_at=now - timedelta(days=1), private_email="info@example.org")
    freshness.send_letters(now)
    confirm = re.search(r"/letters/confirm/\S+", Email.objects.get().message)[0]
    assert client.get(confirm).status_code == 200
    people.grant(page, manager, "manage_actor", by=None, now=now)
    assert client.post(confirm).status_code == 410
    page.refresh_from_db()
    assert page.last_confirmed_at is None


def test_the_same_reminder_answers_once(organisation, sent, now):
    found = Letter.objects.get()
    letters.confirm(letter=found, now=now)
    with pytest.raises(Refused):
        letters.say_closed(letter=found, now=now)
    organisation.refresh_from_db()
    assert organisation.is_published


def test_a_correction_by_the_link_is_checked_as_elsewhere(client, organisation, sent):
    response = client.post(sent["correct"], {"summary": "", "public_phone": "appelez-moi"})
    assert response.status_code == 422
    organisation.refresh_from_db()
    assert organisation.public_phone == "05 00 00 00 00"


def test_stop_works_after_the_page_is_gone(client, organisation, manager, sent, now):
    freshness.archive(organisation=organisation, reason="asked", actor=manager, now=now)
    assert client.post(sent["stop"]).status_code == 302
    assert DoNotWrite.objects.count() == 1


def test_a_link_serves_its_own_purpose_only(client, organisation, sent):
    token = sent["stop"].rstrip("/").rsplit("/", 1)[1]
    assert client.post(f"/letters/confirm/{token}/").status_code == 410
    assert client.post(f"/letters/confirm/{token[:-3]}abc/").status_code == 410
    assert client.get(f"/letters/anything/{token}/").status_code == 404
    assert client.get(f"/letters/report/{token}/").status_code == 410
    organisation.refresh_from_db()
    assert organisation.last_confirmed_at is None


def test_a_link_dies_with_the_page(client, organisation, manager, sent, now):
    freshness.archive(organisation=organisation, reason="asked", actor=manager, now=now)
    assert client.post(sent["confirm"]).status_code == 410


def test_tokens_name_nothing_but_the_letter(sent):
    token = sent["confirm"].rstrip("/").rsplit("/", 1)[1]
    assert links.read(links.CONFIRM, token) == str(Letter.objects.get().uid)
    assert "example.org" not in token
