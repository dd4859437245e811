"""What comments hold of a person, and how it is forgotten: threads stay, without a name."""

from django.db.models import F, Q
from django_comments.models import CommentFlag

from accounts.models import User
from community import comment_text, discussions
from community.models import BlockedMember, Comment, CommentReport, Follow, Mention
from community.models.comments import LIKE, USEFUL
from core import journal, page_cache
from core.models import Event


def export(user: User) -> dict:
    """All that a person said, liked, followed, reported, and whom they block."""
    return {
        "comments": [_comment(one) for one in _said_by(user)],
        "reactions": list(CommentFlag.objects.filter(user=user).values("comment", "flag", "flag_date")),
        "follows": [discussions.label(row.discussion) for row in _follows(user)],
        "reports_of_comments": list(
            CommentReport.objects.filter(user=user).values("reason", "text", "created_at", "is_upheld", "message")
        ),
        "blocked": list(BlockedMember.objects.filter(user=user).values("blocked__display_name", "since")),
    }


def erase(user: User) -> None:
    """Take a person out of what was said: their comments stay, “account closed”; calls, likes and choices go."""
    said = Comment.objects.filter(user=user)
    journal.forget(_events_of(said))
    said.update(user=None, user_name="", user_email="")
    Comment.objects.filter(user_email__iexact=user.email).delete()  # of a visitor, never confirmed
    Mention.objects.filter(person=user).delete()
    _take_back_reactions(user)
    Follow.objects.filter(user=user).delete()
    BlockedMember.objects.filter(Q(user=user) | Q(blocked=user)).delete()
    CommentReport.objects.filter(user=user).update(user=None, text="")
    page_cache.invalidate()


def _said_by(user: User):
    said = Comment.objects.filter(user=user).select_related("discussion").order_by("pk")
    return said.prefetch_related("mentions__person", "mentions__organisation")


def _follows(user: User):
    """What is followed and still there to be seen."""
    return Follow.objects.filter(user=user, discussion__in=discussions.visible_to(user)).select_related("discussion")


def _comment(one: Comment) -> dict:
    return {
        "about": _about(one.discussion),
        "text": comment_text.typed(one.comment, one.mentions.all()),
        "state": one.state,
        "at": one.submit_date,
        "edited_at": one.edited_at,
    }


def _about(discussion) -> str:
    """What it was about; the object may be gone."""
    is_there = discussion.content_object is not None and discussions.subject_of(discussion) is not None
    return str(discussions.label(discussion)) if is_there else str(discussion)


def _events_of(said) -> object:
    uids = [str(uid) for uid in said.values_list("uid", flat=True)]
    return Event.objects.filter(object_kind=Comment._meta.label_lower, object_ref__in=uids)


def _take_back_reactions(user: User) -> None:
    flags = CommentFlag.objects.filter(user=user)
    for flag, column in ((LIKE, "likes"), (USEFUL, "useful")):
        rows = Comment.objects.filter(pk__in=flags.filter(flag=flag).values("comment"))
        rows.update(**{column: F(column) - 1})
    flags.delete()
