"""A deferral: until when one comes back with the progress plan, where that is said, who is reminded of it."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from certification.models import Application
from certification.turns import turn
from certification.workflow import closing, drafts, plans
from core.refusals import Refused
from tests.factories.certification import DAY, NOW, OBJECTION, make_charter, make_round, say

pytestmark = pytest.mark.django_db
SPEAKS, END = NOW + 36 * DAY, NOW + 50 * DAY
LAST = date(2026, 10, 21)  # six months later
EVENING = timezone.make_aware(datetime.combine(LAST, time(23, 59)))


@pytest.fixture
def charter(db):
    return make_charter(rounds_most=1)


@pytest.fixture
def deferred(cast):
    """A file that the colleges have deferred."""
    found = make_round(cast.manager, cast.facilitator, cast.people)
    for college, (person,) in cast.people.items():
        value, more = ("object", {"objection": OBJECTION}) if college == "labour" else ("consent", {})
        say(found, person, value, SPEAKS, **more)
    closing.close(round_=found, actor=None, now=END)
    Email.objects.all().delete()
    return Application.objects.get()


def start(deferred, now, **more):
    organisation = deferred.actor
    by = {"previous": drafts.what_to_follow(organisation, now)} | more
    return drafts.start(organisation=organisation, actor=deferred.created_by, now=now, **by)


def test_on_its_last_day_one_comes_back_with_the_plan(deferred):
    opened = start(deferred, EVENING)
    assert (opened.kind, opened.previous) == ("follow_up", deferred)
    assert opened.answers.count() == 2


def test_a_day_later_it_is_a_first_application(deferred):
    late = EVENING + DAY
    with pytest.raises(Refused):
        start(deferred, late, previous=deferred)
    opened = start(deferred, late)
    assert (opened.kind, opened.previous) == ("first", None)
    assert opened.answers.count() == 0


@pytest.mark.parametrize(("now", "is_over"), [(EVENING, False), (EVENING + DAY, True)], ids=["in time", "late"])
def test_pages_say_until_when(client, deferred, monkeypatch, now, is_over):
    monkeypatch.setattr(timezone, "now", lambda: now)
    client.force_login(deferred.created_by)
    begin = reverse("certification:start", args=[deferred.actor.uid])
    page, file = (
        client.get(path).content.decode() for path in (begin, reverse("certification:file", args=[deferred.uid]))
    )
    assert "21 octobre 2026" in page
    assert ("notice--warning" in page) is is_over
    assert (begin in file) is not is_over
    assert (turn(deferred, now) is None) is is_over
    client.post(begin)
    assert Application.objects.exclude(pk=deferred.pk).get().kind == ("first" if is_over else "follow_up")


def reminded(days):
    """What the clock sends so many days from the last day, when it runs twice."""
    return [plans.remind(EVENING + day * DAY) for day in days for _twice in range(2)]


def test_reminders_30_and_7_days_before_once_each(deferred):
    assert reminded((-31, -30, -29, -7, -6, 0, 1)) == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert [letter.to for letter in Email.objects.all()] == [[deferred.created_by.email]] * 2


def test_nobody_is_reminded_once_the_file_that_follows_was_opened(deferred):
    start(deferred, EVENING - 40 * DAY)
    assert reminded((-30, -7)) == [0, 0, 0, 0]
    assert not Email.objects.exists()
    assert turn(deferred, EVENING - 30 * DAY) is None
