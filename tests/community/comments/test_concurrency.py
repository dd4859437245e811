"""Two presses at once: one like, a right count, no place taken twice; on either database."""

import pytest
from django.utils import timezone
from django_comments.models import CommentFlag

from community.models import Comment, Discussion
from community.workflow import comments
from tests.community.test_concurrency import together
from tests.factories.accounts import make_user
from tests.factories.comments import again, say
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_like_at_once():
    said = say(make_actor(), make_user("author@example.org"))
    people = [make_user(f"p{n}@example.org") for n in range(2)]

    def like(person):
        return lambda: comments.react(comment=again(said), actor=person, flag="useful", now=timezone.now())

    assert together(*map(like, people)) == [True, True]
    assert again(said).useful == CommentFlag.objects.count() == 2


def test_one_person_presses_twice_at_once():
    said = say(make_actor(), make_user("author@example.org"))
    person = make_user("person@example.org")

    def like():
        return comments.react(comment=again(said), actor=person, flag="useful", now=timezone.now())

    assert sorted(together(like, like)) == [False, True]  # the second press takes the first one back
    assert again(said).useful == CommentFlag.objects.count() == 0


def test_first_comments_at_once_share_one_discussion():
    garage = make_actor()
    people = [make_user(f"p{n}@example.org") for n in range(3)]
    together(*[lambda person=person: say(garage, person) for person in people])
    assert Discussion.objects.get().threads == Discussion.objects.get().comments == Comment.objects.count() == 3
