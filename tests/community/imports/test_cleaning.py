"""Cleaning never fails, and what comes out always fits its column."""

import math
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.imports import texts, values
from community.imports.entries import Entry, Unreadable, entry_of
from community.imports.rows import Row, storable
from community.models import Actor, ImportFormat
from core.chain import canonical_json
from tests.community.imports.conftest import NOON, element

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),  # readers give no other
    st.text(max_size=80),
    st.lists(st.text(max_size=10), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)
MARKUP = st.text(alphabet="<>&;=@+-/\"' abcscriptonload#0123456789\n\r\t\x00\u202e\ufeff", max_size=120)
KEYS = ("id", "name", "summary", "description", "url", "website", "email", "telephone", "siret", "siren", "rna", "lat")
MORE = ("lng", "address", "geo", "categories", "updatedAt", "street", "postalCode", "city", "family", "founded")


def fuzz(*strategies):
    """Try many values, without a clock: machines of tests are slow at times."""
    return lambda test: settings(deadline=None)(given(*strategies)(test))


@fuzz(st.dictionaries(st.sampled_from(KEYS + MORE), ANYTHING | MARKUP), st.sampled_from(ImportFormat.values))
def test_a_row_becomes_an_actor_that_every_column_takes_or_says_why_not(raw, kind):
    try:
        entry = entry_of(Row(1, raw), kind, NOON)
    except Unreadable:
        return
    assert isinstance(entry, Entry)
    actor = Actor(**entry.values, slug="x", due_at=NOON)
    actor.clean_fields(exclude=["siret", "siren", "rna"])
    assert len(entry.remote_id) <= 120
    assert len(entry.url) <= 500


@fuzz(ANYTHING | MARKUP, st.integers(2, 200))
def test_one_line_is_short_and_plain(value, most):
    line = texts.one_line(value, "x", [], most)
    assert len(line) <= most
    assert "\n" not in line
    assert not line.startswith(("=", "@", " "))
    assert not texts.HIDDEN.search(line)


def test_a_hidden_sign_written_as_an_entity_goes_too():
    assert texts.paragraphs("Avant&#1;&#x200b;après &#1", "x", [], 100) == "Avantaprès"


@fuzz(ANYTHING | MARKUP)
def test_paragraphs_have_no_hidden_signs_nor_many_empty_lines(value):
    text = texts.paragraphs(value, "x", [], 100)
    assert len(text) <= 100
    assert "\n\n\n" not in text
    assert not texts.HIDDEN.search(text)


@fuzz(
    ANYTHING | MARKUP | st.sampled_from(["http://[", "https://e.org/a b", "//e.org", "data:text/html,x", "ftp://e.org"])
)
def test_a_web_address_is_http_or_nothing(value):
    found = texts.web_address(value, "x", [])
    assert found == "" or re.match(r"https?://\S+$", found, re.IGNORECASE)
    assert len(found) <= 200


@fuzz(ANYTHING | MARKUP)
def test_an_email_is_one_or_nothing(value):
    found = texts.email(value, "x", [])
    assert found == "" or found.count("@") >= 1
    assert len(found) <= 254


@fuzz(ANYTHING | MARKUP | st.floats().map(str))
def test_a_point_is_on_earth_or_nothing(value):
    for found in (values.point(value, 2.5, []), values.point(2.5, value, [])):
        if found:
            assert abs(found[0]) <= 90
            assert abs(found[1]) <= 180
            assert all(math.isfinite(part) for part in found)


@fuzz(ANYTHING | MARKUP | st.datetimes().map(str) | st.integers(0, 10**11))
def test_a_date_is_past_or_nothing(value):
    found = values.moment(value, NOON, [])
    assert found is None or datetime(1990, 1, 1, tzinfo=UTC) <= found <= NOON


@fuzz(ANYTHING | MARKUP, st.sampled_from(["siret", "siren", "rna"]))
def test_a_number_is_valid_or_nothing(value, kind):
    found = values.number(value, kind, [])
    assert found == "" or re.fullmatch({"siret": r"\d{14}", "siren": r"\d{9}", "rna": r"W\d{9}"}[kind], found)


