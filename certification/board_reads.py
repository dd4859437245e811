"""Reads for the facilitators: every file with its age and what blocks it, and how long things take."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.models import Application, Decision, Round, Seat
from certification.states import UNDECIDED, ApplicationState, RoundState, VisitState

TODO = {
    ApplicationState.DRAFT: _("The applicant writes."),
    ApplicationState.SUBMITTED: _("Take it up."),
    ApplicationState.SCREENING: _("Check its form."),
    ApplicationState.VISIT: _("The visit."),
    ApplicationState.OPINION: _("Members give their opinion."),
    ApplicationState.DELIBERATION: _("The colleges deliberate."),
    ApplicationState.RECONCILIATION: _("Objections are answered, then another round."),
}
TITLES = {
    ApplicationState.DRAFT: _("Draft"),
    ApplicationState.SUBMITTED: _("Submitted"),
    ApplicationState.SCREENING: _("Form being checked"),
    ApplicationState.VISIT: _("Visit"),
    ApplicationState.OPINION: _("Public opinion"),
    ApplicationState.DELIBERATION: _("Deliberation"),
    ApplicationState.RECONCILIATION: _("Reconciliation"),
    ApplicationState.DECIDED: _("Decided"),
    ApplicationState.WITHDRAWN: _("Withdrawn"),
}


@dataclass(frozen=True)
class Row:
    """One file on the board."""

    application: Application
    title: Promise
    todo: Promise
    due_at: datetime | None


def rows(state: str = "") -> list[Row]:
    """The open files, those that wait longest first; two queries."""
    found = Application.objects.filter(state__in=[state] if state in TODO else UNDECIDED)
    found = list(found.select_related("actor").order_by("changed_at")[:500])
    ends = dict(
        Round.objects.filter(application__in=[one.pk for one in found], state=RoundState.OPEN).values_list(
            "application", "closes_at"
        )
    )
    return [_row(one, ends.get(one.pk)) for one in found]


def _row(application: Application, closes_at: datetime | None) -> Row:
    state = ApplicationState(application.state)
    due = application.opinion_ends_at if state == ApplicationState.OPINION else closes_at
    return Row(application, TITLES[state], TODO[state], due)


def waiting() -> int:
    """How many files wait for a facilitator."""
    return Application.objects.filter(state__in=(ApplicationState.SUBMITTED, ApplicationState.SCREENING)).count()


def participation() -> list[tuple[str, int, int]]:
    """(college, seats that spoke, seats) over the rounds that ended."""
    spoke = Count("pk", filter=Q(positions__is_current=True), distinct=True)
    found = Seat.objects.filter(round__state=RoundState.CLOSED).order_by().values("college")
    return [
        (row["college"], row["spoke"], row["n"]) for row in found.annotate(spoke=spoke, n=Count("pk", distinct=True))
    ]


def outcomes() -> dict[str, int]:
    """How many decisions of each outcome."""
    return dict(Decision.objects.order_by().values_list("outcome").annotate(n=Count("pk")))


def seats_by_college(found: Round) -> list[tuple[str, int, int]]:
    """(college, seats that spoke, seats) of one round: never what they said."""
    spoke = Count("pk", filter=Q(positions__is_current=True), distinct=True)
    rows_ = found.seats.filter(recused_at__isnull=True).order_by().values("college")
    return [
        (row["college"], row["spoke"], row["n"]) for row in rows_.annotate(spoke=spoke, n=Count("pk", distinct=True))
    ]


def blocks(application: Application) -> str:
    """Why the next step cannot be taken yet, where it is not obvious."""
    if application.state != ApplicationState.VISIT:
        return ""
    visit = application.visits.exclude(state=VisitState.REPLACED).first()
    if visit is None:
        return "" if application.visit_waived else str(_("No pair is appointed yet."))
    return "" if visit.state == VisitState.SIGNED else str(_("The report of the visit is not signed yet."))
