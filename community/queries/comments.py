"""Reads of comments: one page of a discussion, what one person may read of it, what waits for a facilitator."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q, QuerySet, Window, prefetch_related_objects
from django.db.models.functions import RowNumber
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_comments.models import CommentFlag

from community import discussions
from community.discussions import Subject
from community.models import BlockedMember, Comment, CommentReport, Discussion, Follow, Mention
from community.models.comments import LIKE, USEFUL
from community.permissions import can, is_facilitator
from community.states import CommentState
from core.permissions import Visitor

THREADS_PER_PAGE = 20
ANSWERS_SHOWN = 5  # of each thread where all are listed; its own page has the others
ANSWERS_PER_PAGE = 50
ORDERS = {"newest": _("Newest first"), "oldest": _("Oldest first"), "useful": _("Most useful first")}
SORTS = {"newest": ("-pk",), "oldest": ("pk",), "useful": ("-useful", "-pk")}


def visible_to(user: Visitor) -> QuerySet[Comment]:
    """The comments that a visitor may read: the one door for lists, counters, feeds, e-mails and exports."""
    readable = Q(state=CommentState.PUBLISHED)
    if user.is_authenticated:
        readable |= Q(state=CommentState.HELD, user=user)
    if is_facilitator(user):
        readable |= Q(state=CommentState.HELD)
    found = discussions.in_discussions(user).filter(readable)
    return found.exclude(pk__in=_silenced(user)) if user.is_authenticated else found


def _silenced(user: Visitor) -> QuerySet:
    """Comments of those whom this person has blocked, except where all must be weighed."""
    blocked = Comment.objects.filter(user__in=BlockedMember.objects.filter(user=user).values("blocked"))
    return blocked.exclude(discussion__content_type__in=discussions.process_types()).values("pk")


@dataclass
class Reader:
    """What decides how one person sees the comments of one discussion; asked once for a page."""

    user: Visitor
    discussion: Discussion

    @cached_property
    def subject(self) -> Subject:
        """The kind of what is discussed."""
        return discussions.subject_of(self.discussion)

    @cached_property
    def blocked(self) -> set[int]:
        """Those whom this person does not want to read."""
        if not self.user.is_authenticated or self.subject.is_process:
            return set()
        return set(BlockedMember.objects.filter(user=self.user).values_list("blocked", flat=True))

    def reads(self, comment: Comment) -> bool:
        """Whether this person may read the text: for one comment what `visible_to` says for all."""
        if comment.user_id in self.blocked:
            return False
        if comment.state == CommentState.HELD:
            return is_facilitator(self.user) or (comment.user_id is not None and comment.user_id == self.user.pk)
        return comment.state == CommentState.PUBLISHED

    def is_silenced(self, comment: Comment) -> bool:
        """Whether it is hidden only because this person asked for it."""
        return comment.user_id in self.blocked and comment.state == CommentState.PUBLISHED


@dataclass
class Shown:
    """One comment as one person sees it."""

    comment: Comment
    reader: Reader
    flags: set[str] = field(default_factory=set)
    answers: list["Shown"] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        """Whether the text is shown."""
        return self.reader.reads(self.comment)

    @property
    def is_silenced(self) -> bool:
        """Whether this person asked not to read it."""
        return self.reader.is_silenced(self.comment)

    @property
    def is_own(self) -> bool:
        """Whether this person wrote it."""
        return self.comment.user_id is not None and self.comment.user_id == self.reader.user.pk

    @property
    def more_answers(self) -> int:
        """How many answers are on the thread's own page only."""
        return max(self.comment.nested_count - len(self.answers), 0)

    @property
    def likes_it(self) -> bool:
        """Whether this person said that they like it."""
        return LIKE in self.flags

    @property
    def finds_it_useful(self) -> bool:
        """Whether this person said that it is useful."""
        return USEFUL in self.flags

    @cached_property
    def may(self) -> dict[str, bool]:
        """What this person may do with it."""
        acts = ("answer", "edit", "withdraw", "react", "block")
        return {act: bool(can(self.reader.user, act, self.comment)) for act in acts}

    @property
    def may_remove(self) -> bool:
        """Whether a facilitator's page is offered; that page asks what is more costly to know."""
        return is_facilitator(self.reader.user) and not self.is_own and self.is_readable


