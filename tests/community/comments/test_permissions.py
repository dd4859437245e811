"""Who may do what with a comment: every role, every action, every state; written by hand, not read from the table."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.models import BlockedMember, Comment
from community.permissions import can
from community.queries.comments import Reader, visible_to
from community.states import LAW, CommentState
from community.workflow import comment_moderation, comments
from core.refusals import NotNow
from tests.factories.accounts import make_user
from tests.factories.comments import again, say

pytestmark = pytest.mark.django_db

READ = {"read", "answer", "react", "report", "block"}
PUBLISHED = {
    "visitor": {"read"},
    "author": {"read", "answer", "edit", "withdraw"},
    "member": READ,
    "new member": READ,
    "blocker": READ - {"read"},
    "facilitator": {*READ, "remove"},
    "closed account": {"read"},
}
HELD = {
    "visitor": set(),
    "author": {"read", "edit", "withdraw"},
    "member": {"block"},
    "new member": {"block"},
    "blocker": {"block"},
    "facilitator": {"read", "block", "keep", "remove"},
    "closed account": set(),
}
NOTHING = {role: set() for role in PUBLISHED}
MATRIX = {
    CommentState.PUBLISHED: PUBLISHED, CommentState.HELD: HELD, CommentState.WITHDRAWN: NOTHING,
    CommentState.REMOVED: NOTHING, CommentState.UNCONFIRMED: NOTHING,
}  # fmt: skip
ACTIONS = sorted({row.action for row in LAW.transitions if row.kind == "comment"} - {"hold"})


@pytest.fixture
def people(lea, noe, facilitator):
    blocker = make_user("blocker@example.org")
    BlockedMember.objects.create(user=blocker, blocked=lea)
    return {
        "visitor": AnonymousUser(),
        "author": lea,
        "member": noe,
        "new member": make_user("new@example.org"),
        "blocker": blocker,
        "facilitator": facilitator,
        "closed account": make_user("gone@example.org", is_active=False),
    }


def archive(actor):
    actor.state, actor.archived_reason, actor.archived_at = "archived", "asked", timezone.now()
    actor.save()


def put(comment, state):
    """As the workflow would have it, by a shorter way; a held one was reported by others."""
    Comment.objects.filter(pk=comment.pk).update(state=state)
    if state == CommentState.HELD:
        comment.reports.create(user=make_user("reporter@example.org"), reason="other")


@pytest.mark.parametrize("state", MATRIX)
def test_who_may_do_what(people, said, state):
    put(said, state)
    found = {}
    for role, user in people.items():
        found[role] = {action for action in ACTIONS if can(user, action, again(said))}
        found[role] |= {"read"} if visible_to(user).filter(pk=said.pk).exists() else set()
    assert found == MATRIX[state]


@pytest.mark.parametrize("state", MATRIX)
def test_a_page_and_every_list_agree_on_who_reads(people, said, state):
    put(said, state)
    for user in people.values():
        one = again(said)
        if state != CommentState.UNCONFIRMED:
            assert Reader(user, one.discussion).reads(one) == visible_to(user).filter(pk=one.pk).exists()


def test_nobody_does_anything_where_the_page_is_not_public(people, garage, said):
    archive(garage)
    for role, user in people.items():
        assert {action for action in ACTIONS if can(user, action, again(said))} == set(), role
        assert not visible_to(user).exists()
        assert not can(user, "comment", again(said).discussion)


def test_a_facilitator_does_not_judge_their_own_words_nor_their_own_report(garage, facilitator, said, now):
    own = say(garage, facilitator)
    assert not can(facilitator, "remove", own)
    comment_moderation.report(comment=said, actor=facilitator, reason="other", text="", now=now)
    assert not can(facilitator, "remove", again(said))
    assert not can(facilitator, "keep", again(said))


def test_a_comment_is_edited_for_fifteen_minutes(garage, lea):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        one = say(garage, lea)
    with time_machine.travel(start + timedelta(minutes=14, seconds=59), tick=False):
        comments.edit(comment=one, actor=lea, text="Mieux dit.", now=timezone.now())
        assert again(one).edited_at == timezone.now()
    with time_machine.travel(start + timedelta(minutes=15), tick=False), pytest.raises(NotNow):
        comments.edit(comment=one, actor=lea, text="Trop tard.", now=timezone.now())
    assert again(one).comment == "Mieux dit."


def test_one_person_reports_once_until_it_is_concluded(said, noe, facilitator, now):
    comment_moderation.report(comment=said, actor=noe, reason="false", text="", now=now)
    assert not can(noe, "report", again(said))
    comment_moderation.keep(comment=said, actor=facilitator, message="C’est exact.", now=now)
    assert can(noe, "report", again(said))


def test_members_only_unless_the_network_opens_it(garage, said):
    assert not can(AnonymousUser(), "comment", said.discussion)
    assert not can(AnonymousUser(), "comment_as_visitor", said.discussion)
