"""Fragments: whole words, the wanted ones marked, nothing else changed."""

from hypothesis import given
from hypothesis import strategies as st

from search.rules.fragments import END, LENGTH, MARK, fragment, marked, shortened, wanted
from search.rules.french import read

WORDS = st.lists(st.sampled_from(["vélo", "l’amap", "<b>", "pain", "x" * 250, "a\nb", "été,", "79000"]), max_size=120)


def is_velo(piece):
    found = read(piece)
    return found is not None and found[1] == "velo"


def plain(text):
    return text.replace(MARK, "").replace(END, "")


@given(WORDS)
def test_a_fragment_is_whole_words_of_the_text_around_a_wanted_one(words):
    text = " ".join(words)
    found = fragment(text, wanted(text, is_velo))
    inside = plain(found).removeprefix("… ").removesuffix(" …")
    assert f" {inside.replace(chr(10), ' ')} " in f" {text.replace(chr(10), ' ')} "
    assert len(inside) <= LENGTH or any(len(word) > LENGTH for word in inside.split())
    assert (MARK in found) == ("vélo" in words)


@given(st.text(max_size=400))
def test_marks_change_nothing_else(text):
    text = plain(text)
    assert plain(marked(text, lambda _token: True)) == text


@given(WORDS, st.integers(1, 400))
def test_a_shortened_text_ends_with_a_word(words, length):
    text = " ".join(words)
    kept = shortened(text, length).removesuffix(" …")
    assert f"{text} ".replace("\n", " ").startswith(f"{kept} ".replace("\n", " "))
    assert len(kept) <= length or " " not in kept


def test_the_place_with_the_most_wanted_words_is_shown():
    text = "Un vélo. " + "Rien à voir. " * 30 + "Des vélos, un vélo, deux vélos. " + "Rien non plus. " * 30
    found = fragment(text, wanted(text, is_velo))
    assert found.count(MARK) == 3
    assert found.startswith("… ")
    assert found.endswith(" …")


def test_what_looks_like_a_mark_is_no_mark():
    assert shortened(f"un {MARK}vélo{END}", 100) == "un vélo"
