"""Reads of one person's own comments, and of the discussions of which she or he is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from accounts.models import User
from community import discussions
from community.models import Comment, Discussion, Follow, Mention
from community.queries.comments import visible_to

MOST_FOLLOWED = 100


@dataclass(frozen=True)
class Followed:
    """One discussion of which a person is told."""

    label: str
    address: str
    kind: str
    key: object


def said_by(user: User) -> QuerySet[Comment]:
    """What a person said and may still read there, the latest first."""
    found = visible_to(user).filter(user=user).select_related("discussion")
    return found.order_by("-pk")


def with_subjects(comments: Iterable[Comment]) -> list[tuple[Comment, str]]:
    """(comment, what it is about); one query for each kind of object."""
    comments = list(comments)
    called = Prefetch("mentions", Mention.objects.select_related("person", "organisation"))
    prefetch_related_objects(comments, "discussion__content_object", called)
    return [(one, discussions.label(one.discussion)) for one in comments]


def followed_by(user: User) -> list[Followed]:
    """The discussions that a person follows and may see, the latest chosen first."""
    rows = Follow.objects.filter(user=user, discussion__in=discussions.visible_to(user)).order_by("-pk")
    rows = list(rows.select_related("discussion")[:MOST_FOLLOWED])
    prefetch_related_objects(rows, "discussion__content_object")
    return [_followed(row.discussion) for row in rows]


def _followed(discussion: Discussion) -> Followed:
    subject = discussions.subject_of(discussion)
    return Followed(
        discussions.label(discussion), discussions.address(discussion), subject.name,
        subject.key_of(discussion.content_object),
    )  # fmt: skip
