"""A message that somebody reports: opened to facilitators without a part in it, kept or folded, by no machine."""

import pytest
from django.urls import reverse

from certification import message_queue, talk
from certification.models import Message, MessageReport
from certification.permissions import can
from certification.workflow import message_reports as workflow
from certification.workflow import messages
from community.models import Notification
from community.queries import queue
from core import journal, privacy
from core.models import Event
from core.refusals import NotAllowed, NotNow
from tests.certification.matrix.crawl import everything, letters
from tests.certification.test_leaks import client_of
from tests.factories.accounts import make_user
from tests.factories.world import TALKED, make_spoken_world, say_to

pytestmark = pytest.mark.django_db
build_world = make_spoken_world
WORDS, WHY, ANSWER = "SECRET-reported", "SECRET-why-reported", "Restons-en aux faits."


@pytest.fixture
def world(built_world, at):
    at(TALKED)
    return built_world


def said(world, by="seat_ngo", audience="applicant", text=WORDS, **more):
    return say_to(world, audience, text, by=by, **more)


def report(world, message, by="seat_labour"):
    return workflow.report(message=message, actor=world.who[by], reason="hurtful", text=WHY, now=TALKED)


def fold(world, message, by="facilitator"):
    workflow.fold(message=message, actor=world.who[by], reason="hurtful", words=ANSWER, now=TALKED)
    message.refresh_from_db()


def room(client, world, name):
    client.force_login(world.who[name])
    return client.get(reverse("certification:room", args=[world.application.uid])).content.decode()


def readers(world, *secrets):
    """Who reads each secret on any address of the file or of one of its messages."""
    names = ("member", "applicant", "seat_ngo", "seat_labour", "recused_seat", "undeclared_seat", "pair", "facilitator",
             "bound_facilitator", "interested_facilitator")  # fmt: skip
    about = f"{world.application.uid}|^/facilitation/"
    heard = {name: everything(client_of(world, name), world, "certification:", about).values() for name in names}
    return [{name for name, pages in heard.items() if any(secret in text for text in pages)} for secret in secrets]


def told(world, name, kind):
    return Notification.objects.filter(person=world.who[name], kind=f"certification.{kind}").count()


@pytest.mark.crawl
def test_a_report_opens_a_message_of_the_seats_to_the_facilitators_until_it_is_concluded(world):
    message = said(world, audience="seats")
    report(world, message)
    assert readers(world, WORDS, WHY) == [{"seat_ngo", "seat_labour", "facilitator"}, {"facilitator"}]
    assert str(message.uid) not in room(client_of(world, "facilitator"), world, "facilitator")
    workflow.keep(message=message, actor=world.who["facilitator"], words=ANSWER, now=TALKED)
    assert readers(world, WORDS) == [{"seat_ngo", "seat_labour"}]


def test_it_waits_in_the_queue_and_on_the_page_of_the_file(client, world):
    message = said(world)
    facilitator = world.who["facilitator"]
    assert queue.counts(facilitator)["message"] == 0
    report(world, message)
    report(world, message, by="applicant")
    (task,) = queue.tasks(TALKED, facilitator, "message")
    assert (task.about, task.since) == ("Sarcelle", TALKED)
    assert task.detail.startswith("2 ")
    assert WORDS not in f"{task.label} {task.detail} {task.todo}"
    assert queue.counts(facilitator)["message"] == 1
    client.force_login(facilitator)
    assert task.url in client.get(reverse("community:queue")).content.decode()
    assert task.url in client.get(reverse("certification:steer", args=[world.application.uid])).content.decode()
    for name in ("bound_facilitator", "interested_facilitator"):
        assert queue.tasks(TALKED, world.who[name], "message") == []
        assert queue.counts(world.who[name])["message"] == 0
        client.force_login(world.who[name])
        assert client.get(task.url).status_code == 404


def test_facilitators_are_told_apart_from_those_who_have_a_part_in_it(world):
    other = make_user("other@example.org", roles=("facilitator",))
    workflow.report(message=said(world, by="facilitator"), actor=other, reason="other", text="", now=TALKED)
    both = {other, world.who["facilitator"]}
    found = Notification.objects.filter(kind="certification.message_reported", person__in=both)
    assert not found.exists()
    report(world, said(world))
    assert {row.person for row in found} == both
    bound = [world.who[name] for name in ("bound_facilitator", "interested_facilitator")]
    assert not Notification.objects.filter(kind="certification.message_reported", person__in=bound).exists()
    assert not any(word in text for text in letters(world.who["facilitator"]) for word in (WORDS, WHY))


def test_who_wrote_or_reported_it_does_not_judge(world):
    own, foreign = said(world, by="facilitator"), said(world)
    report(world, own)
    report(world, foreign, by="facilitator")
    for message in (own, foreign):
        with pytest.raises(NotAllowed):
            fold(world, message)
        with pytest.raises(NotAllowed):
            workflow.keep(message=message, actor=world.who["facilitator"], words=ANSWER, now=TALKED)
        assert message.state == "posted"
    fold(world, foreign, by="superuser")
    assert foreign.state == "folded"


def test_nothing_is_folded_that_nobody_reported_and_no_number_of_reports_folds(world):
    message = said(world)
    with pytest.raises(NotNow):
        fold(world, message)
    for name in ("seat_labour", "seat_ssro", "seat_industry", "seat_consumers", "applicant", "facilitator"):
        report(world, message, by=name)
    message.refresh_from_db()
    assert message.state == "posted"
    assert not can(None, "fold", message)
    with pytest.raises(NotAllowed):
        report(world, message)  # once each


