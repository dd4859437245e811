"""The discussion of a file as one person reads it: a page of its threads, what may be done with each message."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import hearers
from certification.deliberation import visible_messages
from certification.message_text import Names
from certification.models import Application, FileFollow, Message, MessageReport, Seat, UsefulMark
from certification.permissions import can, roles_of
from certification.rules import messages as rules
from certification.rules.messages import Reading
from certification.states import Audience, MessageState, Role

THREADS_PER_PAGE = 20
ANSWERS_SHOWN = 20  # of each thread where all are listed; its own page has the others
ANSWERS_PER_PAGE = 50
ORDERS = {"newest": _("Newest first"), "oldest": _("Oldest first")}
AUDIENCES = Message.audience.field.choices
SORTS = {"newest": ("-at", "-pk"), "oldest": ("at", "pk")}


@dataclass
class Said:
    """One message as one person sees it."""

    message: Message
    reading: Reading
    signature: str  # "" for whoever sits without having agreed to be named
    text: SafeString | str
    acts: frozenset[str]  # edit, withdraw, mark_useful, report, answer
    replies: list["Said"] = field(default_factory=list)

    @property
    def is_unanswered(self) -> bool:
        """Whether it stands, and nobody has said anything to it that was not taken back."""
        return self.message.state == MessageState.POSTED and not self.message.is_answered

    @property
    def more(self) -> int:
        """How many answers are on the thread's own page only."""
        return max((self.message.answers or 0) - len(self.replies), 0)


@dataclass(frozen=True)
class Talk:
    """What a page shows of the discussion."""

    page: Page
    order: str
    audience: str  # "" for all that this person hears
    count: int  # of the messages that stand, in all threads
    is_followed: bool
    may_follow: bool
    audiences: list[tuple[str, str]]

    @property
    def orders(self) -> list[tuple[str, object]]:
        """The orders that one may choose, each with its name."""
        return list(ORDERS.items())


@dataclass(frozen=True)
class Reader:
    """What decides how one person sees the messages of a file; asked once for a page."""

    application: Application
    user: User
    now: datetime
    roles: Collection[Role]
    talks: Collection[str]  # the audiences to which this person may speak now
    hidden: Collection[int]  # keys of those who sit, or sat, without agreeing to be named to this person

    @classmethod
    def of(cls, application: Application, user: User, now: datetime) -> "Reader":
        """What one person is to a file."""
        roles = roles_of(user, application)
        return cls(application, user, now, roles, talks(application, user, now), _nameless(application, roles))

    def sees(self, message: Message, names: Names) -> Said:
        """One message as this person reads it, and what may be done with it."""
        reading = rules.reading(message.state, self.roles)
        is_nameless = bool(message.college) and message.author_id in self.hidden
        return Said(
            message, reading, "" if is_nameless else str(message.author),
            "" if reading == Reading.NOTHING else names.html(message), self._acts(message),
        )  # fmt: skip

    def _acts(self, message: Message) -> frozenset[str]:
        if message.state != MessageState.POSTED:
            return frozenset()
        is_own, may_talk = message.author_id == self.user.pk, message.audience in self.talks
        is_fresh = rules.may_still_change(message.at, self.now, is_answered=message.is_answered)
        found = {"edit", "withdraw"} if is_own and may_talk and is_fresh else set()
        found |= {"mark_useful"} if may_talk and not is_own else set()
        found |= {"report"} if not is_own and not message.is_reported else set()
        return frozenset(found | ({"answer"} if may_talk else set()))


def talks(application: Application, user: User, now: datetime) -> set[str]:
    """The audiences to which somebody may speak now."""
    among = {Audience.SEATS} if can(user, "talk_among_seats", application, now=now) else set()
    return among | ({Audience.APPLICANT, Audience.PUBLIC} if can(user, "talk", application, now=now) else set())


def _nameless(application: Application, roles: Collection[Role]) -> set[int]:
    if rules.KNOWS_SEATS & {*roles}:
        return set()
    return set(Seat.objects.filter(round__application=application, shows_name=False).values_list("person", flat=True))


def talk(application: Application, user: User, now: datetime, *, order: str, audience: str, number: object) -> Talk:
    """One page of threads, with all the answers of each: as many queries for five thousand as for one."""
    heard = visible_messages(application, user)
    audiences = [one for one in AUDIENCES if one[0] in rules.heard(roles_of(user, application))]
    audience = audience if audience in dict(audiences) else ""
    roots = heard.filter(parent=None, **{"audience": audience} if audience else {})
    threads, count, is_followed = _counts(application, user, roots, heard)
    paginator = Paginator(_marked(roots, user).order_by(*SORTS[order]), THREADS_PER_PAGE)
    paginator.count = threads
    page = paginator.get_page(number)
    page.object_list = threads_of(list(page.object_list), Reader.of(application, user, now)) if threads else []
    return Talk(
        page, order, audience, count, is_followed, bool(can(user, "follow", application, now=now)), audiences
    )  # fmt: skip


