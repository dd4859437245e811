"""Following the discussion of a file: told once while it waits, never of what one may not read, never twice."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certification.models import FileFollow
from certification.workflow import messages, opinions
from community import following
from community.models import Notification
from core.refusals import NotAllowed
from tests.factories.world import TALKED, make_world, speak

pytestmark = pytest.mark.django_db


def build_world():
    found = make_world()
    speak(found)
    FileFollow.objects.all().delete()
    Notification.objects.all().delete()
    return found


@pytest.fixture
def world(built_world):
    return built_world


def follow(world, *names, is_wanted=True):
    for name in names:
        messages.follow(application=world.application, actor=world.who[name], is_wanted=is_wanted, now=TALKED)


def said(world, audience="applicant", by="seat_ngo", **more):
    return opinions.say(
        application=world.application, audience=audience, text=more.pop("text", "SECRET-said"), actor=world.who[by],
        now=TALKED, **more,
    )  # fmt: skip


def told(world, name, kind="posted"):
    return Notification.objects.filter(person=world.who[name], kind__endswith=kind).count()


def test_who_speaks_follows(world):
    said(world)
    assert [one.person for one in FileFollow.objects.all()] == [world.who["seat_ngo"]]
    said(world, by="applicant")
    assert told(world, "seat_ngo") == 1
    assert told(world, "applicant") == 0  # nobody is told of their own words


def test_a_follower_is_told_without_the_words_nor_who(world):
    follow(world, "seat_labour", "facilitator", "applicant")
    said(world)
    for name in ("seat_labour", "facilitator", "applicant"):
        row = Notification.objects.get(person=world.who[name], kind__endswith="posted")
        assert not any(word in f"{row.subject} {row.text} {row.quoted}" for word in ("SECRET", "Nom-", "ONG"))
    assert Notification.objects.get(person=world.who["seat_labour"], kind__endswith="posted").kind.endswith(
        "message_posted"
    )  # fmt: skip


def test_nobody_is_told_of_what_they_may_not_read(world):
    follow(world, "facilitator", "applicant", "pair", "seat_labour")
    FileFollow.objects.create(application=world.application, person=world.who["recused_seat"])
    FileFollow.objects.create(application=world.application, person=world.who["undeclared_seat"])
    said(world, audience="seats")
    assert [told(world, name) for name in ("facilitator", "applicant", "pair", "seat_labour")] == [0, 0, 0, 1]
    said(world, audience="public")
    assert [told(world, name) for name in ("recused_seat", "undeclared_seat", "pair")] == [0, 0, 1]


def test_several_messages_in_a_while_are_told_once(world, at):
    follow(world, "seat_labour")
    at(TALKED)
    for _ in range(3):
        said(world)
    assert told(world, "seat_labour") == 1
    at(TALKED + timedelta(minutes=6))
    said(world)
    assert told(world, "seat_labour") == 2
    Notification.objects.update(read_at=TALKED)
    said(world)
    assert told(world, "seat_labour") == 3  # the line before was read: this is news


def test_a_mail_that_waits_for_the_morning_says_it_already(world, at, settings):
    settings.NOTIFICATIONS_AT_NIGHT = False
    follow(world, "seat_labour")
    night = TALKED.replace(hour=22)
    for hours in (0, 3):
        at(night + timedelta(hours=hours))
        said(world)
    assert told(world, "seat_labour") == 1
    at(night + timedelta(hours=12))
    said(world)
    assert told(world, "seat_labour") == 2


def test_nobody_is_told_twice_of_one_message(world):
    """A question tells the applicant; who is called is told of the call; both follow."""
    follow(world, "applicant", "seat_labour")
    said(world, text="Et @Nom-seat_labour et @Nom-applicant ?", is_question=True)
    assert (told(world, "applicant", "question"), told(world, "applicant"), told(world, "applicant", "mention")) == (
        1, 0, 0,
    )  # fmt: skip
    assert (told(world, "seat_labour", "mention"), told(world, "seat_labour")) == (1, 0)


def test_who_may_not_read_the_file_cannot_follow_but_may_stop(client, world, at):
    at(TALKED)
    for name in ("member", "recused_seat", "undeclared_seat", "interested_facilitator"):
        with pytest.raises(NotAllowed):
            follow(world, name)
        follow(world, name, is_wanted=False)
    client.force_login(world.who["pair"])
    url = reverse("certification:follow", args=[world.application.uid])
    client.post(url, {"follow": "yes"})
    assert FileFollow.objects.get().person == world.who["pair"]
    assert 'value="no"' in client.get(reverse("certification:room", args=[world.application.uid])).content.decode()
    client.post(url, {"follow": "no"})
    assert not FileFollow.objects.exists()


def own_list(client, world, name):
    client.force_login(world.who[name])
    return client.get("/my/comments/").content.decode()


def test_followed_files_are_in_ones_own_list_and_can_be_left_there(client, world, at):
    at(TALKED)
    url = reverse("certification:follow", args=[world.application.uid])
    follow(world, "pair")
    assert url in own_list(client, world, "pair")
    assert following.count(world.who["pair"]) == 1
    assert url not in own_list(client, world, "seat_ngo")
    client.force_login(world.who["pair"])
    answer = client.post(url, {"follow": "no", "back": "mine"})
    assert answer.url == "/my/comments/#followed"
    assert url not in own_list(client, world, "pair")


def test_a_file_that_one_may_no_longer_read_is_not_in_the_list(client, world, at):
    at(TALKED)
    for name in ("recused_seat", "undeclared_seat", "member", "co_applicant"):
        FileFollow.objects.create(application=world.application, person=world.who[name])
        assert "Sarcelle" not in own_list(client, world, name)
