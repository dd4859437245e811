"""What members together say of a page that nobody has claimed: a scale of five answers, and one rule.

The idea is GoGoCarto's collaborative validation: enough concordant answers, few opposed ones, some days.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.states import CheckState


class Answer(StrEnum):
    """The five steps."""

    EXACT = "exact"  # exists, and what is said is right
    EXISTS = "exists"
    WRONG = "wrong"  # exists, with wrong information
    ABSENT = "absent"  # does not exist
    BREAKS = "breaks"  # breaks the charter


FOR = (Answer.EXACT, Answer.EXISTS, Answer.WRONG)
AGAINST = (Answer.ABSENT, Answer.BREAKS)


@dataclass(frozen=True)
class CheckRule:
    """How many concordant answers, how many opposed at most, how many days at least."""

    needed: int = 3
    opposed_most: int = 0
    days_least: int = 2


def outcome(answers: Iterable[Answer | str], opened_at: datetime, now: datetime, rule: CheckRule) -> CheckState:
    """What follows from the answers so far.

    People who say that the place exists agree with each other on that, and may differ on what is written: the page
    is confirmed when more of them find it right than wrong, else it is to be corrected.
    """
    counts = Counter(Answer(answer) for answer in answers)
    for_it, against = (sum(counts[answer] for answer in side) for side in (FOR, AGAINST))
    if min(for_it, against) > rule.opposed_most:
        return CheckState.CONFLICT
    if max(for_it, against) < rule.needed or now < opened_at + timedelta(days=rule.days_least):
        return CheckState.OPEN
    if against > for_it:
        return CheckState.REFUTED
    is_right = counts[Answer.EXACT] + counts[Answer.EXISTS] > counts[Answer.WRONG]
    return CheckState.CONFIRMED if is_right else CheckState.TO_CORRECT
