"""The count of a round: truth tables, then what must hold of any count."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.rules.ruleset import Ruleset
from certification.rules.tally import Lack, Said, Tally, Why, college_result, may_open, tally
from core.colleges import CODES

RULES = Ruleset()
SHORT = {"c": "consent", "r": "consent_with_reservation", "a": "stand_aside", "o": "object", "-": ""}


def seats(college, said):
    """Seats of one college, one letter each."""
    return [Said(f"{college}-{n}", college, SHORT[letter]) for n, letter in enumerate(said, 1)]


def room(**said):
    """A round: what each college says; those not named are vacant."""
    return [seat for college, letters in said.items() for seat in seats(college, letters)]


ALL = dict.fromkeys(CODES, "c")


@pytest.mark.parametrize(
    ("said", "position", "why"),
    [
        ("", "vacant", Why.VACANT),
        ("-", "absent", Why.SILENT),
        ("---", "absent", Why.SILENT),
        ("c", "consent", Why.MORE_CONSENTS),
        ("r", "consent", Why.MORE_CONSENTS),
        ("c---", "consent", Why.MORE_CONSENTS),
        ("cco", "consent", Why.MORE_CONSENTS),
        ("cro", "consent", Why.MORE_CONSENTS),
        ("co", "object", Why.TIE),
        ("ro", "object", Why.TIE),
        ("coo", "object", Why.MORE_OBJECTIONS),
        ("o", "object", Why.MORE_OBJECTIONS),
        ("oaaa", "object", Why.MORE_OBJECTIONS),
        ("a", "stand_aside", Why.ALL_ASIDE),
        ("a-", "stand_aside", Why.ALL_ASIDE),
        ("ca", "consent", Why.MORE_CONSENTS),
        ("coaa", "object", Why.TIE),
    ],
)
def test_the_position_of_a_college(said, position, why):
    result = college_result("ngo", seats("ngo", said))
    assert (result.position, result.why) == (position, why)


def test_an_objection_that_is_not_sustained_says_nothing():
    said = [replace(one, is_sustained=False) if one.position == "object" else one for one in seats("ngo", "co")]
    assert college_result("ngo", said).position == "consent"
    alone = [replace(seats("ngo", "o")[0], is_sustained=False)]
    assert college_result("ngo", alone).position == "absent"  # silence is never consent


@pytest.mark.parametrize(
    ("said", "quorum", "consensus", "lacks"),
    [
        (ALL, True, True, ()),
        (ALL | {"ssro": "", "labour": ""}, True, True, ()),
        (ALL | {"ssro": "-", "labour": "", "ngo": "-"}, False, False, ((Lack.TOO_FEW_COLLEGES, "3"),)),
        (ALL | {"consumers": "-"}, False, False, ((Lack.REQUIRED_COLLEGE, "consumers"),)),
        (ALL | {"industry": ""}, False, False, ((Lack.REQUIRED_COLLEGE, "industry"),)),
        (ALL | {"ngo": "o"}, True, False, ((Lack.OBJECTION, "ngo"),)),
        (ALL | {"ngo": "cco"}, True, True, ()),
        (ALL | {"ngo": "co"}, True, False, ((Lack.OBJECTION, "ngo"),)),
        (ALL | {"ngo": "a", "ssro": "a"}, True, True, ()),
        (ALL | {"ngo": "a", "ssro": "a", "labour": "a"}, True, False, ((Lack.TOO_FEW_CONSENTS, "3"),)),
        (ALL | {"ngo": "a", "ssro": "-", "labour": "-"}, True, False, ((Lack.TOO_FEW_CONSENTS, "3"),)),
        (ALL | {"consumers": "a"}, True, True, ()),
        (dict.fromkeys(CODES, "-"), False, False,
         ((Lack.TOO_FEW_COLLEGES, "0"), (Lack.REQUIRED_COLLEGE, "consumers"), (Lack.REQUIRED_COLLEGE, "industry"))),
    ],
)  # fmt: skip
def test_quorum_and_consensus(said, quorum, consensus, lacks):
    count = tally(RULES, room(**said))
    assert (count.has_quorum, count.has_consensus, count.lacks) == (quorum, consensus, lacks)


def test_the_numbers_are_those_of_the_ruleset():
    strict = Ruleset(quorum_colleges=6, consenting_colleges=6)
    assert not tally(strict, room(**ALL | {"ngo": "a"})).has_consensus
    loose = Ruleset(quorum_colleges=1, consenting_colleges=1, required_colleges=())
    assert tally(loose, room(ngo="c")).has_consensus


def test_a_count_can_be_stored_and_read_again():
    count = tally(RULES, room(**ALL | {"ngo": "co", "ssro": ""}))
    assert Tally.from_dict(count.as_dict()) == count
    assert count.positions["ngo"] == "object"


@pytest.mark.parametrize(
    ("seated", "lacks"),
    [
        (CODES, ()),
        (("consumers", "industry", "ngo", "ssro"), ()),
        (("consumers", "industry", "ngo"), ((Lack.TOO_FEW_COLLEGES, "3"),)),
        (("government", "labour", "ngo", "ssro"),
         ((Lack.REQUIRED_COLLEGE, "consumers"), (Lack.REQUIRED_COLLEGE, "industry"))),
    ],
)  # fmt: skip
def test_with_whom_a_round_may_open(seated, lacks):
    assert may_open(RULES, seated) == lacks


# What must hold of any count

SAID = st.lists(
    st.builds(
        Said,
        seat=st.integers(0, 10**6).map(str),
        college=st.sampled_from(CODES),
        position=st.sampled_from([*SHORT.values()]),
        is_sustained=st.booleans(),
    ),
    max_size=40,
)
RANK = {"object": 0, "absent": 1, "stand_aside": 2, "consent": 3}


@given(SAID, st.randoms())
def test_the_order_of_seats_changes_nothing(said, random):
    mixed = said[:]
    random.shuffle(mixed)
    assert tally(RULES, mixed) == tally(RULES, said)


@given(SAID)
def test_withdrawing_an_objection_never_makes_a_position_worse(said):
    before = tally(RULES, said).positions
    for place, one in enumerate(said):
        if one.position == "object":
            after = tally(RULES, [*said[:place], replace(one, is_sustained=False), *said[place + 1 :]]).positions
            assert RANK[after[one.college]] >= RANK[before[one.college]]


@given(SAID)
def test_a_consent_in_the_place_of_silence_never_makes_a_position_worse(said):
    before = tally(RULES, said).positions
    for place, one in enumerate(said):
        if one.position == "":
            after = tally(RULES, [*said[:place], replace(one, position="consent"), *said[place + 1 :]]).positions
            assert RANK[after[one.college]] >= RANK[before[one.college]]


@given(SAID)
def test_no_consensus_without_quorum_nor_over_an_objection(said):
    count = tally(RULES, said)
    if count.has_consensus:
        assert count.has_quorum
        assert "object" not in count.positions.values()
        assert list(count.positions.values()).count("consent") >= RULES.consenting_colleges
    assert count.has_consensus == (not count.lacks)


@given(SAID)
def test_a_college_that_says_nothing_is_never_counted_as_consenting(said):
    silent = [replace(one, position="") for one in said]
    assert not set(tally(RULES, silent).positions.values()) & {"consent", "stand_aside", "object"}
