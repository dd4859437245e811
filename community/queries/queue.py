"""The facilitators' queue: everything that waits for a decision, each with its age and the one thing to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from community import discussions
from community.models import Actor, Check, Claim, ImportRun, RemoteRecord, Report
from community.queries import comments
from community.states import CheckState, ClaimState, CommentState, RecordState, ReportState

MOST = 100  # of each kind where all kinds are shown: the oldest come first
CHECKS_TO_SEE = (CheckState.CONFLICT, CheckState.TO_CORRECT, CheckState.REFUTED)
OPEN_REPORT = Q(reports__concluded_at=None)
CHECK_WORDS = {
    CheckState.CONFLICT: _("Members disagree about this page"),
    CheckState.TO_CORRECT: _("Members say that something is wrong"),
    CheckState.REFUTED: _("Members say that it does not exist, or breaks the charter"),
}


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    kind: str
    label: Promise | str
    about: str
    since: datetime
    todo: Promise | str
    url: str
    detail: str = ""
    may_wait_until: datetime | None = None


KINDS = {
    "claim": _("Claims"),
    "report": _("Reports"),
    "check": _("Members’ checks"),
    "stale": _("Pages that nobody confirms"),
    "comment": _("Comments"),
    "import": _("Imports to review"),
}


@dataclass(frozen=True)
class Source:
    """What another app puts into the queue.

    Attributes:
        label: what this kind is called.
        tasks: what waits for a facilitator, the oldest first; at most so many, or all.
        count: how many they are.
    """

    label: Promise
    tasks: Callable[[User, int | None], Iterator[Task]]
    count: Callable[[User], int]


_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Have an app put one more kind into the queue."""
    _sources[kind] = source


def kinds() -> dict[str, Promise]:
    """Every kind, by its code."""
    return KINDS | {kind: source.label for kind, source in _sources.items()}


def tasks(now: datetime, user: User, kind: str = "") -> list[Task]:
    """What waits for this facilitator, the oldest first; only of one kind if it is named."""
    makers = {
        "claim": _claims, "report": _reports, "check": _checks, "stale": _stale, "import": _imports,
        "comment": lambda now, most: _comments(now, most, user),
    }  # fmt: skip
    makers |= {
        one: lambda _now, most, source=source: source.tasks(user, most) for one, source in _sources.items()
    }  # fmt: skip
    chosen, most = ([makers[kind]], None) if kind in makers else (makers.values(), MOST)
    found = [task for make in chosen for task in make(now, most)]
    return sorted(found, key=lambda task: task.since)


def counts(user: User) -> dict[str, int]:
    """How many of each kind wait for this facilitator."""
    return {
        "claim": Claim.objects.filter(state=ClaimState.OPEN).count(),
        "report": Report.objects.filter(state__in=(ReportState.OPEN, ReportState.ANSWERED)).count(),
        "check": Check.objects.filter(state__in=CHECKS_TO_SEE).count(),
        "stale": Actor.objects.published().filter(is_stale=True).count(),
        "comment": comments.to_conclude(user).count(),
        "import": _runs_to_review().count(),
    } | {kind: source.count(user) for kind, source in _sources.items()}


def _claims(_now: datetime, most: int | None) -> Iterator[Task]:
    for claim in Claim.objects.filter(state=ClaimState.OPEN).select_related("actor", "user")[:most]:
        yield Task(
            "claim", _("Claim"), claim.actor.public_name, claim.created_at, _("Decide"),
            reverse("community:claim_decision", args=[claim.uid]), f"{claim.user}, {claim.position}",
        )  # fmt: skip


def _reports(now: datetime, most: int | None) -> Iterator[Task]:
    open_ones = Report.objects.filter(state__in=(ReportState.OPEN, ReportState.ANSWERED)).select_related("actor")
    for report in open_ones[:most]:
        is_waiting = report.state == ReportState.OPEN and report.answer_due_at and now < report.answer_due_at
        yield Task(
            "report", report.get_kind_display(), report.actor.public_name, report.opened_at or report.created_at,
            _("Read: the organisation may still answer") if is_waiting else _("Conclude"),
            reverse("community:report", args=[report.uid]), report.comment[:140],
            report.answer_due_at if is_waiting else None,
        )  # fmt: skip


def _checks(_now: datetime, most: int | None) -> Iterator[Task]:
    for check in Check.objects.filter(state__in=CHECKS_TO_SEE).select_related("actor")[:most]:
        yield Task(
            "check", CHECK_WORDS[check.state], check.actor.public_name, check.closed_at, _("Look and conclude"),
            reverse("community:check_conclusion", args=[check.pk]),
        )  # fmt: skip


def _stale(_now: datetime, most: int | None) -> Iterator[Task]:
    for actor in Actor.objects.published().filter(is_stale=True).order_by("due_at")[:most]:
        yield Task(
            "stale", _("Nobody confirms it"), actor.public_name, actor.due_at, _("Call them, confirm or archive"),
            reverse("community:manage", args=[actor.uid]), actor.city,
        )  # fmt: skip


def _comments(_now: datetime, most: int | None, user: User) -> Iterator[Task]:
    waiting = comments.to_conclude(user).annotate(
        since=Min("reports__created_at", filter=OPEN_REPORT), n=Count("reports", filter=OPEN_REPORT)
    )
    for one in waiting.select_related("user", "discussion").order_by("since")[:most]:
        yield Task(
            "comment", _("Comment hidden until you decide") if one.state == CommentState.HELD else _("Comment"),
            discussions.label(one.discussion), one.since, _("Read and decide"),
            reverse("community:comment_conclude", args=[one.uid]),
            ngettext("%(n)s report", "%(n)s reports", one.n) % {"n": one.n},
        )  # fmt: skip


def _runs_to_review():
    waiting = RemoteRecord.objects.filter(state=RecordState.DUPLICATE, run__isnull=False)
    return ImportRun.objects.filter(pk__in=waiting.values("run"))


def _imports(_now: datetime, _most: int | None) -> Iterator[Task]:
    waiting = RemoteRecord.objects.filter(state=RecordState.DUPLICATE, run__isnull=False)
    rows = waiting.order_by().values("run__uid", "run__source").annotate(n=Count("pk"), since=Min("last_seen_at"))
    for row in rows:
        words = ngettext("%(n)s possible duplicate", "%(n)s possible duplicates", row["n"]) % {"n": row["n"]}
        yield Task(
            "import", words, row["run__source"], row["since"], _("Compare"),
            reverse("community:duplicates", args=[row["run__uid"]]),
        )  # fmt: skip
