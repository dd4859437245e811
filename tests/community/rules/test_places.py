"""Points on the earth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules.places import distance, read_point, write_point

NIORT, MELLE = (46.3239, -0.4645), (46.2222, -0.1428)
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("46.3239, -0.4645", NIORT),
        ("46,3239 ; -0,4645", NIORT),
        ("46.3239 -0.4645", NIORT),
        ("SRID=4326;POINT(-0.4645 46.3239)", NIORT),
        ("SRID=4326;POINT (-0.4645 46.3239)", NIORT),
        ("91, 0", None),
        ("46.3, 181", None),
        ("46.3", None),
        ("Niort", None),
        ("", None),
        ("SRID=2154;POINT(430000 6580000)", None),
        ("<script>", None),
        ("nan, nan", None),
    ],
)
def test_reads_points(typed, point):
    assert read_point(typed) == point


def test_distance_between_niort_and_melle():
    assert distance(NIORT, MELLE) == pytest.approx(27_200, abs=300)


@given(points, points)
def test_distance_is_symmetric_and_never_more_than_half_the_earth(one, other):
    assert distance(one, other) == pytest.approx(distance(other, one), abs=0.01)
    assert 0 <= distance(one, other) <= 20_020_000
    assert distance(one, one) == 0


@given(points)
def test_what_is_written_is_read_back(point):
    assert read_point(write_point(point)) == pytest.approx(point, abs=1e-6)


@given(st.text(max_size=80))
def test_anything_may_be_typed(typed):
    point = read_point(typed)
    assert point is None or (abs(point[0]) <= 90 and abs(point[1]) <= 180)
