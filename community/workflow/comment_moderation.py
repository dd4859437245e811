"""What happens to a comment that should not stay: reported, hidden for a while, kept or removed; members blocked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import comment_notices, discussions
from community.models import BlockedMember, Comment, CommentReport
from community.notifications import facilitators
from community.workflow.comments import begin, move, record
from core import journal
from core.refusals import Refused


@transaction.atomic
def report(*, comment: Comment, actor: User, reason: str, text: str, now: datetime) -> CommentReport:
    """Say that a comment should not stay; after several reports it is hidden until a facilitator decides."""
    comment = begin(comment, "report", actor)
    found = CommentReport(comment=comment, user=actor, reason=reason, text=text, created_at=now)
    found.full_clean(exclude=["comment"])
    found.save()
    record("comment.reported", comment, actor, now, reason=reason)
    if comment.reports.filter(concluded_at=None).count() >= discussions.rules().comments_held_after:
        _hold(comment, now)
    return found


def _hold(comment: Comment, now: datetime) -> None:
    move(comment, "hold")
    record("comment.held", comment, None, now)
    if comment.user_id:
        comment_notices.tell("comment_held", comment.user, comment)
    for facilitator in facilitators():
        comment_notices.tell("comment_to_judge", facilitator, comment, url_name="comment_conclude")


@transaction.atomic
def withdraw(*, comment: Comment, actor: User, now: datetime) -> None:
    """Take back what one wrote: its place stays, its words are gone, and whoever reported it learns that."""
    comment = begin(comment, "withdraw", actor)
    move(comment, "withdraw", comment="")
    comment.mentions.all().delete()
    record("comment.withdrawn", comment, actor, now)
    _close_reports(comment, None, gettext("Its author has withdrawn this comment."), now, is_upheld=True)


@transaction.atomic
def keep(*, comment: Comment, actor: User, message: str, now: datetime) -> None:
    """Conclude that a reported comment stays, and why; its author and those who reported it are told."""
    comment = begin(comment, "keep", actor)
    move(comment, "keep")
    record("comment.kept", comment, actor, now, private={"message": message})
    _conclude(comment, actor, message, now, is_upheld=False)


@transaction.atomic
def remove(*, comment: Comment, actor: User, message: str, now: datetime) -> None:
    """Take a comment out, and say why; its place stays."""
    comment = begin(comment, "remove", actor)
    text = comment.comment
    move(comment, "remove", comment="")
    comment.mentions.all().delete()
    record("comment.removed", comment, actor, now, private={"message": message, "text": text})
    _conclude(comment, actor, message, now, is_upheld=True)


def _conclude(comment: Comment, actor: User, message: str, now: datetime, *, is_upheld: bool) -> None:
    if comment.user_id:
        kind = "comment_removed" if is_upheld else "comment_kept"
        comment_notices.tell(kind, comment.user, comment, message=message)
    _close_reports(comment, actor, message, now, is_upheld=is_upheld)


def _close_reports(comment: Comment, actor: User | None, message: str, now: datetime, *, is_upheld: bool) -> None:
    waiting = comment.reports.filter(concluded_at=None)
    reporters = [one.user for one in waiting.select_related("user") if one.user_id]
    waiting.update(concluded_at=now, concluded_by=actor, is_upheld=is_upheld, message=message)
    for reporter in reporters:
        comment_notices.tell("comment_report_concluded", reporter, comment, message=message)


@transaction.atomic
def block(*, comment: Comment, actor: User, now: datetime) -> None:
    """No longer read its author, nor hear from them."""
    comment = begin(comment, "block", actor)
    _row, is_new = BlockedMember.objects.get_or_create(user=actor, blocked=comment.user, defaults={"since": now})
    if is_new:
        _record_choice("member.blocked", actor, comment.user, now)


@transaction.atomic
def unblock(*, row: BlockedMember, actor: User, now: datetime) -> None:
    """Read somebody again."""
    if row.user_id != actor.pk:
        raise Refused(_("This is not for you to do."))
    row.delete()
    _record_choice("member.unblocked", actor, row.blocked, now)


def _record_choice(kind: str, actor: User, other: User, now: datetime) -> None:
    """About whoever chose: the other one's copy of their data must not tell."""
    journal.record(kind, actor=None, obj=actor, now=now, private={"whom": str(other.uid)})
