"""Where a file is, what comes next, who has to act, by when: the stepper, and the history in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models import Application
from certification.states import ApplicationState as State
from certification.workflow.plans import awaited
from core import journal

STEPS = (
    (State.DRAFT, _("You describe"), _("You answer each commitment of the charter, add evidence, and sign.")),
    (State.SUBMITTED, pgettext_lazy("step", "Submitted"), _("A facilitator takes your file up.")),
    (State.SCREENING, _("The form"), _("A facilitator checks that nothing is missing; never the merit.")),
    (State.VISIT, _("The visit"), _("A pair comes to see, and writes one report; you reply.")),
    (State.OPINION, _("Public opinion"), _("Any member may give a reasoned opinion.")),
    (State.DELIBERATION, _("The six colleges"), _("Sealed opinions, discussion, positions.")),
    (State.DECIDED, _("The decision"), _("It is public, with its reasons.")),
)
ORDER = [code for code, _title, _text in STEPS]
TOLD = {
    "application.started": _("The file was opened."),
    "application.signed": _("The charter was signed."),
    "application.submitted": _("The file was submitted, and frozen."),
    "application.screened": _("A facilitator took the file up."),
    "application.sent_back": _("The file was sent back, to be completed."),
    "application.admitted": _("The file is complete."),
    "visit.appointed": _("A pair was appointed to visit."),
    "visit.replaced": _("The pair was replaced."),
    "visit.dated": _("The date of the visit was agreed."),
    "visit.signed": _("The report of the visit was signed."),
    "visit.replied": _("The applicant replied to the report."),
    "opinion.opened": _("The public opinion was opened."),
    "round.opened": _("The colleges were convened."),
    "round.extended": _("Too few colleges had answered: the round was extended."),
    "round.no_quorum": _("Too few colleges answered: nothing is decided by default."),
    "round.reopened": _("The round was opened again."),
    "round.alternates_called": _("Alternates were called."),
    "round.closed": _("The round ended without a consensus."),
    "round.voided": _("The round was stopped: its positions never count."),
    "application.profile_changed": _("The profile changed during the round."),
    "decision.taken": _("The colleges decided."),
    "decision.erratum": _("A mistake in the decision was corrected."),
    "application.withdrawn": _("The file was withdrawn."),
    "appeal.filed": _("An appeal was filed."),
    "appeal.convened": _("A panel was convened."),
    "appeal.concluded": _("The panel concluded."),
}


@dataclass(frozen=True)
class Step:
    """One step of the way."""

    title: Promise
    text: Promise
    is_done: bool
    is_here: bool
    back_by: date | None = None  # the last day of a progress plan, while it runs


def steps(application: Application, now: datetime) -> list[Step]:
    """The whole way, and where the file is on it."""
    state = State.DELIBERATION if application.state == State.RECONCILIATION else application.state
    here = ORDER.index(state) if state in ORDER else -1
    plan = awaited(application, now)
    return [
        Step(title, text, place < here, place == here, plan.ends_on if plan and place == here else None)
        for place, (_code, title, text) in enumerate(STEPS)
    ]


def history(application: Application) -> list[tuple[datetime, Promise]]:
    """What happened to a file and to its visits, in plain words, the oldest first."""
    events = [event for one in (application, *application.visits.all()) for event in journal.about(one)]
    events.sort(key=lambda event: event.seq)
    return [(event.at, TOLD[event.kind]) for event in events if event.kind in TOLD]
