"""The hours of a meeting, when it is near, and what programs read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from community.rules.meetings import REMINDED_BEFORE, Entry, calendar, lacks, may_reply, reminds_now

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (HOUR, 2 * HOUR, []),
        (-HOUR, HOUR, ["past"]),
        (timedelta(), HOUR, ["past"]),
        (2 * HOUR, 2 * HOUR, ["backwards"]),
        (2 * HOUR, HOUR, ["backwards"]),
        (HOUR, HOUR + 10 * DAY, []),
        (HOUR, 2 * HOUR + 10 * DAY, ["long"]),
        (1098 * DAY, 1098 * DAY + HOUR, []),
        (1099 * DAY, 1099 * DAY + HOUR, ["far"]),
    ],
)
def test_what_is_wrong_with_hours(starts, ends, said):
    assert lacks(NOW + starts, NOW + ends, NOW) == said


@pytest.mark.parametrize(
    ("starts", "is_cancelled", "may"), [(HOUR, False, True), (timedelta(), False, False), (HOUR, True, False)]
)
def test_until_when_one_answers(starts, is_cancelled, may):
    assert may_reply(NOW + starts, NOW, is_cancelled=is_cancelled) is may


@pytest.mark.parametrize(
    ("starts", "created", "is_cancelled", "reminds"),
    [
        (REMINDED_BEFORE, -DAY, False, True),
        (REMINDED_BEFORE + HOUR, -DAY, False, False),
        (timedelta(), -3 * DAY, False, False),
        (HOUR, -3 * DAY, False, True),
        (HOUR, -3 * DAY, True, False),
        (HOUR, -HOUR, False, False),  # convened when it was near already: that was the word
    ],
)
def test_when_one_is_reminded(starts, created, is_cancelled, reminds):
    assert reminds_now(NOW + starts, NOW + created, NOW, is_cancelled=is_cancelled) is reminds


SITE = "https://example.org"
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200).map(str.strip)


@given(title=TEXT.filter(bool), place=TEXT, text=TEXT, sequence=st.integers(0, 50))
def test_any_words_come_back_from_a_calendar(title, place, text, sequence):
    entry = Entry("u@example.org", title, NOW, NOW + HOUR, NOW, place, text, "/m", sequence)
    content = calendar("Mes dates", [entry], SITE)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = Calendar.from_ical(content).events
    assert str(event["SUMMARY"]) == title
    assert str(event.get("LOCATION", "")) == place
    assert str(event.get("DESCRIPTION", "")) == text
    assert str(event["URL"]) == f"{SITE}/m"
    assert (event["DTSTART"].dt, event["DTEND"].dt, event["SEQUENCE"]) == (NOW, NOW + HOUR, sequence)


def test_what_is_called_off_stays_as_such():
    entry = Entry("u@example.org", "Fête", NOW, NOW + HOUR, NOW, status="CANCELLED")
    assert b"STATUS:CANCELLED" in calendar("x", [entry], SITE)
