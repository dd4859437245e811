"""When a mail leaves: truth tables, and properties over whole years."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules import delivery
from community.rules.delivery import Channel

PARIS = ZoneInfo("Europe/Paris")
GATHERED = timedelta(minutes=5)
MINUTES = st.integers(0, 5 * 365 * 24 * 60)
MOMENTS = MINUTES.map(lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("chosen", "default", "is_required", "expected"),
    [
        (None, Channel.DAILY, False, Channel.DAILY),
        ("site", Channel.DAILY, False, Channel.SITE),
        ("weekly", Channel.AT_ONCE, False, Channel.WEEKLY),
        ("site", Channel.AT_ONCE, True, Channel.AT_ONCE),
        (None, Channel.DAILY, True, Channel.AT_ONCE),
    ],
)
def test_what_is_chosen_holds_except_for_what_the_process_must_tell(chosen, default, is_required, expected):
    assert delivery.channel(chosen, default, is_required=is_required) == expected


@pytest.mark.parametrize(
    ("now", "is_deadline", "leaves"),
    [
        (paris(2026, 11, 27, 12), False, paris(2026, 11, 27, 12, 5)),
        (paris(2026, 11, 27, 21, 54), False, paris(2026, 11, 27, 21, 59)),
        (paris(2026, 11, 27, 21, 55), False, paris(2026, 11, 28, 7)),
        (paris(2026, 11, 27, 23), False, paris(2026, 11, 28, 7)),
        (paris(2026, 11, 28, 3), False, paris(2026, 11, 28, 7)),
        (paris(2026, 11, 28, 6, 55), False, paris(2026, 11, 28, 7)),
        (paris(2026, 11, 28, 3), True, paris(2026, 11, 28, 3)),
        (paris(2026, 3, 29, 1), False, paris(2026, 3, 29, 7)),  # the night that has an hour less
        (paris(2026, 10, 25, 1), False, paris(2026, 10, 25, 7)),  # and the one that has an hour more
    ],
)
def test_nothing_leaves_at_night_but_a_deadline(now, is_deadline, leaves):
    assert delivery.leaves_at(now, PARIS, is_deadline=is_deadline, gathered=GATHERED) == leaves


@pytest.mark.parametrize(
    ("now", "kind", "leaves"),
    [
        (paris(2026, 11, 27, 12), Channel.DAILY, paris(2026, 11, 28, 7)),
        (paris(2026, 11, 27, 6), Channel.DAILY, paris(2026, 11, 27, 7)),
        (paris(2026, 11, 27, 7), Channel.DAILY, paris(2026, 11, 28, 7)),
        (paris(2026, 11, 27, 12), Channel.WEEKLY, paris(2026, 11, 30, 7)),  # a Friday, then Monday
        (paris(2026, 11, 30, 6), Channel.WEEKLY, paris(2026, 11, 30, 7)),
        (paris(2026, 11, 30, 7), Channel.WEEKLY, paris(2026, 12, 7, 7)),
        (paris(2026, 3, 28, 12), Channel.DAILY, paris(2026, 3, 29, 7)),
        (paris(2026, 10, 24, 12), Channel.DAILY, paris(2026, 10, 25, 7)),
        (paris(2026, 10, 24, 12), Channel.WEEKLY, paris(2026, 10, 26, 7)),
    ],
)
def test_digests_leave_at_seven_on_the_wall(now, kind, leaves):
    assert delivery.digest_at(now, kind, PARIS) == leaves


@given(MOMENTS, st.sampled_from([Channel.DAILY, Channel.WEEKLY]))
def test_the_next_digest_is_the_first_morning_after(now, kind):
    leaves = delivery.digest_at(now, kind, PARIS)
    local = leaves.astimezone(PARIS)
    assert now < leaves
    assert local.time() == time(7)
    assert kind == Channel.DAILY or local.weekday() == 0
    longest = timedelta(days=1 if kind == Channel.DAILY else 7, hours=1)  # a day of autumn has twenty-five hours
    assert leaves.astimezone(UTC) - now <= longest


@given(MOMENTS)
def test_a_mail_never_leaves_before_it_is_written_nor_at_night(now):
    leaves = delivery.leaves_at(now, PARIS, is_deadline=False, gathered=GATHERED)
    assert leaves >= now
    assert time(7) <= leaves.astimezone(PARIS).time() < time(22)


@pytest.mark.parametrize(("hours", "expected"), [(0, True), (47, True), (48, False), (500, False)])
def test_a_reminder_is_not_repeated_within_two_days(hours, expected):
    now = paris(2026, 11, 27, 12)
    assert delivery.is_repeated(now - timedelta(hours=hours), now) is expected
    assert not delivery.is_repeated(None, now)
