"""The map's base layer."""

import re

import pytest

from community.outlines import METROPOLE, frame_of, outlines, paths


def test_shipped_outlines_hold_every_departement():
    assert len(outlines()) == 101
    assert {"79", "2A", "974"} <= {outline.code for outline in outlines()}


def test_frame_holds_the_departement_and_a_margin():
    frame = frame_of(["79"], margin=0.1)
    deux_sevres = next(outline.box for outline in outlines() if outline.code == "79")
    assert frame.box[0] < deux_sevres[0] < deux_sevres[2] < frame.box[2]
    assert frame.box[1] < deux_sevres[1] < deux_sevres[3] < frame.box[3]


@pytest.mark.parametrize("codes", [[], ["00"]])
def test_without_a_known_territory_the_frame_is_the_whole_country(codes):
    assert frame_of(codes).box == METROPOLE


def test_projection_puts_corners_on_corners():
    frame = frame_of(["79"])
    west, south, east, north = frame.box
    assert frame.project(west, north) == (0, 0)
    assert frame.project(east, south) == pytest.approx((1000, frame.height))


def test_a_kilometre_is_as_long_in_both_directions():
    frame = frame_of(["79"])
    x0, y0 = frame.project(-0.46, 46.32)
    east, _ = frame.project(-0.46 + 1 / 76.9, 46.32)  # a kilometre east at this latitude, in degrees
    _, north = frame.project(-0.46, 46.32 + 1 / 111.2)
    assert east - x0 == pytest.approx(y0 - north, rel=0.02)


def test_neighbours_are_drawn_and_far_departements_are_not():
    drawn = dict(paths(frame_of(["79"])))
    assert {"79", "17", "85", "86"} <= drawn.keys()
    assert "13" not in drawn


def test_paths_are_whole_units_and_light():
    drawn = paths(frame_of(["79"]))
    assert all(re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)*", path) for _, path in drawn)
    assert sum(len(path) for _, path in drawn) < 60_000