def _counts(application: Application, user: User, roots: QuerySet, heard: QuerySet) -> tuple[int, int, bool]:
    """(threads that are paged, messages that stand, whether this person follows), in one query."""
    own = FileFollow.objects.filter(application=OuterRef("pk"), person=user)
    standing = heard.filter(state=MessageState.POSTED)
    row = Application.objects.filter(pk=application.pk).values_list(
        _number(roots, "application"), _number(standing, "application"), Exists(own)
    )
    threads, count, is_followed = row.get()
    return threads or 0, count or 0, is_followed


def _number(found: QuerySet, of: str) -> Subquery:
    """How many rows of each of these there are; None for none."""
    return Subquery(found.order_by().values(of).annotate(n=Count("pk")).values("n"))


def _marked(found: QuerySet[Message], user: User) -> QuerySet[Message]:
    """Messages with their authors, how many people find each useful or answer it, what this one said of each."""
    own = UsefulMark.objects.filter(message=OuterRef("pk"), person=user)
    reported = MessageReport.objects.filter(message=OuterRef("pk"), person=user, concluded_at=None)
    answers = Message.objects.filter(parent=OuterRef("pk")).order_by()
    return found.select_related("author").annotate(
        useful=_number(UsefulMark.objects.filter(message=OuterRef("pk")), "message"), is_useful=Exists(own),
        is_reported=Exists(reported), answers=_number(answers, "parent"),
        is_answered=Exists(answers.exclude(state=MessageState.WITHDRAWN)),
    )  # fmt: skip


def threads_of(roots: list[Message], reader: Reader) -> list[Said]:
    """The same messages with their first answers, as somebody sees them; as many queries for many as for one."""
    numbered = Window(RowNumber(), partition_by=F("parent"), order_by=[F("at").asc(), F("pk").asc()])
    found = Message.objects.filter(parent__in=[one.pk for one in roots]).annotate(place=numbered)
    answers = list(_marked(found.filter(place__lte=ANSWERS_SHOWN), reader.user).order_by("at", "pk"))
    return _together(roots, answers, reader)


def _together(roots: list[Message], answers: list[Message], reader: Reader) -> list[Said]:
    names = Names([*roots, *answers], reader.application, reader.user)
    shown = {one.pk: reader.sees(one, names) for one in roots}
    for one in answers:
        shown[one.parent_id].replies.append(reader.sees(one, names))
    return list(shown.values())


def thread(root: Message, user: User, now: datetime, number: object) -> tuple[Said, Page]:
    """One message, and a page of its answers, the first one first."""
    first = _marked(Message.objects.filter(pk=root.pk), user).get()
    paginator = Paginator(_marked(root.replies.all(), user).order_by("at", "pk"), ANSWERS_PER_PAGE)
    paginator.count = first.answers or 0
    page = paginator.get_page(number)
    (shown,) = _together([first], list(page.object_list), Reader.of(root.application, user, now))
    return shown, page


def page_of(message: Message, user: User) -> tuple[Message | None, int]:
    """Where a message stands: (None, page of the discussion, the oldest first), or (thread, page of its answers)."""
    if message.parent_id:
        before = message.parent.replies.filter(_before(message)).count()
        if before >= ANSWERS_SHOWN:
            return message.parent, before // ANSWERS_PER_PAGE + 1
    root = message.parent or message
    beside = visible_messages(message.application, user).filter(parent=None)
    return None, beside.filter(_before(root)).count() // THREADS_PER_PAGE + 1


def _before(message: Message) -> Q:
    return Q(at__lt=message.at) | Q(at=message.at, pk__lt=message.pk)


def questions(application: Application, user: User, now: datetime) -> list[Said]:
    """What the colleges ask the applicant, the first one first, with the answers."""
    found = _marked(visible_messages(application, user).filter(is_question=True, parent=None), user)
    return threads_of(list(found.order_by("at", "pk")), Reader.of(application, user, now))


def alone(message: Message, user: User, now: datetime) -> Said:
    """One message alone, for somebody who may read it."""
    found = _marked(Message.objects.filter(pk=message.pk), user).get()
    names = Names([found], message.application, user)
    return Reader.of(message.application, user, now).sees(found, names)


def callable_names(application: Application, user: User, audiences: Collection[str]) -> list[tuple[str, list[str]]]:
    """By audience, the names that somebody may call by “@”; one query for all."""
    near, roles, labels = hearers.hearers(application), roles_of(user, application), dict(AUDIENCES)
    return [
        (labels[audience], [str(one.person) for one in hearers.callable_by(near, user, roles, audience)])
        for audience in audiences
    ]
