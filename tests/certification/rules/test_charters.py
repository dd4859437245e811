"""The ruleset's bounds and what changed between two charters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.rules.charters import Change, commitments, compare, compare_articles, compare_preambles
from certification.rules.ruleset import Ruleset, RulesetError
from core.difference import Piece


def commitment(code="GOV1", **changes):
    values = {
        "code": code,
        "title": f"Titre {code}",
        "text": "Une personne, une voix.",
        "indicators": "PV",
        "kind": "required",
        "levels": [],
    }
    return values | changes


def charter(*articles, preamble="<p>Nous</p>"):
    return {
        "preamble": preamble,
        "articles": [{"title": t, "intro": "", "commitments": list(c)} for t, c in articles],
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("quorum_colleges", 0, "between_one_and_six"),
        ("quorum_colleges", 7, "between_one_and_six"),
        ("consenting_colleges", 7, "between_one_and_six"),
        ("required_colleges", ("citizens",), "unknown_college"),
        ("validity_months", 0, "at_least_one"),
        ("opinion_days", -1, "at_least_one"),
        ("round_days", 6, "shorter_than_least"),
    ],
)
def test_impossible_parameter_is_refused_by_name(field, value, code):
    with pytest.raises(RulesetError) as caught:
        Ruleset(**{field: value})
    assert (caught.value.field, str(caught.value)) == (field, code)


def test_defaults_are_those_of_the_process():
    rules = Ruleset()
    assert (rules.quorum_colleges, rules.required_colleges) == (4, ("consumers", "industry"))
    assert (rules.opinion_days, rules.round_days, rules.rounds_most, rules.validity_months) == (21, 21, 3, 12)


@given(days=st.integers(7, 400), rounds=st.integers(1, 9), colleges=st.integers(1, 6))
def test_ruleset_survives_its_plain_form(days, rounds, colleges):
    rules = Ruleset(round_days=days, rounds_most=rounds, quorum_colleges=colleges)
    assert Ruleset.from_dict(rules.as_dict()) == rules


def test_parameter_unknown_to_an_older_version_takes_its_default():
    stored = Ruleset().as_dict()
    stored.pop("appeal_days")
    assert Ruleset.from_dict(stored | {"forgotten": 3}).appeal_days == 30


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([("A", [commitment()])], [("A", [commitment()])], []),
        ([("A", [])], [("A", [commitment()])], [("GOV1", Change.ADDED)]),
        ([("A", [commitment()])], [("A", [])], [("GOV1", Change.REMOVED)]),
        ([("A", [commitment()])], [("A", []), ("B", [commitment()])], [("GOV1", Change.MOVED)]),
        ([("A", [commitment()])], [("A, renommé", [commitment()])], []),
        ([("A", [commitment()])], [("A", [commitment(text="Autre.")])], [("GOV1", Change.CHANGED)]),
        ([("A", [commitment()])], [("A", [commitment(kind="progress")])], [("GOV1", Change.CHANGED)]),
        ([("A", [commitment()])], [("A", [commitment(levels=["a", "b"])])], [("GOV1", Change.CHANGED)]),
        (
            [("A", [commitment("A1"), commitment("A2")])],
            [("A", [commitment("A2"), commitment("A1")])],
            [],
        ),
        (
            [("A", [commitment("A1"), commitment("A2")])],
            [("A", [commitment("A3"), commitment("A2", title="Neuf")])],
            [("A3", Change.ADDED), ("A2", Change.CHANGED), ("A1", Change.REMOVED)],
        ),
    ],
)
def test_changes_commitment_by_commitment(old, new, expected):
    found = compare(charter(*old), charter(*new))
    assert [(change.code, change.change) for change in found] == expected


def test_changed_text_shows_the_words_that_differ():
    (change,) = compare(
        charter(("A", [commitment(text="Écart de 1 à 5 au plus")])),
        charter(("A", [commitment(text="Écart de 1 à 4 au plus")])),
    )
    assert [text.field for text in change.texts] == ["text"]
    assert change.texts[0].pieces == (
        Piece("kept", "Écart de 1 à"),
        Piece("removed", " 5"),
        Piece("added", " 4"),
        Piece("kept", " au plus"),
    )


def test_new_words_of_a_title_or_an_introduction_are_said():
    old, new = charter(("A", [commitment()])), charter(("A", [commitment()]))
    assert compare_articles(old, new) == []
    new["articles"][0]["intro"] = "Qui décide"
    (change,) = compare_articles(old, new)
    assert Piece("added", " Qui décide") in change.pieces


def test_preamble_is_compared_apart():
    assert compare_preambles(charter(), charter()) == ()
    assert Piece("added", "Vous") in compare_preambles(charter(), charter(preamble="<p>Vous</p>"))


CODES = st.lists(st.sampled_from(["GOV1", "GOV2", "ECO1", "SOC1", "TER1"]), unique=True)


@given(CODES, CODES)
def test_every_code_that_comes_or_goes_is_said_once(before, after):
    changes = compare(charter(("A", map(commitment, before))), charter(("A", map(commitment, after))))
    assert sorted(change.code for change in changes) == sorted(set(before) ^ set(after))


def test_commitments_come_in_order_with_their_article():
    content = charter(("A", [commitment("A1")]), ("B", [commitment("B1"), commitment("B2")]))
    assert [(title, one["code"]) for title, one in commitments(content)] == [
        ("A", "A1"),
        ("B", "B1"),
        ("B", "B2"),
    ]
