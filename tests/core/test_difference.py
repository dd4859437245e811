"""Which words of a text were taken out, and which were put in."""

from hypothesis import given
from hypothesis import strategies as st

from core.difference import words

TEXTS = st.text(alphabet="ab c.é\n", max_size=60)


def said(before, after):
    return [(piece.kind, piece.text) for piece in words(before, after)]


def test_one_word_changed_in_a_sentence():
    assert said("On répare les vélos ensemble.", "On répare les chaises ensemble.") == [
        ("kept", "On répare les"), ("removed", " vélos"), ("added", " chaises"), ("kept", " ensemble."),
    ]  # fmt: skip


def test_two_texts_that_share_next_to_nothing_are_not_cut_into_crumbs():
    assert said("Du pain.", "Une boutique de vélos.") == [("removed", "Du pain."), ("added", "Une boutique de vélos.")]


def test_signs_of_bold_and_lists_are_not_read():
    assert said("Du **bon** pain", "Du bon pain") == [("kept", "Du bon pain")]


def test_what_was_not_said_before_is_all_new():
    assert said("", "Du pain.") == [("added", "Du pain.")]
    assert said("Du pain.", "") == [("removed", "Du pain.")]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = words(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
