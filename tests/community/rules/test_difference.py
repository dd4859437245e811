"""Which words of a text were taken out, and which were put in."""

from hypothesis import given
from hypothesis import strategies as st

from community.rules.difference import words

TEXTS = st.text(alphabet="ab c.é\n", max_size=60)


def said(before, after):
    return [(piece.kind, piece.text) for piece in words(before, after)]


def test_one_word_changed_in_a_sentence():
    assert said("On répare les vélos ensemble.", "On répare les chaises ensemble.") == [
        ("same", "On répare les"), ("out", " vélos"), ("in", " chaises"), ("same", " ensemble."),
    ]  # fmt: skip


def test_two_texts_that_share_next_to_nothing_are_not_cut_into_crumbs():
    assert said("Du pain.", "Une boutique de vélos.") == [("out", "Du pain."), ("in", "Une boutique de vélos.")]


def test_signs_of_bold_and_lists_are_not_read():
    assert said("Du **bon** pain", "Du bon pain") == [("same", "Du bon pain")]


def test_what_was_not_said_before_is_all_new():
    assert said("", "Du pain.") == [("in", "Du pain.")]
    assert said("Du pain.", "") == [("out", "Du pain.")]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = words(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after
