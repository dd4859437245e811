"""What may still happen to something said in a deliberation: its author corrects it, others find it useful."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification.models import Application, Message, UsefulMark
from certification.states import Audience
from certification.workflow.common import begin, locked, record, store
from community.rules.comments import may_still_edit
from core.refusals import NotAllowed, NotNow


@transaction.atomic
def edit(*, message: Message, actor: User, text: str, now: datetime) -> Message:
    """Correct what one said a moment ago, and nobody has answered; the record keeps what was said before.

    Raises:
        NotAllowed: it is somebody else's.
        NotNow: fifteen minutes have passed, somebody has answered, or the discussion is over.
    """
    application, message = _begin(message, actor, now)
    if message.author_id != actor.pk:
        raise NotAllowed(_("Only its author may change a message."))
    if not may_still_edit(message.at, now) or message.replies.exists():
        raise NotNow(_("A message can be corrected for fifteen minutes, as long as nobody has answered it."))
    message.text, message.edited_at = text, now
    store(message)
    record(
        "message.edited", actor=actor, obj=application, now=now,
        data={"message": str(message.uid), "audience": message.audience}, private={"text": text},
    )  # fmt: skip
    return message


@transaction.atomic
def mark_useful(*, message: Message, actor: User, now: datetime) -> bool:
    """Say that a message is useful; once more takes it back. Whether it is said now."""
    _application, message = _begin(message, actor, now)
    if message.author_id == actor.pk:
        raise NotAllowed(_("This message is yours."))
    mark, is_said = UsefulMark.objects.get_or_create(message=message, person=actor)
    if not is_said:
        mark.delete()
    return is_said


def _begin(message: Message, actor: User, now: datetime) -> tuple[Application, Message]:
    """Lock the file, then the message, once this person may speak to this audience."""
    action = "talk_among_seats" if message.audience == Audience.SEATS else "talk"
    return begin(message.application, action, actor, now), locked(message)
