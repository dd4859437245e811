"""What I said and what I follow: mine alone, and only where I may still read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import Actor, Follow
from community.queries import own_comments
from community.workflow import comments
from tests.factories.accounts import make_user
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_user("ana@example.org", display_name="Ana")


def say(person, organisation, text):
    return comments.post(obj=organisation, actor=person, text=text, now=timezone.now())


def page(client, person):
    client.force_login(person)
    answer = client.get(reverse("community:own_comments"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_mine_and_nobody_elses(client, ana):
    garage = make_actor(name="Garage du Cric")
    say(ana, garage, "Mes mots à moi")
    say(make_user("bob@example.org"), make_actor(name="Le Bief"), "Des mots d’ailleurs")
    html = page(client, ana)
    assert "Mes mots à moi" in html
    assert "Garage du Cric" in html
    assert "Des mots d’ailleurs" not in html
    assert "Le Bief" not in html


def test_what_is_no_longer_public_is_not_listed(client, ana):
    garage = make_actor(name="Garage du Cric")
    say(ana, garage, "Mes mots à moi")
    Actor.objects.filter(pk=garage.pk).update(state="archived", archived_reason="closed", archived_at=timezone.now())
    html = page(client, ana)
    assert "Mes mots à moi" not in html
    assert "Garage du Cric" not in html


def test_one_stops_following_from_there(client, ana):
    garage = make_actor(name="Garage du Cric")
    say(ana, garage, "Bonjour")
    assert "Garage du Cric" in page(client, ana)
    client.post(reverse("community:comment_follow", args=["actor", garage.uid]), {"follow": "no"})
    assert not Follow.objects.filter(user=ana).exists()


def test_one_comes_back_to_the_list_after_having_stopped(client, ana):
    garage = make_actor(name="Garage du Cric")
    say(ana, garage, "Bonjour")
    assert 'name="back" value="mine"' in page(client, ana)
    answer = client.post(
        reverse("community:comment_follow", args=["actor", garage.uid]), {"follow": "no", "back": "mine"}
    )
    assert answer.url == "/my/comments/#followed"


def test_answers_of_others_are_counted_where_they_may_be_read(client, ana):
    garage, bob = make_actor(name="Garage du Cric"), make_user("bob@example.org")
    first = say(ana, garage, "Bonjour")
    for person in (bob, ana, bob):
        comments.post(obj=garage, actor=person, text="Bonsoir", now=timezone.now(), answers=first)
    say(bob, garage, "À côté")
    mine = own_comments.with_subjects(ana, own_comments.said_by(ana))
    assert [one.answers for one in mine] == [1, 2]  # the latest first: one came after the second
    ana.blocked_members.create(blocked=bob)
    assert [one.answers for one in own_comments.with_subjects(ana, own_comments.said_by(ana))] == [0, 0]


def test_my_space_has_the_latest(client, ana):
    client.force_login(ana)
    garage = make_actor(name="Garage du Cric")
    assert "Garage du Cric" not in client.get("/account/").content.decode()
    say(ana, garage, "Mes mots à moi")
    html = client.get("/account/").content.decode()
    assert "Garage du Cric" in html
    assert "Mes mots à moi" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_constant(client, ana, rows):
    for n in range(rows):
        say(ana, make_actor(name=f"Garage {n}"), "Bonjour")
    page(client, ana)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("community:own_comments"))
    assert len(asked) == 14
