"""How long a certificate holds, and when things about it fall due."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from certification.rules.ruleset import Ruleset
from certification.states import LIVE_CERTIFICATE, CertificateState
from community.rules.freshness import add_months

CONDITION_REMINDERS = (30, 7, 0)  # days before the date
PLAN_REMINDERS = (30, 7)
SUSPENDING_COLLEGES = 2  # beside a facilitator, for an urgent suspension


class AppealOutcome(StrEnum):
    """What a panel may conclude."""

    CONFIRMED = "confirmed"
    ANNULLED = "annulled"  # sent back: the colleges deliberate once more
    REPLACED = "replaced"  # the decision becomes: granted


def ends_at(ruleset: Ruleset, starts_at: datetime, previous_end: datetime | None = None) -> datetime:
    """The end of a certificate; that of a renewal follows the one before it, so that nobody loses by being early."""
    begins = previous_end if previous_end and previous_end > starts_at else starts_at
    return add_months(begins, ruleset.validity_months)


def renewal_opens_at(ruleset: Ruleset, end: datetime) -> datetime:
    """From when a renewal may be asked for."""
    return end - timedelta(days=ruleset.renewal_opens_days)


def is_valid(state: str, end: datetime, now: datetime) -> bool:
    """Whether a certificate holds at this moment, whatever the clock's job has done."""
    return state == CertificateState.ACTIVE and now < end


def state_on(state: str, end: datetime, now: datetime, *, suspended_until: datetime | None = None) -> str:
    """The state at this moment, even if nobody wrote it down yet.

    One that has ended has expired; one whose urgent suspension was not confirmed in time is active again.
    """
    if state in LIVE_CERTIFICATE and now >= end:
        return CertificateState.EXPIRED
    is_over = suspended_until is not None and now >= suspended_until
    return CertificateState.ACTIVE if state == CertificateState.SUSPENDED and is_over else state


def longest_end(ruleset: Ruleset, end: datetime) -> datetime:
    """How far a certificate may be prolonged where the delay is ours."""
    return end + timedelta(days=ruleset.prolongation_days)


def may_appeal(ruleset: Ruleset, decided_at: datetime, now: datetime, *, has_appealed: bool) -> bool:
    """Once, within the delay."""
    return not has_appealed and now <= decided_at + timedelta(days=ruleset.appeal_days)


def appeal_outcome(votes: Iterable[str], ruleset: Ruleset) -> AppealOutcome | None:
    """What a panel of one member per college concludes: what as many of them want as a consensus needs.

    Without such an agreement the decision stands; None while some could still make a difference.
    """
    said = list(votes)
    count = Counter(vote for vote in said if vote)
    for result in AppealOutcome:
        if count[result] >= ruleset.consenting_colleges:
            return result
    waiting = said.count("")
    can_still = max(count.values(), default=0) + waiting >= ruleset.consenting_colleges
    return None if waiting and can_still else AppealOutcome.CONFIRMED


def reminders_due(
    due_at: datetime, now: datetime, sent: Iterable[int], reminders: Iterable[int] = CONDITION_REMINDERS
) -> int | None:  # fmt: skip
    """Which reminder (days before a date) is due now and was not sent; the nearest one only."""
    done = set(sent)
    passed = [days for days in reminders if now >= due_at - timedelta(days=days)]
    nearest = min(passed, default=None)
    return nearest if nearest is not None and not any(days <= nearest for days in done) else None
