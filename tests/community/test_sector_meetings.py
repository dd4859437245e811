"""Dates of a sector: everybody sees them, its editors convene, whoever follows its page is told; calendars of many."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from community.models import Meeting, Notification
from community.workflow import comments
from community.workflow import meetings as workflow
from core.refusals import NotAllowed
from pages.models import SectorPage
from pages.seed.sector_editors import sector_group
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROWS = pytest.mark.parametrize("rows", [1, 3])


@pytest.fixture
def page():
    return SectorPage.objects.get(sector__code="alimentation", locale__language_code="fr")


@pytest.fixture
def editor():
    person = make_user("editor@example.org", display_name="Farida")
    person.groups.add(sector_group("alimentation"))
    return person


@pytest.fixture
def member():
    return make_user("member@example.org", display_name="Mehdi")


def convene(page, editor, **more):
    now = timezone.now().replace(microsecond=0)
    said = {
        "title": "Foire aux semences", "starts_at": now + 9 * DAY, "ends_at": now + 9 * DAY + 2 * HOUR,
        "place": "Halle de Brioux",
    }  # fmt: skip
    return workflow.convene(holder=page, kind="event", actor=editor, now=now, **(said | more))


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def new_address(page):
    return reverse("community:meeting_new", args=["sector", page.pk])


def test_everybody_reads_it_on_the_page_of_the_sector_and_on_its_own(client, page, editor):
    held = convene(page, editor)
    assert "Foire aux semences" in client.get(page.get_url()).content.decode()
    answer = client.get(held.get_absolute_url())
    assert "Halle de Brioux" in answer.content.decode()
    (event,) = Calendar.from_ical(client.get(f"{held.get_absolute_url()}meeting.ics").content).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Foire aux semences", "Halle de Brioux")
    assert event.start == held.starts_at


def test_a_sector_that_is_not_published_hides_its_dates(client, page, editor):
    held = convene(page, editor)
    page.unpublish()
    for url in (held.get_absolute_url(), f"{held.get_absolute_url()}meeting.ics"):
        assert client.get(url).status_code == 404


def test_editors_of_this_sector_and_facilitators_convene_and_nobody_else(page, editor, member):
    other = make_user("other@example.org")
    other.groups.add(sector_group("habitat"))
    facilitator = make_user("facilitator@example.org", roles=("facilitator",))
    for person, may in ((editor, True), (facilitator, True), (other, False), (member, False)):
        assert (client_of(person).get(new_address(page)).status_code == 200) is may, person
    for person in (other, member, AnonymousUser()):
        with pytest.raises(NotAllowed):
            convene(page, person)
    assert not Meeting.objects.exists()


def test_only_what_such_an_object_holds_is_offered(page, editor):
    typed = {"kind": "deliberation", "title": "x", "starts_at": "2030-01-01T10:00", "ends_at": "2030-01-01T11:00"}
    answer = client_of(editor).post(new_address(page), typed | {"place": "Niort"})
    assert answer.status_code == 422
    assert "kind" in answer.context["form"].errors


def test_whoever_follows_the_page_is_told_and_may_come(page, editor, member):
    comments.follow(obj=page, actor=member, is_wanted=True)
    held = convene(page, editor)
    assert [one.person for one in Notification.objects.filter(kind="community.meeting_convened")] == [member]
    client = client_of(member)
    assert "Foire" not in client.get(reverse("community:calendar")).content.decode()
    answer = client.post(reverse("community:meeting_reply", args=[held.uid]), {"answer": "yes"})
    assert answer.status_code == 302
    assert "Foire" in client.get(reverse("community:calendar")).content.decode()
    page_of_editor = client_of(editor).get(held.get_absolute_url()).content.decode()
    assert "Mehdi" in page_of_editor
    for other in (Client(), client_of(make_user("third@example.org"))):
        seen = other.get(held.get_absolute_url()).content.decode()
        assert "Mehdi" not in seen


def test_a_visitor_signs_in_to_answer(client, page, editor):
    held = convene(page, editor)
    url = reverse("community:meeting_reply", args=[held.uid])
    answer = client.post(url, {"answer": "yes"})
    assert answer.status_code == 403
    assert reverse("account_login") in answer.content.decode()
    assert not held.replies.exists()


def asks(client, url, words):
    """How many questions a page asks the second time."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert words in client.get(url).content.decode()
    return len(asked)


@ROWS
def test_pages_ask_the_same_for_one_date_and_for_three(page, editor, member, rows, settings):
    settings.PAGE_CACHE_SECONDS = 0
    for n in range(rows):
        held = convene(page, editor, title=f"Foire {n}")
        for person in (member, *(make_user(f"comes{n}{m}@example.org") for m in range(rows))):
            workflow.reply(meeting=held, actor=person, answer="yes", now=timezone.now())
    secret, last = workflow.feed(member, timezone.now()).secret, f"Foire {rows - 1}"
    assert asks(Client(), page.get_url(), last) == 9
    assert asks(client_of(member), reverse("community:calendar"), last) == 9
    assert asks(Client(), reverse("community:calendar_feed", args=[secret]), last) == 6
    assert asks(client_of(editor), held.get_absolute_url(), last) == 11
