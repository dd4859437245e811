"""What people are told about the messages of a deliberation: never the words, nor who said them, nor to whom else."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.bonds import free
from certification.models import Message, MessageReport
from certification.permissions import can, of_applicant, roles_of
from certification.states import Role
from community.notice import Topic, declare
from community.notifications import Notice, facilitators, managers, send
from core.memory import reading

CALLED = Notice(
    _("Somebody calls you: %(actor)s"),
    (_("You are called by “@” in the deliberation about this file. The words are on the site."),),
    _("Read and answer"),
)
POSTED = Notice(
    _("Something was said: %(actor)s"),
    (_("You follow the discussion of this file. The words are on the site."),),
    _("Read and answer"),
)
NOTICES = {
    "message_mention": CALLED,
    "message_posted": POSTED,
    "talk_mention": CALLED,
    "talk_posted": POSTED,
    "message_reported": Notice(
        _("A message is reported: %(actor)s"),
        (_("Somebody says that a message of the deliberation should not stay. Read it, then keep it or fold it."),),
        _("Read and decide"),
    ),
    "message_kept": Notice(
        _("Your message stays: %(actor)s"),
        (_("What you said in the deliberation was reported. A facilitator has read it: it stays. This is why:"),),
        _("See my message"), quoted="words",
    ),
    "message_folded": Notice(
        _("Your message is folded: %(actor)s"),
        (
            _("A facilitator has folded what you said in the deliberation. Who weighs the file can still read it,"
              " the applicant and the public cannot. This is why:"),
        ),
        _("See the discussion"), quoted="words",
    ),
    "message_report_concluded": Notice(
        _("What came of your report: %(actor)s"),
        (_("Thank you for having told us. A facilitator has read the message, and says:"),),
        _("See the discussion"), quoted="words",
    ),
}  # fmt: skip
declare(
    "certification", NOTICES,
    {
        Topic.SEAT: "message_mention message_posted",
        Topic.TALK: "talk_mention talk_posted message_kept message_folded message_report_concluded",
        Topic.FACILITATION: "message_reported",
    },
    required="message_folded", gathered="message_posted talk_posted",
)  # fmt: skip


def posted(message: Message, called: Iterable[User]) -> None:
    """Tell of a new message, each person once: the applicant of a question, those called, those who follow."""
    application, told = message.application, {message.author_id}
    if message.is_question and not of_applicant(message.author, application):
        notifications.tell_applicant("question", application)
        told |= {one.pk for one in managers(application.actor)}
    follows = [one.person for one in application.follows.select_related("person")]
    for what, people in (("mention", called), ("posted", follows)):
        for person in people:
            if person.pk not in told:
                told.add(person.pk)
                tell(what, person, message)


def tell(what: str, person: User, message: Message) -> None:
    """Tell of a call, or that something was said; never who may not read it, such as somebody who is recused."""
    with reading():
        may_read = person.is_active and can(person, "read", message)
        sits = may_read and roles_of(person, message.application) & {Role.SEAT, Role.PAIR, Role.PANEL}
    if may_read:
        _send(f"{'message' if sits else 'talk'}_{what}", person, message)


def reported(report: MessageReport) -> None:
    """Tell the facilitators, apart from those who have a part in it."""
    message = report.message
    for person in free(facilitators(), message.application):
        if person.pk not in {report.person_id, message.author_id}:
            _send("message_reported", person, message, "message_conclude")


def concluded(message: Message, reporters: Iterable[User], words: str, *, is_upheld: bool, by_author: bool) -> None:
    """Tell the author what a facilitator decided, and those who reported the message."""
    if not by_author and message.author.is_active:
        _send("message_folded" if is_upheld else "message_kept", message.author, message, words=words)
    for person in reporters:
        if person.is_active and can(person, "read", message):
            _send("message_report_concluded", person, message, words=words)


def _send(kind: str, person: User, message: Message, page: str = "message", **values: object) -> None:
    application = message.application
    args = [message.uid] if page == "message_conclude" else [application.uid, message.uid]
    url = notifications.link(page, *args, language=person.language)
    send(
        "certification", kind, NOTICES[kind], to=person, url=url, concerning=f"application:{application.uid}",
        actor=application.actor.public_name, **values,
    )  # fmt: skip
