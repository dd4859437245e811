"""Reads for the facilitators: every file that is not theirs, what it waits for, since when, by when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification.bonds import unbound
from certification.models import Appeal, Application, Objection, Round, Visit
from certification.permissions import REPLY_DELAY
from certification.states import UNDECIDED, AppealState, ApplicationState, ObjectionState, RoundState, VisitState
from core.colleges import CODES

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
# Of a file and its actor, what a line of the board is made of: the rest is long.
SHOWN = ("uid", "state", "changed_at", "visit_waived", "opinion_ends_at", "actor__name", "actor__trade_name")
LIVE_APPEAL = (AppealState.FILED, AppealState.PANEL)


@dataclass(frozen=True)
class Waits:
    """What a file waits for; `is_ours` when it is for a facilitator to act."""

    todo: Promise | str
    due_at: datetime | None = None
    is_ours: bool = False


@dataclass(frozen=True)
class Row:
    """One file on the board."""

    application: Application
    title: Promise
    waits: Waits


@dataclass(frozen=True)
class Facts:
    """What the rows are made of, read once for all of them."""

    now: datetime
    visits: dict[int, Visit]
    rounds: dict[int, Round]
    objections: set[tuple[int, str]]
    appeals: dict[int, Appeal]


def files(user: User, state: str = "") -> QuerySet[Application]:
    """The files that a facilitator may steer, those that wait longest first; without a state, those that are live."""
    appealed = Appeal.objects.filter(state__in=LIVE_APPEAL).values("decision__application")
    asked = Q(state=state) if state in TITLES else Q(state__in=UNDECIDED) | Q(pk__in=appealed)
    return unbound(user).filter(asked).select_related("actor").only(*SHOWN).order_by("changed_at", "pk")


def rows(applications: Iterable[Application], now: datetime) -> list[Row]:
    """What each of these files waits for; four queries, however many they are."""
    applications = list(applications)
    facts = _facts([one.pk for one in applications], now)
    return [Row(one, TITLES[ApplicationState(one.state)], waits(one, facts)) for one in applications]


def _facts(keys: list[int], now: datetime) -> Facts:
    visits = Visit.objects.filter(application__in=keys).exclude(state=VisitState.REPLACED)
    rounds = Round.objects.filter(application__in=keys, state__in=(RoundState.OPEN, RoundState.NO_QUORUM))
    pending = Objection.objects.filter(
        application__in=keys, state__in=(ObjectionState.FILED, ObjectionState.ADMITTED)
    ).order_by()  # fmt: skip
    appeals = Appeal.objects.filter(decision__application__in=keys, state__in=LIVE_APPEAL).select_related("decision")
    return Facts(
        now,
        {one.application_id: one for one in visits},
        {one.application_id: one for one in rounds},
        set(pending.values_list("application", "state").distinct()),
        {one.decision.application_id: one for one in appeals},
    )


def waits(application: Application, facts: Facts) -> Waits:
    """What one file waits for."""
    return WAITS[ApplicationState(application.state)](application, facts)


def _visit(application: Application, facts: Facts) -> Waits:
    found = facts.visits.get(application.pk)
    if found is None:
        ready = _("No visit: open the public opinion.") if application.visit_waived else _("Appoint a pair.")
        return Waits(ready, is_ours=True)
    if found.state == VisitState.APPOINTED:
        return Waits(_("The pair and the applicant look for a date."))
    if found.state != VisitState.SIGNED:
        return Waits(_("The pair visits, writes its report and signs it."))
    ends_at = found.signed_at + REPLY_DELAY
    if found.replied_at or facts.now >= ends_at:
        return Waits(_("The visit is over: open the public opinion."), is_ours=True)
    return Waits(_("The applicant may reply to the report."), ends_at)


def _opinion(application: Application, facts: Facts) -> Waits:
    ends_at = application.opinion_ends_at
    if facts.now < ends_at:
        return Waits(_("Members give their opinion."), ends_at)
    return Waits(_("The public opinion is over: convene the colleges."), ends_at, is_ours=True)


def _deliberation(application: Application, facts: Facts) -> Waits:
    found = facts.rounds.get(application.pk)
    if found is None or found.state == RoundState.NO_QUORUM:
        return Waits(_("Too few colleges answered: call alternates, or open the round again."), is_ours=True)
    if (application.pk, ObjectionState.FILED) in facts.objections:
        return Waits(_("Check the form of an objection."), found.closes_at, is_ours=True)
    if facts.now >= found.closes_at:
        return Waits(_("The round has reached its end: close it."), found.closes_at, is_ours=True)
    return Waits(_("The colleges deliberate."), found.closes_at)


def _reconciliation(application: Application, facts: Facts) -> Waits:
    if (application.pk, ObjectionState.FILED) in facts.objections:
        return Waits(_("Check the form of an objection."), is_ours=True)
    if (application.pk, ObjectionState.ADMITTED) in facts.objections:
        return Waits(_("An objection awaits its written answer."))
    return Waits(_("Every objection is answered: convene the colleges for another round."), is_ours=True)


def _decided(application: Application, facts: Facts) -> Waits:
    found = facts.appeals.get(application.pk)
    if found is None:
        return Waits(_("Nothing is awaited."))
    if found.state == AppealState.FILED:
        return Waits(_("The applicant appeals: convene a panel."), is_ours=True)
    return Waits(_("The panel of the appeal looks at it."), found.closes_at)


WAITS: dict[ApplicationState, Callable[[Application, Facts], Waits]] = {
    ApplicationState.DRAFT: lambda *_of: Waits(_("The applicant writes.")),
    ApplicationState.SUBMITTED: lambda *_of: Waits(_("Take it up."), is_ours=True),
    ApplicationState.SCREENING: lambda *_of: Waits(_("Check its form."), is_ours=True),
    ApplicationState.VISIT: _visit,
    ApplicationState.OPINION: _opinion,
    ApplicationState.DELIBERATION: _deliberation,
    ApplicationState.RECONCILIATION: _reconciliation,
    ApplicationState.DECIDED: _decided,
    ApplicationState.WITHDRAWN: lambda *_of: Waits(_("Nothing is awaited.")),
}


def waiting(user: User) -> int:
    """How many files wait for a facilitator, those of the person's own organisations apart."""
    return sum(row.waits.is_ours for row in rows(files(user), timezone.now()))


def seats_by_college(found: Round) -> list[tuple[str, int, int]]:
    """(college, seats that spoke, seats) of each of the six in one round: never what they said."""
    spoke = Count("pk", filter=Q(positions__is_current=True), distinct=True)
    held = found.seats.filter(recused_at__isnull=True).order_by().values("college")
    said = {row["college"]: row for row in held.annotate(spoke=spoke, n=Count("pk", distinct=True))}
    return [(code, said[code]["spoke"], said[code]["n"]) if code in said else (code, 0, 0) for code in CODES]
