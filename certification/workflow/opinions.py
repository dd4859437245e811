"""The public first opinion, and what is said in a deliberation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import message_notices
from certification.models import Application, FileFollow, Message, PublicOpinion
from certification.permissions import can, sitting
from certification.states import Audience
from certification.workflow import calls
from certification.workflow.common import begin, locked, record, store
from core.refusals import Refused, require


@transaction.atomic
def give(*, application: Application, value: str, text: str, actor: User, now: datetime) -> PublicOpinion:
    """Give one's reasoned opinion, or change it until the end."""
    application = begin(application, "give_opinion", actor, now)
    opinion = PublicOpinion.objects.filter(application=application, person=actor).first()
    is_new = opinion is None
    opinion = opinion or PublicOpinion(application=application, person=actor, given_at=now)
    opinion.value, opinion.text = value, text
    opinion.edited_at = None if is_new else now
    store(opinion)
    kind = "public_opinion.given" if is_new else "public_opinion.changed"
    record(kind, actor=actor, obj=application, now=now, data={"opinion": str(opinion.uid), "value": value})
    return opinion


@transaction.atomic
def say(
    *, application: Application, audience: str, text: str, actor: User, now: datetime,
    parent: Message | None = None, is_question: bool = False,
) -> Message:  # fmt: skip
    """Say something to one of three audiences; an answer has the audience of what it answers."""
    root = (parent.parent or parent) if parent else None
    audience = root.audience if root else audience
    action = "talk_among_seats" if audience == Audience.SEATS else "talk"
    application = begin(application, action, actor, now)
    if root:
        _answers(root, application, actor, now)
    seat = sitting(actor, application)
    stored, called = calls.find(text, application, actor, audience)
    message = Message(
        application=application, audience=audience, parent=root, author=actor, college=seat.college if seat else "",
        is_question=is_question and root is None, text=stored, at=now,
    )  # fmt: skip
    store(message)
    calls.store(message, called)
    FileFollow.objects.get_or_create(application=application, person=actor)
    record(
        "message.posted", actor=actor, obj=application, now=now,
        data={"message": str(message.uid), "audience": audience}, private={"text": stored},
    )  # fmt: skip
    message_notices.posted(message, [one.person for one in called])
    return message


def _answers(root: Message, application: Application, actor: User, now: datetime) -> None:
    """Go on only if a message of this file may be answered: it was neither folded nor taken back meanwhile."""
    if root.application_id != application.pk:
        raise Refused(_("This answers a message of another file."))
    root = locked(root)
    root.application = application
    require(can(actor, "answer", root, now=now))
