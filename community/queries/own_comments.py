"""Reads of one person's own comments, and of the discussions of which she or he is told."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from community import discussions
from community.following import Followed, Source
from community.models import BlockedMember, Comment, Discussion, Follow, Mention
from community.queries.comments import visible_to
from community.states import CommentState

MOST_FOLLOWED = 100


@dataclass(frozen=True)
class Own:
    """One comment of a person, what it is about, and how many answers came after it."""

    comment: Comment
    about: str
    answers: int


def said_by(user: User) -> QuerySet[Comment]:
    """What a person said and may still read there, the latest first."""
    found = visible_to(user).filter(user=user).select_related("discussion")
    return found.order_by("-pk")


def with_subjects(user: User, comments: QuerySet[Comment]) -> list[Own]:
    """These comments of a person, each with what it is about; one query for each kind of object."""
    rows = list(comments.annotate(since=Subquery(_answers(user))))
    called = Prefetch("mentions", Mention.objects.select_related("person", "organisation"))
    prefetch_related_objects(rows, called)
    discussions.with_objects(rows, "discussion__")
    return [Own(one, discussions.label(one.discussion), one.since or 0) for one in rows]


def _answers(user: User) -> QuerySet:
    """How many comments of others came after one of a person, in its thread, and are still there."""
    later = Comment.objects.filter(root=Coalesce(OuterRef("root"), OuterRef("pk")), pk__gt=OuterRef("pk"))
    later = later.filter(state=CommentState.PUBLISHED).exclude(user=user)
    later = later.exclude(user__in=BlockedMember.objects.filter(user=user).values("blocked"))
    return later.order_by().values("root").annotate(n=Count("pk")).values("n")


def _follows(user: User) -> QuerySet[Follow]:
    return Follow.objects.filter(user=user, discussion__in=discussions.visible_to(user))


def count_followed(user: User) -> int:
    """How many discussions a person follows and may see."""
    return _follows(user).count()


def followed_by(user: User) -> list[Followed]:
    """The discussions that a person follows and may see, the latest chosen first."""
    rows = list(_follows(user).order_by("-pk").select_related("discussion")[:MOST_FOLLOWED])
    discussions.with_objects(rows, "discussion__")
    return [_followed(row.discussion) for row in rows]


def _followed(discussion: Discussion) -> Followed:
    subject = discussions.subject_of(discussion)
    key = subject.key_of(discussion.content_object)
    stop_url = reverse("community:comment_follow", args=[subject.name, key])
    url = discussions.address(discussion)
    url = url if "#" in url else f"{url}#comments"
    return Followed(subject.plural, discussions.label(discussion), url, stop_url)


FOLLOWED = Source(followed_by, count_followed)
