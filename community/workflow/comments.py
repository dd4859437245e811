"""What people do with comments: write, answer, edit, like, follow."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_comments.models import CommentFlag

from accounts.models import User
from community import comment_notices, comment_text, discussions
from community.models import Comment, Discussion, Follow
from community.models.comments import LIKE, USEFUL
from community.notifications import managers
from community.permissions import can
from community.rules.comments import is_new as is_new_member
from community.rules.comments import links_in, refused_word
from community.states import LAW, CommentState
from community.workflow import comment_calls
from community.workflow.common import locked
from core import journal, page_cache
from core.refusals import Refused, require

COUNTED = {LIKE: "likes", USEFUL: "useful"}
UNCONFIRMED_KEPT = timedelta(days=7)


class Unfit(Refused):
    """The text cannot be taken as it is; its author may write it otherwise."""


@transaction.atomic
def post(
    *, obj: models.Model, actor: User, text: str, now: datetime, answers: Comment | None = None, language: str = "fr"
) -> Comment:
    """Say something about an object, or answer what somebody said about it.

    Raises:
        Unfit: the text holds a refused word, or too many links for a new member.
        NotAllowed, NotNow: with the reason.
        Refused: what is answered was said about something else.
    """
    discussion = _locked_discussion(obj)
    require(can(actor, "comment", discussion))
    root = _root(discussion, answers, actor)
    check_text(text, actor, now)
    comment = _store(discussion, root, text, now, user=actor, language=language)
    Follow.objects.get_or_create(discussion=discussion, user=actor)
    _became_public(comment, actor, now, answers)
    return comment


@transaction.atomic
def post_as_visitor(
    *, obj: models.Model, name: str, email: str, text: str, visitor: object, now: datetime, language: str
) -> Comment:
    """Keep what a visitor writes until they have proved their address: nobody reads it before."""
    discussion = _locked_discussion(obj)
    require(can(visitor, "comment_as_visitor", discussion))
    check_text(text, None, now)
    comment = _store(
        discussion, None, text, now, user_name=name, user_email=email, language=language,
        state=CommentState.UNCONFIRMED, is_public=False,
    )  # fmt: skip
    comment_notices.ask_to_confirm(comment)
    return comment


@transaction.atomic
def confirm(*, comment: Comment, visitor: object, now: datetime) -> None:
    """A visitor has proved the address: everybody reads the comment, and the address is forgotten."""
    comment = begin(comment, "confirm", visitor, bearer=True)
    move(comment, "confirm", user_email="")
    _became_public(comment, None, now, None)


@transaction.atomic
def edit(*, comment: Comment, actor: User, text: str, now: datetime) -> None:
    """Change what one wrote a moment ago; readers see that it was changed."""
    comment = begin(comment, "edit", actor)
    check_text(text, actor, now)
    called = comment_calls.find(comment_text.clean(text), comment.discussion)
    change(comment, comment=called.text, edited_at=now)
    for person in comment_calls.store(comment, called):
        if comment.state == CommentState.PUBLISHED and person != actor:
            comment_notices.tell("comment_mention", person, comment)
    record("comment.edited", comment, actor, now)


@transaction.atomic
def react(*, comment: Comment, actor: User, flag: str, now: datetime) -> bool:
    """Say that one likes a comment, or finds it useful; once more takes it back. Whether it is said now."""
    comment = begin(comment, "react", actor)
    row, is_said = CommentFlag.objects.get_or_create(
        user=actor, comment_id=comment.pk, flag=flag, defaults={"flag_date": now}
    )
    if not is_said:
        row.delete()
    change(comment, **{COUNTED[flag]: F(COUNTED[flag]) + (1 if is_said else -1)})
    return is_said


@transaction.atomic
def follow(*, obj: models.Model, actor: User, is_wanted: bool) -> None:
    """Be told of what is said about an object, or no longer."""
    discussion = _locked_discussion(obj)
    require(can(actor, "follow", discussion))
    if is_wanted:
        Follow.objects.get_or_create(discussion=discussion, user=actor)
    else:
        Follow.objects.filter(discussion=discussion, user=actor).delete()


def check_text(text: str, author: User | None, now: datetime) -> None:
    """Refuse what the network does not accept; a visitor is as new as one can be.

    Raises:
        Unfit: with what to change.
    """
    rules = discussions.rules()
    if word := refused_word(text, rules.refused_words):
        raise Unfit(_("This network does not accept “%(word)s”. Say it otherwise.") % {"word": word})
    is_new = author is None or is_new_member(author.date_joined, now, rules.comments_new_days)
    if is_new and links_in(text) > rules.comments_new_links:
        raise Unfit(
            _("Your account is new: at most %(most)s link in a comment for now. Take some out.")
            % {"most": rules.comments_new_links}
        )


def begin(comment: Comment, action: str, actor: object, *, bearer: bool = False) -> Comment:
    """Lock the discussion, read the comment again, then ask whether this person may do this now."""
    discussion = locked(comment.discussion)
    comment = Comment.objects.select_related("user").get(pk=comment.pk)
    comment.discussion = discussion
    require(can(actor, action, comment, bearer=bearer))
    return comment


def move(comment: Comment, action: str, /, **values: object) -> None:
    """Give a comment the state that the table says, and count what everybody reads."""
    state = LAW.target("comment", action)
    was, is_now = comment.state == CommentState.PUBLISHED, state == CommentState.PUBLISHED
    is_gone = state in {CommentState.WITHDRAWN, CommentState.REMOVED}
    if comment.state == CommentState.UNCONFIRMED:
        _count(comment.discussion, threads=1, comments=0)
    change(comment, state=state, is_public=is_now, is_removed=is_gone, **values)
    _count(comment.discussion, threads=0, comments=int(is_now) - int(was))


def change(comment: Comment, /, **values: object) -> None:
    """Store values of a comment: `save()` would count its answers again."""
    Comment.objects.filter(pk=comment.pk).update(**values)
    for name, value in values.items():
        if not hasattr(value, "resolve_expression"):
            setattr(comment, name, value)
    page_cache.invalidate()


def record(
    kind: str, comment: Comment, actor: User | None, now: datetime, private: dict | None = None, **data: object
) -> None:
    """Write in the journal what happened to a comment; who did it is in the part that can be erased."""
    who = {"by": str(actor.uid)} if actor else {}
    journal.record(kind, actor=None, obj=comment, now=now, private=who | (private or {}), data=data)


def forget_unconfirmed(now: datetime) -> None:
    """Delete what visitors wrote who never proved their address."""
    Comment.objects.filter(state=CommentState.UNCONFIRMED, submit_date__lt=now - UNCONFIRMED_KEPT).delete()


def _locked_discussion(obj: models.Model) -> Discussion:
    kind = ContentType.objects.get_for_model(type(obj))
    found, _is_new = Discussion.objects.get_or_create(content_type=kind, object_id=obj.pk)
    return locked(found)


def _root(discussion: Discussion, answers: Comment | None, actor: User) -> Comment | None:
    """The first comment of the thread: an answer to an answer stands beside it."""
    if answers is None:
        return None
    if answers.discussion_id != discussion.pk:
        raise Refused(_("This answers a comment about something else."))
    found = Comment.objects.get(pk=answers.pk)
    found.discussion = discussion
    require(can(actor, "answer", found))
    return answers.root or found


def _store(discussion: Discussion, root: Comment | None, text: str, now: datetime, **values: object) -> Comment:
    called = comment_calls.find(comment_text.clean(text), discussion)
    comment = Comment(
        discussion=discussion, root=root, parent_id=root.pk if root else 0, comment=called.text, submit_date=now,
        content_type_id=discussion.content_type_id, object_pk=str(discussion.object_id), site_id=settings.SITE_ID,
        **values,
    )  # fmt: skip
    comment.save()
    comment_calls.store(comment, called)
    if comment.state == CommentState.PUBLISHED:
        _count(discussion, threads=int(root is None), comments=1)
    page_cache.invalidate()
    return comment


def _count(discussion: Discussion, *, threads: int, comments: int) -> None:
    row = Discussion.objects.filter(pk=discussion.pk)
    row.update(threads=F("threads") + threads, comments=F("comments") + comments)


def _became_public(comment: Comment, actor: User | None, now: datetime, answers: Comment | None) -> None:
    """Write it down, and tell those concerned, each once: who is called, who is answered, who follows."""
    record("comment.posted", comment, actor, now, answer=comment.root_id is not None)
    told = {actor.pk} if actor else set()
    for kind, person in _concerned(comment, answers):
        if person.pk not in told:
            told.add(person.pk)
            comment_notices.tell(kind, person, comment)


def _concerned(comment: Comment, answers: Comment | None):
    for mention in comment.mentions.select_related("person", "organisation"):
        for person in [mention.person] if mention.person_id else managers(mention.organisation):
            yield "comment_mention", person
    for answered in (answers, comment.root):
        if answered and answered.user_id:
            yield "comment_answered", answered.user
    for follow_up in comment.discussion.follows.select_related("user"):
        yield "comment_posted", follow_up.user
