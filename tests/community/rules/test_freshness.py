"""How long a page is believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules.freshness import (
    AFTER_LAST_LETTER,
    BETWEEN_LETTERS,
    LETTERS,
    Cycle,
    add_months,
    is_stale,
    next_letter_at,
    stale_at,
    state,
)
from community.states import Freshness

DUE = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST, LAST = datetime(2000, 1, 1), datetime(2090, 1, 1)  # noqa: DTZ001
moments = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("cycle", "now", "expected"),
    [
        (Cycle(DUE), DUE - DAY, Freshness.FRESH),
        (Cycle(DUE), DUE, Freshness.DUE),
        (Cycle(DUE), DUE + 400 * DAY, Freshness.DUE),  # without a letter nobody was asked: it is not stale
        (Cycle(DUE, 1, DUE), DUE + DAY, Freshness.REMINDED),
        (Cycle(DUE, 1, DUE), DUE + 400 * DAY, Freshness.REMINDED),
        (Cycle(DUE, 2, DUE + BETWEEN_LETTERS), DUE + BETWEEN_LETTERS, Freshness.REMINDED_TWICE),
        (Cycle(DUE, 2, DUE), DUE + AFTER_LAST_LETTER - DAY, Freshness.REMINDED_TWICE),
        (Cycle(DUE, 2, DUE), DUE + AFTER_LAST_LETTER, Freshness.STALE),
        (Cycle(DUE, 2, DUE - 90 * DAY), DUE - DAY, Freshness.FRESH),  # letters of an older cycle never count
    ],
)
def test_states(cycle, now, expected):
    assert state(cycle, now) == expected


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [
        (Cycle(DUE), DUE),
        (Cycle(DUE, 1, DUE + 5 * DAY), DUE + 5 * DAY + BETWEEN_LETTERS),
        (Cycle(DUE, 2, DUE + 30 * DAY), None),
    ],
)
def test_next_letter(cycle, expected):
    assert next_letter_at(cycle) == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-15", 1, "2028-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-25", 12, "2027-11-25"),
        ("2026-11-25", 25, "2028-12-25"),
    ],
)
def test_months_end_on_a_day_that_exists(start, months, expected):
    moment = datetime.fromisoformat(f"{start}T10:00:00+00:00")
    assert add_months(moment, months).date().isoformat() == expected


@given(moments, st.integers(1, 60))
def test_a_month_later_is_later_and_at_most_31_days_a_month(moment, months):
    later = add_months(moment, months)
    assert timedelta(days=28) <= (later - moment) / months <= timedelta(days=31)
    assert (later.hour, later.minute) == (moment.hour, moment.minute)


@given(moments, st.integers(0, LETTERS), moments, moments)
def test_silence_only_ever_makes_a_page_less_fresh(due, letters, last, now):
    cycle = Cycle(due, letters, last if letters else None)
    order = list(Freshness)
    earlier, later = sorted([now, due])
    assert order.index(state(cycle, earlier)) <= order.index(state(cycle, later))
    assert is_stale(cycle, now) == (stale_at(cycle) is not None and now >= stale_at(cycle))


@given(moments, moments)
def test_no_page_is_stale_before_two_letters(due, now):
    assert not is_stale(Cycle(due), now)
    assert not is_stale(Cycle(due, 1, due), now)