def threads(reader: Reader, order: str, number: object) -> Page:
    """One page of first comments, each with its first answers: as many queries for five thousand as for one."""
    rows = _said_in(reader.discussion).threads().order_by(*SORTS[order])
    paginator = Paginator(rows, THREADS_PER_PAGE)
    paginator.count = reader.discussion.threads
    page = paginator.get_page(number)
    page.object_list = _with_answers(reader, list(page.object_list)) if paginator.count else []
    return page


def thread(reader: Reader, first: Comment, number: object) -> tuple[Shown, Page]:
    """One comment, and a page of its answers."""
    paginator = Paginator(_said_in(reader.discussion).filter(root=first).order_by("pk"), ANSWERS_PER_PAGE)
    paginator.count = first.nested_count
    page = paginator.get_page(number)
    shown, *page.object_list = _shown(reader, [first, *page.object_list])
    return Shown(first, reader, shown.flags, page.object_list), page


def one(reader: Reader, comment: Comment) -> Shown:
    """One comment alone."""
    return _shown(reader, [comment])[0]


def _with_answers(reader: Reader, firsts: list[Comment]) -> list[Shown]:
    numbered = Window(RowNumber(), partition_by=F("root"), order_by=F("xtdcomment_ptr_id").asc())
    answers = _said_in(reader.discussion).filter(root__in=[row.pk for row in firsts]).annotate(place=numbered)
    shown, by_root = _shown(reader, [*firsts, *answers.filter(place__lte=ANSWERS_SHOWN).order_by("pk")]), {}
    for one_of_them in shown:
        root = one_of_them.comment.root_id
        if root is None:
            by_root[one_of_them.comment.pk] = one_of_them
        else:
            by_root[root].answers.append(one_of_them)
    return list(by_root.values())


def _said_in(discussion: Discussion) -> QuerySet[Comment]:
    """What was said in a discussion, with who said it."""
    found = Comment.objects.confirmed().filter(discussion=discussion.pk)  # None while nothing is stored
    return found.select_related("user")


def _shown(reader: Reader, rows: list[Comment]) -> list[Shown]:
    """The same comments with all that a page shows of each; two queries."""
    prefetch_related_objects(rows, Prefetch("mentions", Mention.objects.select_related("person", "organisation")))
    flags = _flags(reader, rows)
    for row in rows:
        row.discussion = reader.discussion  # about which all was asked already
    return [Shown(row, reader, flags[row.pk]) for row in rows]


def _flags(reader: Reader, rows: list[Comment]) -> dict[int, set[str]]:
    """What this person has said of each."""
    found = defaultdict(set)
    if not reader.user.is_authenticated or not rows:
        return found
    mine = CommentFlag.objects.filter(user=reader.user, comment__in=[row.pk for row in rows])
    for pk, flag in mine.values_list("comment", "flag"):
        found[pk].add(flag)
    return found


def follows(user: Visitor, discussion: Discussion) -> bool:
    """Whether somebody is told what is said here."""
    if not user.is_authenticated or not discussion.pk:
        return False
    return Follow.objects.filter(user=user, discussion=discussion).exists()


def page_of(comment: Comment) -> int:
    """On which page of its discussion, the oldest first, or of its thread, a comment is."""
    beside = Comment.objects.confirmed().filter(discussion=comment.discussion_id, root=comment.root_id)
    return beside.filter(pk__lt=comment.pk).count() // (ANSWERS_PER_PAGE if comment.root_id else THREADS_PER_PAGE) + 1


def to_conclude(user: Visitor) -> QuerySet[Comment]:
    """Reported comments that wait for a facilitator, of what this one may see."""
    reported = CommentReport.objects.filter(concluded_at=None).values("comment")
    waiting = discussions.in_discussions(user).filter(pk__in=reported)
    return waiting.filter(state__in=(CommentState.PUBLISHED, CommentState.HELD))


def reports_of(comment: Comment) -> list[CommentReport]:
    """Why people say that a comment should not stay, the first one first."""
    return list(comment.reports.select_related("user", "concluded_by"))
