"""A profile's document: what is missing, how complete it is, what changed."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules.profiles import EXPECTED, REQUIRED, changed_sections, compare, completeness, missing

FULL = {
    "identity": {"name": "Atelier", "family": "association", "founded": 1998},
    "legal": {"ess_reason": "statute", "is_esus": False},
    "activities": [{"key": "a1", "sector": "velo", "area": {"kind": "radius", "radius_km": 20}}],
    "place": {"city": "Niort", "point": "yes"},
    "establishments": [],
    "contact": {"public_phone": "05 49", "has_contact_form": True},
    "hours": {"hours": {"mon": [["09:00", "12:00"]]}},
    "story": {"summary": "Répare.", "description": "Longtemps.", "commitment": "La charte."},
    "values": [{"key": "reemploi", "proof": ""}],
    "pictures": [{"key": "p1", "image": 3}],
    "size": {"volunteers": 0},
}


def without(section, field=""):
    content = copy.deepcopy(FULL)
    if field:
        content[section][field] = ""
    else:
        content[section] = type(content[section])()
    return content


def test_a_full_profile_lacks_nothing():
    assert missing(FULL) == []
    assert completeness(FULL) == 100


@pytest.mark.parametrize(("section", "field"), [pair for pair in REQUIRED + EXPECTED if pair != ("activities", "area")])
def test_each_thing_that_is_not_said_is_named(section, field):
    lacks = [(one.section, one.field) for one in missing(without(section, field))]
    assert (section, field) in lacks
    assert completeness(without(section, field)) < 100


def test_an_activity_without_an_area_is_advised_to_have_one():
    content = copy.deepcopy(FULL)
    content["activities"][0]["area"] = {"kind": ""}
    assert [(one.section, one.field, one.is_required) for one in missing(content)] == [("activities", "area", False)]


def test_zero_and_no_are_answers_but_a_box_is_no_way_to_reach_somebody():
    assert ("size", "") not in {(one.section, one.field) for one in missing(FULL)}
    content = copy.deepcopy(FULL)
    content["contact"] = {"has_contact_form": True, "public_phone": ""}
    assert ("contact", "") in {(one.section, one.field) for one in missing(content)}


def test_the_family_of_an_imported_page_is_not_said():
    content = copy.deepcopy(FULL)
    content["identity"]["family"] = "unknown"
    assert ("identity", "family") in {(one.section, one.field) for one in missing(content)}


def test_an_empty_document_lacks_everything():
    assert len(missing({})) == len(REQUIRED) + len(EXPECTED)
    assert completeness({}) == 0


def test_differences_name_their_path():
    new = copy.deepcopy(FULL)
    new["story"]["summary"] = "Répare et prête."
    new["activities"] = [{"key": "a2", "sector": "velo", "area": {"kind": "country"}}]
    paths = {change.path: (change.before, change.after) for change in compare(FULL, new)}
    assert paths["story", "summary"] == ("Répare.", "Répare et prête.")
    assert paths["activities", "a2", "sector"] == (None, "velo")
    assert paths["activities", "a1", "sector"] == ("velo", None)
    assert changed_sections(FULL, new) == {"story", "activities"}


def test_a_box_that_was_unticked_is_a_difference():
    new = copy.deepcopy(FULL)
    new["contact"]["has_contact_form"] = False
    assert [change.path for change in compare(FULL, new)] == [("contact", "has_contact_form")]


texts = st.text(max_size=5)
documents = st.fixed_dictionaries(
    {
        "story": st.dictionaries(st.sampled_from(["summary", "description"]), texts),
        "activities": st.lists(
            st.fixed_dictionaries({"key": st.sampled_from("abc"), "description": texts}), unique_by=lambda a: a["key"]
        ),
    }
)


@given(documents)
def test_a_document_equals_itself(content):
    assert compare(content, copy.deepcopy(content)) == []


@given(documents, documents)
def test_differences_are_the_same_both_ways(old, new):
    forth = {(change.path, str(change.before), str(change.after)) for change in compare(old, new)}
    back = {(change.path, str(change.after), str(change.before)) for change in compare(new, old)}
    assert forth == back
