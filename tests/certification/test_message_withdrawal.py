"""A message that its author takes back: its place stays, its words are read by nobody, no count is wrong."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from certification import awaited, talk
from certification.models import Message
from certification.workflow import message_reports, messages
from core import journal
from core.models import Event
from core.refusals import NotAllowed, NotNow
from tests.certification.matrix.crawl import everything
from tests.certification.test_leaks import client_of
from tests.factories.world import TALKED, make_spoken_world, say_to

pytestmark = pytest.mark.django_db
build_world = make_spoken_world
WORDS = "SECRET-taken-back"


@pytest.fixture
def world(built_world, at):
    at(TALKED)
    return built_world


def said(world, by="seat_ngo", audience="applicant", text=WORDS, **more):
    return say_to(world, audience, text, by=by, **more)


def take_back(world, message, by="seat_ngo", now=TALKED):
    messages.withdraw(message=message, actor=world.who[by], now=now)
    message.refresh_from_db()


def test_its_words_go_and_the_journal_keeps_them_sealed(world):
    message = said(world, text=f"{WORDS} @Nom-seat_labour")
    messages.mark_useful(message=message, actor=world.who["seat_ssro"], now=TALKED)
    take_back(world, message)
    assert (message.state, message.text, message.withdrawn_at) == ("withdrawn", "", TALKED)
    assert not message.marks.exists()
    assert not message.calls.exists()
    event = Event.objects.get(kind="message.withdrawn")
    assert WORDS in event.detail.private
    assert WORDS not in event.data
    assert journal.verify() is None


@pytest.mark.crawl
def test_everybody_sees_the_trace_and_nobody_the_words(client, world):
    message = said(world, audience="seats")
    before = talk.talk(world.application, world.who["seat_labour"], TALKED, order="newest", audience="", number=1)
    client.force_login(world.who["seat_ngo"])
    url = reverse("certification:message_withdraw", args=[world.application.uid, message.uid])
    assert WORDS in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    for name in ("seat_ngo", "seat_labour", "facilitator", "applicant"):
        pages = everything(client_of(world, name), world, "certification:")
        assert not [address for address, text in pages.items() if WORDS in text], name
    client.force_login(world.who["seat_labour"])
    page = client.get(reverse("certification:room", args=[world.application.uid])).content.decode()
    with override("fr"):
        assert gettext("Withdrawn by its author") in page
    after = talk.talk(world.application, world.who["seat_labour"], TALKED, order="newest", audience="", number=1)
    assert after.count == before.count - 1
    assert after.page.paginator.count == before.page.paginator.count


def test_for_fifteen_minutes_and_as_long_as_nobody_has_answered(world):
    message, other = said(world), said(world)
    with pytest.raises(NotAllowed):
        take_back(world, message, by="seat_labour")
    with pytest.raises(NotNow):
        take_back(world, message, now=TALKED + timedelta(minutes=15))
    answer = said(world, by="seat_labour", parent=other)
    with pytest.raises(NotNow):
        take_back(world, other)
    take_back(world, answer, by="seat_labour")
    take_back(world, other)  # an answer that was taken back is none
    with pytest.raises(NotNow):
        take_back(world, other)


def test_a_question_is_asked_no_more_and_is_asked_again_once_its_answer_is_gone(world):
    application, manager = world.application, world.who["applicant"]
    asked = said(world, is_question=True)
    assert awaited._questions(manager) == {application.pk}
    answer = said(world, by="applicant", parent=asked)
    assert awaited._questions(manager) == set()
    with pytest.raises(NotNow):
        take_back(world, asked)
    take_back(world, answer, by="applicant")
    assert awaited._questions(manager) == {application.pk}
    assert [one.is_unanswered for one in talk.questions(application, manager, TALKED)] == [True]
    take_back(world, asked)
    assert awaited._questions(manager) == set()
    assert [one.is_unanswered for one in talk.questions(application, manager, TALKED)] == [False]


def test_it_is_answered_and_marked_no_more(client, world):
    message = said(world)
    take_back(world, message)
    with pytest.raises(NotNow):
        said(world, by="seat_labour", parent=message)
    client.force_login(world.who["seat_labour"])
    answer = client.post(
        reverse("certification:say", args=[world.application.uid]), {"text": "Quand même", "parent": message.uid}
    )
    assert answer.status_code == 409
    assert "Quand même" in answer.content.decode()
    for act in ("edit", "useful", "report"):
        url = reverse(f"certification:message_{act}", args=[world.application.uid, message.uid])
        assert client.post(url, {"text": "x", "reason": "other"}).status_code in {403, 409}
    assert Message.objects.filter(parent=message).count() == 0


def test_who_had_reported_it_learns_that_it_is_gone(world):
    message = said(world)
    report = message_reports.report(
        message=message, actor=world.who["seat_labour"], reason="other", text="", now=TALKED
    )
    take_back(world, message)
    report.refresh_from_db()
    assert (report.concluded_at, report.concluded_by, report.is_upheld) == (TALKED, None, True)
    assert world.who["seat_labour"].notifications.filter(kind__endswith="report_concluded").count() == 1
    assert not world.who["seat_ngo"].notifications.filter(kind__endswith="message_folded").exists()
