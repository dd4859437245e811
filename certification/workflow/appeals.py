"""Appeals: once, within the delay, before a panel of one member per college who took no part."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.bonds import why_recused
from certification.models import Appeal, Application, Decision, Mandate, PanelSeat
from certification.rules.certificates import AppealOutcome, appeal_outcome
from certification.rules.people import Recusal
from certification.rules.tally import may_open
from certification.states import AppealState, Outcome
from certification.words import lack_words
from certification.workflow.certificates import grant
from certification.workflow.closing import hold_numbers, next_number
from certification.workflow.common import begin, finish, locked, move, record, store
from core.refusals import Refused
from core.tasks import each

PANEL_DAYS = 30


@transaction.atomic
def appeal(*, application: Application, grounds: str, actor: User, now: datetime) -> Appeal:
    """Ask for a second look at the latest decision."""
    application = begin(application, "appeal", actor, now)
    if not grounds.strip():
        raise Refused(_("Say why you appeal."))
    decision = application.decisions.order_by("-decided_at").first()
    filed = Appeal(decision=decision, grounds=grounds, filed_at=now, filed_by=actor)
    store(filed)
    finish(
        application, "appeal.filed", actor=actor, now=now, data={"decision": decision.number},
        private={"grounds": grounds},
    )  # fmt: skip
    notifications.tell_facilitators("appeal_filed", "file", [application.uid], application=application)
    return filed


def candidates(application: Application, now: datetime) -> list[Mandate]:
    """Members with a mandate in force who took no part and are free of any interest that is known."""
    held = Mandate.objects.in_force(timezone.localdate(now)).select_related("person").order_by("college", "pk")
    return [one for one in held if _is_free(one.person, application)]


def _is_free(person: User, application: Application) -> bool:
    return why_recused(person, application, for_appeal=True) in {None, Recusal.UNDECLARED}


@transaction.atomic
def convene(*, appeal_: Appeal, panel: Iterable[Mandate], actor: User, now: datetime) -> Appeal:
    """Name the panel: one member per college.

    Raises:
        Refused: two of one college, somebody who took part, or too few colleges.
    """
    application = locked(appeal_.decision.application)
    found = begin(appeal_, "convene", actor, now)
    panel = list(panel)
    if len({one.college for one in panel}) < len(panel):
        raise Refused(_("A panel has one member per college."))
    if len({one.person_id for one in panel}) < len(panel):
        raise Refused(_("Nobody sits for two colleges of a panel."))
    if not all(_is_free(one.person, application) for one in panel):
        raise Refused(_("Somebody of this panel took part before, or has an interest."))
    if lacks := may_open(application.ruleset, {one.college for one in panel}):
        raise Refused(" ".join(lack_words(lacks)))
    for one in panel:
        PanelSeat.objects.create(appeal=found, person=one.person, college=one.college)
    move(found, "convene")
    found.closes_at = now + timedelta(days=PANEL_DAYS)
    store(found)
    data = {"decision": found.decision.number, "colleges": sorted(one.college for one in panel)}
    finish(application, "appeal.convened", actor=actor, now=now, data=data)
    for one in panel:
        notifications.tell("panel", one.person, "appeal", [found.uid], application=application)
    return found


@transaction.atomic
def vote(*, appeal_: Appeal, vote: str, text: str, actor: User, now: datetime) -> PanelSeat:
    """Say what one concludes, and why; with the last vote that counts, the appeal is concluded."""
    application = locked(appeal_.decision.application)
    found = begin(appeal_, "vote", actor, now)
    hold_numbers()
    if not text.strip():
        raise Refused(_("Give your reasons: the applicant reads them."))
    own = found.panel.select_for_update().get(person=actor)
    own.vote, own.text, own.voted_at = vote, text, now
    store(own)
    data = {"decision": found.decision.number, "college": own.college}
    record("appeal.voted", actor=None, obj=found, now=now, data=data, private={"vote": vote})
    result = appeal_outcome(found.panel.values_list("vote", flat=True), application.ruleset)
    if result:
        _conclude(application, found, result, None, now)
    return own


def conclude_due(now: datetime) -> int:
    """Conclude the appeals whose delay is over: without an agreement the decision stands; how many."""
    due = Appeal.objects.filter(state=AppealState.PANEL, closes_at__lte=now).values_list("pk", flat=True)
    return each(due, lambda pk: _conclude_one(pk, now))


@transaction.atomic
def _conclude_one(pk: int, now: datetime) -> bool:
    found = Appeal.objects.select_related("decision").get(pk=pk)
    application = locked(found.decision.application)
    found = locked(found)
    if found.state != AppealState.PANEL or now < found.closes_at:
        return False
    hold_numbers()
    votes = [one for one in found.panel.values_list("vote", flat=True) if one]
    _conclude(application, found, appeal_outcome(votes, application.ruleset) or AppealOutcome.CONFIRMED, None, now)
    return True


def _conclude(
    application: Application, found: Appeal, result: AppealOutcome, actor: User | None, now: datetime
) -> None:  # fmt: skip
    move(found, "conclude")
    said = [one.text for one in found.panel.exclude(vote="")]
    found.outcome, found.concluded_at = result, now
    found.reasons = "\n".join(said) or str(_("The panel has not agreed within its delay: the decision stands."))
    store(found)
    FOLLOW[result](application, found, now)
    data = {"decision": found.decision.number, "outcome": str(result)}
    finish(application, "appeal.concluded", actor=actor, now=now, data=data)
    notifications.tell_applicant("appeal_concluded", application)


def _stands(_application: Application, _found: Appeal, _now: datetime) -> None:
    """Nothing changes."""


def _send_back(application: Application, _found: Appeal, _now: datetime) -> None:
    """The colleges deliberate once more."""
    move(application, "reopen")


def _replace(application: Application, found: Appeal, now: datetime) -> None:
    """The decision becomes: granted."""
    decision = Decision.objects.create(
        number=next_number(Decision, "D", now), application=application, appeal=found, outcome=Outcome.GRANTED,
        decided_at=now, reasons=found.reasons, tally=found.decision.tally,
    )  # fmt: skip
    grant(decision, now)


FOLLOW = {
    AppealOutcome.CONFIRMED: _stands,
    AppealOutcome.ANNULLED: _send_back,
    AppealOutcome.REPLACED: _replace,
}
