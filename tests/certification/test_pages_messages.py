"""What is said in a deliberation: corrected for a moment, found useful, and never by who is not of its audience."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from certification.models import Message, UsefulMark
from certification.workflow import messages, opinions
from core import journal
from core.models import Event
from core.refusals import NotAllowed, NotNow
from tests.factories.certification import DAY, NOW, declare, make_round

pytestmark = pytest.mark.django_db
AT = NOW + 36 * DAY
SECRET = "Entre sièges : je doute des comptes."


@pytest.fixture
def found(manager, facilitator, people):
    return make_round(manager, facilitator, people)


@pytest.fixture
def author(found, people):
    return people["ngo"][0]


@pytest.fixture
def note(found, author):
    declare(found.application, author)
    return opinions.say(application=found.application, audience="seats", text=SECRET, actor=author, now=AT)


def path(note, name):
    return reverse(f"certification:{name}", args=[note.application.uid, note.uid])


def test_it_is_corrected_for_fifteen_minutes_and_the_record_keeps_both(note, author):
    messages.edit(message=note, actor=author, text="Je doute du bilan.", now=AT + timedelta(minutes=14))
    kinds = list(Event.objects.filter(kind__startswith="message.").order_by("seq").values_list("kind", flat=True))
    assert kinds == ["message.posted", "message.edited"]
    assert SECRET in Event.objects.get(kind="message.posted").detail.private
    assert SECRET not in Event.objects.get(kind="message.posted").data
    assert "bilan" not in Event.objects.get(kind="message.edited").data
    assert journal.verify() is None
    with pytest.raises(NotNow):
        messages.edit(message=note, actor=author, text="Trop tard.", now=AT + timedelta(minutes=15))
    assert Message.objects.get(pk=note.pk).text == "Je doute du bilan."


def test_what_was_answered_is_corrected_no_more(note, found, people, author):
    other = people["industry"][0]
    declare(found.application, other)
    opinions.say(application=found.application, audience="seats", text="Moi aussi", actor=other, now=AT, parent=note)
    with pytest.raises(NotNow):
        messages.edit(message=note, actor=author, text="Autre chose", now=AT)


def test_nobody_corrects_another_and_nobody_marks_their_own(note, found, people, author):
    other = people["industry"][0]
    declare(found.application, other)
    with pytest.raises(NotAllowed):
        messages.edit(message=note, actor=other, text="Non", now=AT)
    with pytest.raises(NotAllowed):
        messages.mark_useful(message=note, actor=author, now=AT)
    assert [messages.mark_useful(message=note, actor=other, now=AT) for _ in range(3)] == [True, False, True]
    assert UsefulMark.objects.count() == 1


def test_a_note_between_seats_is_found_nowhere_by_others(client, note, manager, facilitator):
    """The applicant and a facilitator enter the room: neither reads it, nor its form, nor may mark it."""
    with time_machine.travel(AT, tick=False):
        for person in (manager, facilitator):
            client.force_login(person)
            room = client.get(reverse("certification:room", args=[note.application.uid]))
            assert SECRET not in room.content.decode()
            assert str(note.uid) not in room.content.decode()
            assert client.get(path(note, "message_edit")).status_code == 404
            assert client.post(path(note, "message_useful")).status_code == 404
        client.force_login(note.author)
        assert SECRET in client.get(reverse("certification:room", args=[note.application.uid])).content.decode()
        assert client.get(path(note, "message_edit")).status_code == 200
    assert not UsefulMark.objects.exists()


def test_it_is_read_with_its_lists_and_nothing_that_runs(client, found, author, note):
    with time_machine.travel(AT, tick=False):
        client.force_login(author)
        client.post(path(note, "message_edit"), {"text": "- **un**\n- <script>alert(1)</script>"})
        page = client.get(reverse("certification:room", args=[found.application.uid])).content.decode()
    assert "<strong>un</strong>" in page
    assert "<script>alert" not in page
