"""A discussion with many messages: its pages, its order, lasting addresses, always as many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification import talk
from certification.models import Message, MessageCall, UsefulMark
from certification.permissions import can
from tests.factories.world import TALKED, make_world, speak

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def build_world():
    found = make_world()
    speak(found)
    Message.objects.all().delete()
    return found


@pytest.fixture
def world(built_world, at, settings):
    settings.PAGE_CACHE_SECONDS = 0
    at(TALKED)
    return built_world


def fill(world, many, replies=1, audience="applicant", text=""):
    """So many threads, the first one the oldest, each of which calls somebody."""
    author, called = world.who["seat_ngo"], world.who["seat_labour"]
    common = {"application": world.application, "author": author, "college": "ngo", "audience": audience}
    roots = Message.objects.bulk_create(
        Message(text=text or f"Fil {n}. @[{called.uid}]", at=TALKED - (many - n) * MINUTE, **common)
        for n in range(many)
    )
    answers = Message.objects.bulk_create(
        Message(text=f"Réponse {n}", at=TALKED, parent=root, **common) for root in roots for n in range(replies)
    )
    MessageCall.objects.bulk_create(MessageCall(message=one, person=called) for one in roots)
    UsefulMark.objects.bulk_create(UsefulMark(message=one, person=called) for one in answers)
    return roots


def room(client, world, query="", name="seat_labour"):
    client.force_login(world.who[name])
    return client.get(f"{reverse('certification:room', args=[world.application.uid])}{query}")


def shown(answer, roots):
    page = answer.content.decode()
    return [n for n, one in sorted(enumerate(roots), key=lambda pair: page.find(f'id="message-{pair[1].uid}"'))
            if f'id="message-{one.uid}"' in page]  # fmt: skip


def test_the_newest_come_first_twenty_a_page(client, world):
    roots = fill(world, 45)
    assert shown(room(client, world), roots) == list(range(44, 24, -1))
    assert shown(room(client, world, "?page=3"), roots) == [4, 3, 2, 1, 0]
    assert shown(room(client, world, "?order=oldest"), roots) == list(range(20))
    assert shown(room(client, world, "?order=oldest&page=99"), roots) == list(range(40, 45))
    assert shown(room(client, world, "?order=nonsense&page=x"), roots) == list(range(44, 24, -1))


def test_one_thread_of_the_three_alone(client, world):
    roots, among = fill(world, 3), fill(world, 3, audience="seats")
    answer = room(client, world, "?audience=seats")
    assert shown(answer, among) == [2, 1, 0]
    assert shown(answer, roots) == []
    answer = room(client, world, "?audience=seats", name="applicant")  # whoever does not hear it asks for nothing
    assert shown(answer, among) == []
    assert shown(answer, roots) == [2, 1, 0]
    assert "audience=seats#messages" not in answer.content.decode()


def test_a_lasting_address_leads_to_the_page_where_a_message_stands(client, world):
    roots = fill(world, 45)
    fill(world, 30, audience="seats", text="Entre nous")
    for name, page in (("seat_labour", 3), ("applicant", 2)):
        client.force_login(world.who[name])
        reply = roots[30].replies.get()
        for message in (roots[30], reply):
            answer = client.get(reverse("certification:message", args=[world.application.uid, message.uid]))
            assert answer.headers["Location"].endswith(f"?order=oldest&page={page}#message-{message.uid}")
            assert f'id="message-{message.uid}"' in client.get(answer.headers["Location"]).content.decode()


def test_a_long_thread_has_a_page_of_its_own(client, world):
    (root,) = fill(world, 1, replies=120)
    answers = list(root.replies.order_by("at", "pk"))
    page = room(client, world).content.decode()
    assert [f'id="message-{one.uid}"' in page for one in answers] == [True] * 20 + [False] * 100
    own = reverse("certification:message_thread", args=[world.application.uid, root.uid])
    assert own in page
    for n, where in ((19, "?order=oldest&page=1"), (20, f"{own}?page=1"), (119, f"{own}?page=3")):
        url = reverse("certification:message", args=[world.application.uid, answers[n].uid])
        to = client.get(url).headers["Location"]
        assert where in to
        assert f'id="message-{answers[n].uid}"' in client.get(to).content.decode()
    client.force_login(world.who["pair"])
    assert client.get(own).status_code == 404


def test_a_lasting_address_tells_nothing_to_whoever_does_not_read_it(client, world):
    (note,) = fill(world, 1, audience="seats")
    for name in ("applicant", "facilitator", "pair", "recused_seat", "undeclared_seat", "member"):
        client.force_login(world.who[name])
        assert client.get(reverse("certification:message", args=[world.application.uid, note.uid])).status_code == 404


@pytest.mark.parametrize("name", ["seat_labour", "applicant", "facilitator"])
def test_as_many_queries_for_many_as_for_a_page(client, world, name):
    def asked():
        room(client, world, name=name)
        with CaptureQueriesContext(connection) as queries:
            assert room(client, world, name=name).status_code == 200
        return len(queries)

    fill(world, 2)
    few = asked()
    fill(world, 60, replies=30)
    assert asked() == few


def test_the_count_is_that_of_the_messages_that_stand(client, world):
    roots = fill(world, 3, replies=2)
    Message.objects.filter(pk=roots[0].pk).update(state="folded", folded_at=TALKED, folded_why="other")
    Message.objects.filter(pk=roots[1].replies.first().pk).update(state="withdrawn", withdrawn_at=TALKED, text="")
    fill(world, 4, audience="seats")
    said = {
        name: talk.talk(world.application, world.who[name], TALKED, order="newest", audience="", number=1)
        for name in ("seat_labour", "applicant")
    }
    assert (said["applicant"].count, said["applicant"].page.paginator.count) == (7, 3)
    assert (said["seat_labour"].count, said["seat_labour"].page.paginator.count) == (15, 7)


def test_what_may_be_done_is_what_the_law_says(world):
    """A page knows of each message without a question what `can` answers about one."""
    old = fill(world, 2)
    fill(world, 2, replies=0, audience="seats")
    Message.objects.filter(pk=old[0].pk).update(state="folded", folded_at=TALKED, folded_why="other")
    Message.objects.filter(pk=old[1].pk).update(at=TALKED - 20 * MINUTE)
    for name in ("seat_ngo", "seat_labour", "applicant", "facilitator", "pair", "colleague"):
        person = world.who[name]
        found = talk.talk(world.application, person, TALKED, order="newest", audience="", number=1)
        for one in [message for root in found.page for message in (root, *root.replies)]:
            acts = {"edit", "withdraw", "mark_useful", "report", "answer"}
            assert one.acts == {act for act in acts if can(person, act, one.message, now=TALKED)}, (name, one)
