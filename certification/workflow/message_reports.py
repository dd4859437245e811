"""A message that should not stay: reported, then kept or folded by a facilitator without a part in it; never else."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from certification import message_notices
from certification.models import Message, MessageReport
from certification.workflow.common import begin_in, move, record, store


@transaction.atomic
def report(*, message: Message, actor: User, reason: str, text: str, now: datetime) -> MessageReport:
    """Say that a message should not stay: it opens to the facilitators who judge it, and to them alone."""
    _application, message = begin_in(message, "report", actor, now)
    found = MessageReport(message=message, person=actor, reason=reason, text=text, at=now)
    store(found)
    note("message.reported", message, actor, now, {"reason": reason}, text=text)
    message_notices.reported(found)
    return found


@transaction.atomic
def keep(*, message: Message, actor: User, words: str, now: datetime) -> None:
    """Conclude that a reported message stays, and why; its author and those who reported it are told."""
    _application, message = begin_in(message, "keep", actor, now)
    note("message.kept", message, actor, now, words=words)
    close_reports(message, actor, words, now, is_upheld=False)


@transaction.atomic
def fold(*, message: Message, actor: User, reason: str, words: str, now: datetime) -> None:
    """Fold a reported message, and say why: whoever must weigh it still unfolds it, nobody else reads it."""
    _application, message = begin_in(message, "fold", actor, now)
    move(message, "fold")
    message.folded_at, message.folded_why = now, reason
    store(message)
    note("message.folded", message, actor, now, {"reason": reason}, words=words, text=message.text)
    close_reports(message, actor, words, now, is_upheld=True)


def close_reports(message: Message, actor: User | None, words: str, now: datetime, *, is_upheld: bool) -> None:
    """Conclude about every open report of a message, and tell."""
    waiting = message.reports.filter(concluded_at=None)
    reporters = [one.person for one in waiting.select_related("person")]
    waiting.update(concluded_at=now, concluded_by=actor, is_upheld=is_upheld, words=words)
    message_notices.concluded(message, reporters, words, is_upheld=is_upheld, by_author=actor is None)


def note(
    kind: str, message: Message, actor: User, now: datetime, more: dict[str, str] | None = None, **private: object
) -> None:
    """Write in the journal what happened to a message: the words, and who did it, in the part that can be erased."""
    said = {"message": str(message.uid), "audience": message.audience} | (more or {})
    record(kind, actor=actor, obj=message.application, now=now, data=said, private=private)
