"""The sign: one position a college, said in words too."""

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core import colleges, hexagon

SKETCH = dict(
    zip(
        colleges.CODES,
        ["consent", "consent", "consent_with_reservation", "consent", "stand_aside", "vacant"],
        strict=True,
    )
)
positions = st.dictionaries(st.sampled_from(colleges.CODES), st.sampled_from(colleges.POSITIONS))


def draw(values, size=72, options=""):
    template = Template("{% hexagon values size=size " + options + " %}")
    return template.render(Context({"values": values, "size": size}))


def test_sentence_in_french():
    with override("fr"):
        assert (
            hexagon.sentence(SKETCH)
            == "Quatre collèges consentent, dont un avec réserve\u00a0; un se met en retrait\u00a0; un est vacant."
        )


def test_sentence_in_english():
    with override("en"):
        assert (
            hexagon.sentence(SKETCH)
            == "Four colleges consent, one of them with a reservation; one stands aside; one is vacant."
        )


def test_nothing_deliberated_is_said():
    with override("en"):
        assert hexagon.sentence({}) == hexagon.sentence(None) == "The six colleges have not deliberated yet."


@given(positions)
def test_sentence_counts_each_college_once(values):
    with override("en"):
        text = hexagon.sentence(values).lower()
    numbers = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
    clauses = [clause.split(",")[0] for clause in text.split(";")]
    counted = sum(numbers[re.search("|".join(numbers), clause)[0]] for clause in clauses)
    assert counted == 6


@given(positions)
def test_parts_keep_the_fixed_order(values):
    assert [part.code for part in hexagon.parts(values)] == list(colleges.CODES)


def test_triangles_go_clockwise_from_the_top():
    tops = [(shape.x, shape.y - 6) for shape in hexagon.shapes()]
    assert tops[0][0] == 0
    assert tops[0][1] < 0
    assert [x > 0 for x, _ in tops[1:3]] == [True, True]
    assert tops[3][1] > 0
    assert [x < 0 for x, _ in tops[4:]] == [True, True]


@pytest.mark.parametrize("size", [16, 24, 31])
def test_small_sign_has_no_letters(size):
    assert "<text" not in draw(SKETCH, size)


@pytest.mark.parametrize("size", [32, 72, 320])
def test_larger_sign_has_letters(size):
    assert draw(SKETCH, size).count("<text") == 6


def test_each_position_has_its_own_filling():
    drawn = {code: draw(dict.fromkeys(colleges.CODES, code)) for code in colleges.POSITIONS}
    assert "hexagon__stripe" in drawn["consent_with_reservation"]
    assert "hexagon__dot" in drawn["stand_aside"]
    assert "hexagon__cross" in drawn["object"]
    assert not re.search("stripe|dot|cross", drawn["consent"])


def test_text_alternative_unless_decorative():
    assert 'role="img"' in draw(SKETCH)
    decorative = draw(SKETCH, options="decorative=True")
    assert 'aria-hidden="true"' in decorative
    assert "aria-label" not in decorative


def test_no_identifier_so_that_a_page_may_hold_many():
    assert " id=" not in draw(SKETCH)


def test_french_numbers_do_not_break_the_drawing():
    with override("fr"):
        assert not re.search(r'c[xy]="-?\d+,\d', draw(SKETCH))
