"""What may still happen to a message: its author corrects it or takes it back, others find it useful; follow-ups."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from certification import message_notices
from certification.models import Application, FileFollow, Message, UsefulMark
from certification.workflow import calls
from certification.workflow.common import begin, begin_in, move, store
from certification.workflow.message_reports import close_reports, note


@transaction.atomic
def edit(*, message: Message, actor: User, text: str, now: datetime) -> Message:
    """Correct what one said a moment ago, and nobody has answered; the record keeps what was said before.

    Raises:
        NotAllowed: it is somebody else's.
        NotNow: fifteen minutes have passed, somebody has answered, or the discussion is over.
    """
    application, message = begin_in(message, "edit", actor, now)
    message.text, called = calls.find(text, application, actor, message.audience)
    message.edited_at = now
    store(message)
    note("message.edited", message, actor, now, text=message.text)
    for person in calls.store(message, called):
        if person != actor:
            message_notices.tell("mention", person, message)
    return message


@transaction.atomic
def withdraw(*, message: Message, actor: User, now: datetime) -> None:
    """Take back what one said a moment ago, and nobody has answered: its place stays, the journal keeps the words.

    Raises:
        NotAllowed, NotNow: see `edit`.
    """
    _application, message = begin_in(message, "withdraw", actor, now)
    said = message.text
    move(message, "withdraw")
    message.text, message.withdrawn_at = "", now
    message.save()
    message.marks.all().delete()
    message.calls.all().delete()
    note("message.withdrawn", message, actor, now, text=said)
    close_reports(message, None, gettext("Its author has taken this message back."), now, is_upheld=True)


@transaction.atomic
def mark_useful(*, message: Message, actor: User, now: datetime) -> bool:
    """Say that a message is useful; once more takes it back. Whether it is said now."""
    _application, message = begin_in(message, "mark_useful", actor, now)
    mark, is_said = UsefulMark.objects.get_or_create(message=message, person=actor)
    if not is_said:
        mark.delete()
    return is_said


@transaction.atomic
def follow(*, application: Application, actor: User, is_wanted: bool, now: datetime) -> None:
    """Be told when something is said about a file, or no longer; to stop is always possible."""
    if is_wanted:
        begin(application, "follow", actor, now)
        FileFollow.objects.get_or_create(application=application, person=actor)
    else:
        FileFollow.objects.filter(application=application, person=actor).delete()