def test_kept_it_stays_and_both_are_told_why(world):
    message = said(world)
    report(world, message)
    workflow.keep(message=message, actor=world.who["facilitator"], words=ANSWER, now=TALKED)
    found = MessageReport.objects.get()
    assert (found.is_upheld, found.words, found.concluded_by) == (False, ANSWER, world.who["facilitator"])
    assert told(world, "seat_ngo", "message_kept") == told(world, "seat_labour", "message_report_concluded") == 1
    assert any(ANSWER in text for text in letters(world.who["seat_ngo"]))
    assert not any(WORDS in text or WHY in text for text in letters(world.who["seat_ngo"]))
    with pytest.raises(NotNow):
        fold(world, message)


@pytest.mark.crawl
def test_folded_who_weighs_it_unfolds_it_and_nobody_else_reads_it(client, world):
    message = said(world, text=f"{WORDS} @Nom-seat_ssro")
    report(world, message)
    fold(world, message)
    assert readers(world, WORDS) == [{"seat_ngo", "seat_labour", "facilitator"}]
    assert told(world, "seat_ngo", "message_folded") == 1
    for name in ("seat_labour", "facilitator", "applicant"):
        assert MessageReport.objects.get().get_reason_display().lower() in room(client, world, name)
    page = room(client, world, "seat_labour")
    assert page.index("<details>", page.index(f"message-{message.uid}")) < page.index(WORDS)
    assert not any(WORDS in text for name in ("seat_ngo", "seat_labour") for text in letters(world.who[name]))


def test_an_answer_and_a_question_that_are_folded_are_closed_to_the_applicant(client, world):
    question = said(world, is_question=True)
    answer = said(world, by="applicant", parent=question, text="SECRET-answer")
    for message in (question, answer):
        report(world, message, by="seat_ssro")
        fold(world, message)
    client.force_login(world.who["applicant"])
    page = client.get(reverse("certification:file", args=[world.application.uid])).content.decode()
    assert WORDS not in page
    assert "SECRET-answer" not in page
    url = reverse("certification:answer_question", args=[world.application.uid, question.uid])
    assert f'"{url}"' not in page
    assert client.post(url, {"text": "Encore"}).status_code == 409
    assert Message.objects.filter(text="Encore").count() == 0


def test_the_journal_seals_what_was_said_and_its_export_tells_nothing(client, world):
    message = said(world)
    report(world, message)
    fold(world, message)
    kinds = ["message.reported", "message.folded"]
    events = Event.objects.filter(kind__in=kinds).order_by("seq")
    assert [one.kind for one in events] == kinds
    assert WHY in events[0].detail.private
    assert WORDS in events[1].detail.private
    assert not any(secret in one.data for one in events for secret in (WORDS, WHY, ANSWER))
    lines = b"".join(client.get(reverse("certification:journal")).streaming_content).decode()
    assert str(message.uid) not in lines
    assert "message.folded" not in lines
    assert journal.verify() is None


def test_one_s_copy_of_the_data_has_one_s_own_reports_and_nobody_else_s(world):
    message = said(world)
    report(world, message)
    own = str(privacy.export(world.who["seat_labour"])["certification"])
    assert WHY in own
    assert WORDS not in own
    author = str(privacy.export(world.who["seat_ngo"])["certification"])
    assert WORDS in author
    assert WHY not in author
    privacy.erase(world.who["seat_labour"])
    assert MessageReport.objects.get().text == ""
    assert message_queue.reported(world.who["facilitator"]).count() == 1


def test_the_pages_report_and_conclude(client, world):
    message = said(world, audience="seats")
    client.force_login(world.who["seat_labour"])
    url = reverse("certification:message_report", args=[world.application.uid, message.uid])
    assert url in room(client, world, "seat_labour")
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "private", "text": WHY})
    assert url not in room(client, world, "seat_labour")
    client.force_login(world.who["facilitator"])
    url = reverse("certification:message_conclude", args=[message.uid])
    page = client.get(url).content.decode()
    assert WORDS in page
    assert WHY in page
    assert client.post(url, {"decision": "fold", "words": ANSWER}).status_code == 422  # for which reason?
    assert client.post(url, {"decision": "fold", "reason": "private", "words": ""}).status_code == 422
    assert client.post(url, {"decision": "fold", "reason": "private", "words": ANSWER}).status_code == 302
    page = client.get(url).content.decode()
    assert WORDS not in page
    assert ANSWER in page
    assert client.post(url, {"decision": "keep", "words": ANSWER}).status_code == 409
    assert client.get(reverse("certification:message_conclude", args=[world.message.uid])).status_code == 404


def test_the_public_pages_show_no_message_at_all(client, world):
    """A decision, the register, a certificate, the sheet to print: what is said in the room is in none of them."""
    message = said(world, audience="public")
    report(world, message)
    fold(world, message)
    pages = everything(client_of(world, "anonymous"), world)
    assert not [address for address, text in pages.items() if WORDS in text or "message-" in text]


def test_a_reported_message_is_still_marked_and_corrected_by_its_author(world):
    message = said(world)
    report(world, message)
    messages.edit(message=message, actor=world.who["seat_ngo"], text="Mieux dit.", now=TALKED)
    assert talk.alone(message, world.who["facilitator"], TALKED).text == "<p>Mieux dit.</p>\n"
