"""How long the process takes, what comes out of it, who takes part: from what has ended, never from what is sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.core.cache import cache
from django.db.models import Count, F, Max, Min, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.models import Application, Decision, Round, Seat
from certification.states import ApplicationState, RoundState
from core.colleges import CODES

PHASES = (
    (_("From submission to the public opinion, visit included"), "submitted_at", "opinion_opens_at"),
    (_("From the public opinion to the first round"), "opinion_opens_at", "convened_at"),
    (_("From the first round to the decision"), "convened_at", "first_decided_at"),
    (_("From submission to the decision"), "submitted_at", "first_decided_at"),
)

KEPT = 3600  # seconds: an interest that is declared later, which takes a seat out, shows within the hour


@dataclass(frozen=True)
class Figures:
    """What the process has been like so far."""

    delays: list[tuple[Promise, int]]
    outcomes: list[tuple[str, int]]
    participation: list[tuple[str, int, int]]


def figures() -> Figures:
    """The figures as they stand; counted again only after something has ended, since they read all that ever did."""
    mark = _mark()
    known, found = cache.get("board-figures", (None, None))
    if found is None or known != mark:
        found = Figures(delays(), outcomes(), participation())
        cache.set("board-figures", (mark, found), KEPT)
    return found


def _mark() -> tuple:
    """What changes whenever a file is decided, a round is closed, or a decision is annulled; three queries."""
    decided = Decision.objects.aggregate(n=Count("pk"), last=Max("decided_at"))
    closed = Round.objects.filter(state=RoundState.CLOSED).aggregate(n=Count("pk"), last=Max("closed_at"))
    files = Application.objects.filter(state=ApplicationState.DECIDED).count()
    return decided["n"], decided["last"], closed["n"], closed["last"], files


def delays() -> list[tuple[Promise, int]]:
    """(phase, median number of days) over the files that are decided; one query."""
    found = Application.objects.filter(state=ApplicationState.DECIDED).order_by()
    found = found.annotate(convened_at=Min("rounds__opened_at"), first_decided_at=Min("decisions__decided_at"))
    moments = {name for _label, start, end in PHASES for name in (start, end)}
    files = list(found.values(*moments))
    return [(label, round(median(days))) for label, start, end in PHASES if (days := list(_days(files, start, end)))]


def _days(files: list[dict[str, datetime | None]], start: str, end: str) -> Iterator[float]:
    for one in files:
        if one[start] and one[end]:
            yield (one[end] - one[start]).total_seconds() / 86400


def participation() -> list[tuple[str, int, int]]:
    """(college, seats that spoke, seats) over the rounds that were closed, in the order of the sign."""
    spoke = Count("pk", filter=Q(positions__is_current=True), distinct=True)
    found = Seat.objects.filter(round__state=RoundState.CLOSED, recused_at__isnull=True).order_by().values("college")
    said = {
        row["college"]: (row["spoke"], row["n"]) for row in found.annotate(spoke=spoke, n=Count("pk", distinct=True))
    }
    return [(code, *said[code]) for code in CODES if code in said]


def outcomes() -> list[tuple[str, int]]:
    """(outcome, how many decisions), the most frequent first."""
    found = Decision.objects.order_by().values("outcome").annotate(n=Count("pk"))
    return list(found.order_by(F("n").desc(), "outcome").values_list("outcome", "n"))
