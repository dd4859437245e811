"""The public first opinion, and what is said in a deliberation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.models import Application, Message, PublicOpinion
from certification.permissions import of_applicant, sitting
from certification.states import Audience
from certification.workflow.common import begin, record, store
from core.refusals import Refused


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
    audience = parent.audience if parent else audience
    action = "talk_among_seats" if audience == Audience.SEATS else "talk"
    application = begin(application, action, actor, now)
    if parent and parent.application_id != application.pk:
        raise Refused(_("This answers a message of another file."))
    seat = sitting(actor, application)
    message = Message(
        application=application, audience=audience, parent=(parent.parent or parent) if parent else None,
        author=actor, college=seat.college if seat else "", is_question=is_question and parent is None, text=text,
        at=now,
    )  # fmt: skip
    store(message)
    record(
        "message.posted", actor=actor, obj=application, now=now,
        data={"message": str(message.uid), "audience": audience}, private={"text": text},
    )  # fmt: skip
    if message.is_question and not of_applicant(actor, application):
        notifications.tell_applicant("question", application)
    return message
