"""What members' answers lead to."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules.checks import AGAINST, FOR, Answer, CheckRule, outcome
from community.states import CheckState

OPENED = datetime(2026, 6, 1, tzinfo=UTC)
LATER = OPENED + timedelta(days=2)
E, X, W, A, B = Answer.EXACT, Answer.EXISTS, Answer.WRONG, Answer.ABSENT, Answer.BREAKS
answers = st.lists(st.sampled_from(Answer), max_size=12)
rules = st.builds(CheckRule, st.integers(1, 5), st.integers(0, 2), st.integers(0, 5))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], CheckState.OPEN),
        ([E, E], CheckState.OPEN),
        ([E, E, E], CheckState.CONFIRMED),
        ([E, X, X], CheckState.CONFIRMED),
        ([E, E, W], CheckState.CONFIRMED),
        ([E, W, W], CheckState.TO_CORRECT),
        ([X, E, W, W], CheckState.TO_CORRECT),  # as many right as wrong: somebody must look
        ([W, W, W], CheckState.TO_CORRECT),
        ([A, A, A], CheckState.REFUTED),
        ([A, B, B], CheckState.REFUTED),
        ([E, E, E, A], CheckState.CONFLICT),
        ([E, A], CheckState.CONFLICT),
        ([A, A, A, W], CheckState.CONFLICT),
    ],
)
def test_default_rule_after_two_days(said, expected):
    assert outcome(said, OPENED, LATER, CheckRule()) == expected


@pytest.mark.parametrize(
    ("said", "rule", "now", "expected"),
    [
        ([E, E, E], CheckRule(), LATER - timedelta(seconds=1), CheckState.OPEN),
        ([E, A], CheckRule(), OPENED, CheckState.CONFLICT),  # a conflict is said at once
        ([E, E, E, A], CheckRule(opposed_most=1), LATER, CheckState.CONFIRMED),
        ([E, E, A, A], CheckRule(needed=2, opposed_most=1), LATER, CheckState.CONFLICT),
        ([E], CheckRule(needed=1, days_least=0), OPENED, CheckState.CONFIRMED),
    ],
)
def test_other_rules(said, rule, now, expected):
    assert outcome(said, OPENED, now, rule) == expected


@given(answers, rules, st.randoms())
def test_order_never_matters(said, rule, random):
    mixed = said[:]
    random.shuffle(mixed)
    assert outcome(said, OPENED, LATER, rule) == outcome(mixed, OPENED, LATER, rule)


@given(answers, rules)
def test_nothing_is_concluded_without_enough_concordant_answers(said, rule):
    result = outcome(said, OPENED, OPENED + timedelta(days=30), rule)
    sides = [sum(answer in side for answer in said) for side in (FOR, AGAINST)]
    if result in {CheckState.CONFIRMED, CheckState.TO_CORRECT, CheckState.REFUTED}:
        assert max(sides) >= rule.needed
        assert min(sides) <= rule.opposed_most
    if result == CheckState.REFUTED:
        assert sides[1] > sides[0]


@given(answers, rules)
def test_one_more_exact_answer_never_refutes(said, rule):
    assert outcome([*said, E], OPENED, LATER, rule) != CheckState.REFUTED or (
        outcome(said, OPENED, LATER, rule) == CheckState.REFUTED
    )
