"""Opening hours as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules.hours import HoursError, parse, write


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", []),
        ("  ", []),
        ("9h-12h30, 14h-18h", [("09:00", "12:30"), ("14:00", "18:00")]),
        ("9:00-12:30", [("09:00", "12:30")]),
        ("9h00 – 12h ; 14h à 18h", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("14h-18h et 9h-12h", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("18h-24h", [("18:00", "24:00")]),
        ("9-12", [("09:00", "12:00")]),
        ("9H-12H", [("09:00", "12:00")]),
    ],
)
def test_reads_what_people_type(typed, spans):
    assert parse(typed) == spans


@pytest.mark.parametrize(
    "typed", ["matin", "12h-9h", "9h-9h", "9h-25h", "9h75-12h", "9h-12h, 11h-14h", "9h", "9h-12h-14h", "1h-2h," * 9]
)
def test_refuses_what_is_not_clear(typed):
    with pytest.raises(HoursError):
        parse(typed)


minutes = st.lists(st.integers(0, 24 * 60), min_size=2, max_size=8, unique=True).filter(lambda m: len(m) % 2 == 0)


@given(minutes)
def test_what_is_written_is_read_back(points):
    ordered = sorted(points)
    clocks = [f"{point // 60:02}:{point % 60:02}" for point in ordered]
    spans = list(zip(clocks[::2], clocks[1::2], strict=True))
    assert parse(write(spans)) == spans


@given(st.text(max_size=60))
def test_never_fails_otherwise(typed):
    try:
        spans = parse(typed)
    except HoursError:
        return
    assert all(start < end for start, end in spans)