@fuzz(st.recursive(st.text() | st.floats() | st.none(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_what_is_stored_has_no_nul_nor_half_a_sign(value):
    assert not re.search("[\x00\ud800-\udfff]", str(storable(value)))


@pytest.mark.parametrize(
    ("said", "expected", "note"),
    [
        ("<b>Le</b> Four", "Le Four", "markup"),
        ("<script>alert(1)</script>Le Four", "Le Four", "markup"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Le Four", "Le Four", ""),
        ("Caf&eacute; &amp; Cie", "Café & Cie", ""),
        ("Le Four\x00\u202e", "Le Four", ""),
        ("=HYPERLINK(1)", "HYPERLINK(1)", "formula"),
        ("@SUM(A1)", "SUM(A1)", "formula"),
        ("-2+3|cmd", "2+3|cmd", "formula"),
        ("+ de liens", "+ de liens", ""),
        ("Prix < 10 € & + ", "Prix < 10 € & +", ""),
        ("x" * 300, "x" * 159 + "…", "160"),
        (12, "12", ""),
        (12.0, "12", ""),
        (["x"], "", ""),
        (True, "", ""),
    ],
)
def test_names_are_cleaned(said, expected, note):
    notes = []
    assert texts.one_line(said, "name", notes, 160) == expected
    assert bool(notes) == bool(note)
    assert note in " ".join(notes)


def test_paragraphs_and_lists_stay_apart():
    said = "<p>Un</p><p>Deux</p><ul><li>a</li><li>b</li></ul>"
    assert texts.paragraphs(said, "x", []) == "Un\n\nDeux\n\na\nb"


@pytest.mark.parametrize(
    "said",
    ["javascript:alert(1)", "data:text/html,x", "ftp://e.org", "file:///etc/passwd", "x", "https://" + "e" * 250],
)
def test_other_addresses_are_left_out_and_said(said):
    notes = []
    assert texts.web_address(said, "site", notes) == ""
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00+00:00"),
        ("2026-03-01", "2026-02-28T23:00:00+00:00"),
        ("01/03/2026", "2026-02-28T23:00:00+00:00"),
        (1767225600, "2026-01-01T00:00:00+00:00"),
        ("1767225600", "2026-01-01T00:00:00+00:00"),
        ("9999-12-31", None),
        ("1970-01-01", None),
        ("32/13/2026", None),
        ("demain", None),
    ],
)
def test_dates_are_read(said, expected):
    found = values.moment(said, NOON, [])
    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 2), (45, 181), (0, 0), ("nord", 2), (45, None), (1e400, 2)])
def test_points_nowhere_are_left_out_and_said(latitude, longitude):
    notes = []
    assert values.point(latitude, longitude, notes) is None
    assert len(notes) == 1


def test_nothing_is_said_where_nothing_was():
    assert entry_of(Row(1, {"name": "Rien d’autre"}), "gogocarto", NOON).notes == []


def test_a_siren_that_contradicts_the_siret_is_left_out():
    entry = entry_of(Row(1, element(siret="73282932000074", siren="552100554")), "gogocarto", NOON)
    assert entry.values["siret"] == "73282932000074"
    assert "siren" not in entry.values
    assert len(entry.notes) == 1


def test_an_identifier_stays_when_other_things_change():
    first = entry_of(Row(1, {"Nom": "Le Four", "Ville": "Ville", "Site": "a.org"}), "csv", NOON)
    second = entry_of(Row(9, {"Nom": "LE FOUR", "Ville": "ville", "Site": "b.org"}), "csv", NOON)
    assert first.remote_id == second.remote_id
    assert first.content_hash != second.content_hash


def test_the_fingerprint_is_that_of_what_was_read():
    raw = element()
    assert (
        entry_of(Row(1, raw), "gogocarto", NOON).content_hash
        == entry_of(Row(2, dict(reversed(raw.items()))), "gogocarto", NOON).content_hash
    )
    assert canonical_json(raw)
