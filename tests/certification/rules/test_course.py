"""The course of rounds, who may look at a file, how long a certificate holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.rules import certificates, people, rounds
from certification.rules.certificates import AppealOutcome
from certification.rules.people import PairLack, Recusal, Ties, Visitor
from certification.rules.rounds import Next, Phase
from certification.rules.ruleset import Ruleset
from certification.rules.tally import Said, tally
from core.colleges import CODES

RULES = Ruleset()
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CONSENSUS = tally(RULES, [Said(code, code, "consent") for code in CODES])
OBJECTED = tally(RULES, [Said(code, code, "object" if code == "ngo" else "consent") for code in CODES])
SILENT = tally(RULES, [Said(code, code) for code in CODES])


@pytest.mark.parametrize(
    ("count", "number", "was_extended", "follows"),
    [
        (CONSENSUS, 1, False, Next.DECIDE),
        (CONSENSUS, 3, True, Next.DECIDE),
        (OBJECTED, 1, False, Next.RECONCILE),
        (OBJECTED, 2, True, Next.RECONCILE),
        (OBJECTED, 3, False, Next.DECIDE),
        (SILENT, 1, False, Next.EXTEND),
        (SILENT, 1, True, Next.NO_QUORUM),
        (SILENT, 3, False, Next.EXTEND),
        (SILENT, 3, True, Next.NO_QUORUM),
    ],
)
def test_what_follows_a_count(count, number, was_extended, follows):
    assert rounds.what_next(RULES, count, number, was_extended=was_extended) == follows


@pytest.mark.parametrize(
    ("count", "has_conditions", "was_deferred", "outcome"),
    [
        (CONSENSUS, False, False, "granted"),
        (CONSENSUS, False, True, "granted"),
        (CONSENSUS, True, False, "granted_with_conditions"),
        (OBJECTED, False, False, "deferred"),
        (OBJECTED, True, False, "deferred"),
        (OBJECTED, False, True, "refused"),
    ],
)
def test_what_a_decision_says(count, has_conditions, was_deferred, outcome):
    assert rounds.outcome(count, has_conditions=has_conditions, was_deferred=was_deferred) == outcome


def test_the_phases_of_a_round():
    ends = rounds.deadlines(NOW, 21)
    assert ends == rounds.Deadlines(NOW + 7 * DAY, NOW + 21 * DAY)
    table = [
        (0, False, Phase.SEALED), (6, False, Phase.SEALED), (6, True, Phase.OPEN), (7, False, Phase.OPEN),
        (20, False, Phase.OPEN), (21, False, Phase.OVER), (21, True, Phase.OVER),
    ]  # fmt: skip
    for days, all_sealed, expected in table:
        assert rounds.phase(NOW + days * DAY, *(ends.sealed_until, ends.closes_at), all_sealed=all_sealed) == expected


@pytest.mark.parametrize(
    ("days", "all_said", "expected"), [(6, True, False), (7, True, True), (8, False, False), (21, False, True)]
)
def test_when_a_round_may_close(days, all_said, expected):
    assert rounds.may_close(NOW + days * DAY, NOW, NOW + 21 * DAY, RULES, all_said=all_said) == expected


@pytest.mark.parametrize(
    ("ties", "for_appeal", "expected"),
    [
        (Ties(), False, Recusal.UNDECLARED),
        (Ties(has_declared=True), False, None),
        (Ties(has_declared=True, has_interest=True), False, Recusal.DECLARED),
        (Ties(is_of_applicant=True, has_declared=True), False, Recusal.SAME_ORGANISATION),
        (Ties(is_co_applicant=True, has_declared=True), False, Recusal.CO_APPLICANT),
        (Ties(has_declared=True, took_part=True), False, None),
        (Ties(has_declared=True, took_part=True), True, Recusal.TOOK_PART),
    ],
)
def test_recusals(ties, for_appeal, expected):
    assert people.recusal(ties, for_appeal=for_appeal) == expected


PEER, CONSUMER = Visitor("1", "p", "industry"), Visitor("2", "c", "consumers")


@pytest.mark.parametrize(
    ("pair", "lacks"),
    [
        ([PEER, CONSUMER], []),
        ([PEER, Visitor("2", "p", "consumers")], []),  # two people of one name
        ([PEER, CONSUMER, Visitor("3", "n", "ngo")], []),
        ([PEER], [(PairLack.TOO_FEW, ""), (PairLack.NO_CONSUMER, "")]),
        ([CONSUMER, Visitor("3", "n", "ngo")], [(PairLack.NO_PEER, "")]),
        ([Visitor("1", "p", "consumers"), PEER], [(PairLack.SAME_PERSON, "")]),
        ([Visitor("1", "p", "industry", recused=True), CONSUMER], [(PairLack.INTEREST, "p")]),
        ([Visitor("1", "p", "industry", visited_last_time=True), CONSUMER], [(PairLack.SAME_VISITOR, "p")]),
        ([replace(PEER, was_visited_by_them_at=NOW - 700 * DAY), CONSUMER], [(PairLack.VISITED_US, "p")]),
        ([Visitor("1", "p", "industry", was_visited_by_them_at=NOW - 740 * DAY), CONSUMER], []),
    ],
)
def test_who_may_visit_together(pair, lacks):
    assert people.pair_lacks(pair, NOW, RULES.visit_reciprocity_months) == lacks


# Certificates


def test_a_certificate_holds_a_year_and_a_renewal_follows_the_one_before():
    end = certificates.ends_at(RULES, NOW)
    assert end == NOW.replace(year=2027)
    assert certificates.ends_at(RULES, end - 30 * DAY, end) == NOW.replace(year=2028)
    assert certificates.ends_at(RULES, end + 30 * DAY, end) == (end + 30 * DAY).replace(year=2028)
    assert certificates.renewal_opens_at(RULES, end) == end - 90 * DAY


@pytest.mark.parametrize(
    ("state", "days", "valid", "shown"),
    [
        ("active", 1, True, "active"),
        ("active", 0, False, "expired"),
        ("active", -1, False, "expired"),
        ("suspended", 1, False, "suspended"),
        ("suspended", -1, False, "expired"),
        ("withdrawn", 1, False, "withdrawn"),
        ("renounced", -1, False, "renounced"),
    ],
)
def test_whether_a_certificate_holds(state, days, valid, shown):
    end = NOW + days * DAY
    assert certificates.is_valid(state, end, NOW) == valid
    assert certificates.state_on(state, end, NOW) == shown


@pytest.mark.parametrize(("days", "shown"), [(1, "suspended"), (0, "active"), (-1, "active")])
def test_an_urgent_suspension_that_nobody_confirmed_is_over_by_itself(days, shown):
    until = NOW + days * DAY
    assert certificates.state_on("suspended", NOW + 90 * DAY, NOW, suspended_until=until) == shown
    assert certificates.state_on("suspended", NOW, NOW, suspended_until=until) == "expired"
    assert certificates.state_on("withdrawn", NOW + 90 * DAY, NOW, suspended_until=until) == "withdrawn"


@pytest.mark.parametrize(("days", "already", "expected"), [(30, False, True), (31, False, False), (1, True, False)])
def test_an_appeal_comes_once_and_in_time(days, already, expected):
    assert certificates.may_appeal(RULES, NOW, NOW + days * DAY, has_appealed=already) == expected


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        (["annulled"] * 4 + ["confirmed"] * 2, AppealOutcome.ANNULLED),
        (["replaced"] * 6, AppealOutcome.REPLACED),
        (["annulled"] * 3 + ["replaced"] * 3, AppealOutcome.CONFIRMED),
        (["annulled"] * 3 + [""] * 3, None),
        (["annulled"] * 3 + ["confirmed"] * 3, AppealOutcome.CONFIRMED),
        (["annulled"] * 2 + ["confirmed"] * 3 + [""], None),
        (["annulled"] * 2 + ["confirmed", "replaced", "replaced"] + [""], AppealOutcome.CONFIRMED),
        ([""] * 6, None),
    ],
)
def test_what_a_panel_concludes(votes, expected):
    assert certificates.appeal_outcome(votes, RULES) == expected


@pytest.mark.parametrize(
    ("days_left", "sent", "due"),
    [
        (31, [], None), (30, [], 30), (29, [30], None), (7, [30], 7), (7, [], 7), (3, [30, 7], None), (0, [30, 7], 0),
        (-5, [30, 7], 0), (-5, [30, 7, 0], None), (-5, [], 0),
    ],
)  # fmt: skip
def test_reminders_of_a_condition(days_left, sent, due):
    assert certificates.reminders_due(NOW + days_left * DAY, NOW, sent) == due


@given(st.lists(st.integers(-40, 40), max_size=30))
def test_no_reminder_is_sent_twice_whatever_the_clock_does(moments):
    sent = []
    for days in sorted(moments):
        due = certificates.reminders_due(NOW, NOW + days * DAY, sent)
        if due is not None:
            assert due not in sent
            sent.append(due)
    assert len(sent) <= len(certificates.CONDITION_REMINDERS)
