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
        ("fermé", []),
        ("Fermé ", []),
        ("closed", []),
        ("de 9h à 12h", [("09:00", "12:00")]),
        ("de 9h à 12h et de 14h à 18h", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("from 9:00 to 12:00 and 14:00 to 18:00", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("10h-midi, midi-14h", [("10:00", "12:00"), ("12:00", "14:00")]),
        ("9 heures à midi", [("09:00", "12:00")]),
        ("9h-12h 14h-18h", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("9-12 14-18", [("09:00", "12:00"), ("14:00", "18:00")]),
        ("9h-12h30 14h-18h", [("09:00", "12:30"), ("14:00", "18:00")]),
        ("9h-12 h 30 14 à 18", [("09:00", "12:30"), ("14:00", "18:00")]),
        ("18h-2h", [("18:00", "02:00")]),
        ("9h-12h, 22h-6h30", [("09:00", "12:00"), ("22:00", "06:30")]),
        ("18h-minuit", [("18:00", "24:00")]),
        ("18h-0h", [("18:00", "24:00")]),
        ("minuit-2h", [("00:00", "02:00")]),
    ],
)
def test_reads_what_people_type(typed, spans):
    assert parse(typed) == spans


@pytest.mark.parametrize(
    ("typed", "piece"),
    [
        ("matin", "matin"),
        ("12h-9h", "12h-9h"),
        ("9h-9h", "9h-9h"),
        ("9h-25h", "9h-25h"),
        ("25h-2h", "25h-2h"),
        ("9h75-12h", "9h75-12h"),
        ("9h-12h, 11h-14h", "9h-12h, 11h-14h"),
        ("22h-6h, 5h-8h", "22h-6h, 5h-8h"),
        ("9h", "9h"),
        ("9h-12h-14h", "9h-12h-14h"),
        ("9h-12h14h-18h", "9h-12h14h-18h"),
        ("9h-12h, le matin", "le matin"),
        ("9h-12h, fermé", "fermé"),
        ("1h-2h 3h-4h 5h-6h 7h-8h 9h-10h", "1h-2h 3h-4h 5h-6h 7h-8h 9h-10h"),
    ],
)
def test_refuses_what_is_not_clear_and_names_it(typed, piece):
    with pytest.raises(HoursError) as error:
        parse(typed)
    assert error.value.piece == piece


def test_is_shown_with_spaces_that_do_not_break():
    shown = write([("09:00", "12:30"), ("18:00", "02:00")])
    assert shown == "9\u00a0h\u00a0–\u00a012\u00a0h\u00a030, 18\u00a0h\u00a0–\u00a02\u00a0h"


@st.composite
def days(draw):
    """One day: spans that touch at most, the last of which may end in the night."""
    points = sorted(draw(st.sets(st.integers(0, 24 * 60), min_size=2, max_size=8).filter(lambda p: len(p) % 2 == 0)))
    spans = list(zip(points[::2], points[1::2], strict=True))
    if draw(st.booleans()) and spans[-1][0] > 8 * 60:
        night = draw(st.integers(1, 8 * 60))
        spans = [*spans[:-1], (spans[-1][0], night)] if night <= spans[0][0] else spans
    return [(clock(start), clock(end)) for start, end in spans if start < 24 * 60]


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


@given(days())
def test_what_is_written_is_read_back(spans):
    assert parse(write(spans)) == spans


@given(st.text(max_size=60) | st.text("0123456789h:-– ,;àet", max_size=30))
def test_never_fails_otherwise(typed):
    try:
        spans = parse(typed)
    except HoursError:
        return
    assert all(start < end or end <= "08:00" for start, end in spans)
    assert parse(write(spans)) == spans
