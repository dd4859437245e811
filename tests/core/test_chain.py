"""The chain, without a database: whatever is touched is found."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import chain

words = st.text(st.characters(codec="utf-8"), max_size=12)
contents = st.lists(st.tuples(st.datetimes(timezones=st.just(UTC)), words, words, words, words, words), min_size=1)

patient = settings(deadline=None)  # a busy machine is no defect


def build(rows):
    """A chain of these contents."""
    links, previous = [], chain.FIRST
    for seq, (at, kind, actor, object_kind, object_ref, data) in enumerate(rows, 1):
        link = chain.Link(seq, at, kind, actor, object_kind, object_ref, data, "", previous)
        links.append(link._replace(hash=chain.link_hash(link)))
        previous = links[-1].hash
    return links


@patient
@given(contents)
def test_an_untouched_chain_holds(rows):
    assert chain.first_break(build(rows)) is None


@patient
@given(contents, st.data())
def test_any_other_value_in_any_field_of_any_event_is_found_there(rows, data):
    links = build(rows)
    place = data.draw(st.integers(0, len(links) - 1))
    field = data.draw(st.sampled_from(chain.Link._fields))
    value = getattr(links[place], field)
    kinds = {"seq": st.integers(0, 2**63), "at": st.datetimes(timezones=st.just(UTC))}
    links[place] = links[place]._replace(**{field: data.draw(kinds.get(field, words).filter(lambda v: v != value))})
    assert chain.first_break(links).seq == place + 1


@patient
@given(contents, words, words)
def test_moving_a_character_from_one_field_to_the_next_changes_the_hash(rows, left, right):
    link = build(rows)[0]
    one, other = link._replace(kind=left + "x", actor=right), link._replace(kind=left, actor="x" + right)
    assert chain.link_hash(one) != chain.link_hash(other)


@patient
@given(contents.filter(lambda rows: len(rows) > 1), st.data())
def test_a_removed_or_moved_event_is_found(rows, data):
    links = build(rows)
    place = data.draw(st.integers(0, len(links) - 2))
    without = links[:place] + links[place + 1 :]
    swapped = [*links[:place], links[place + 1], links[place], *links[place + 2 :]]
    assert chain.first_break(without).seq == place + 1
    assert chain.first_break(swapped).seq == place + 1


def test_the_hash_is_the_one_that_the_format_says():
    """A fixed vector: a verifier written from the description must find the same."""
    at = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    link = chain.Link(1, at, "charter.published", "system", "certification.charterversion", "1", "{}", "", chain.FIRST)
    assert chain.link_hash(link) == "dbb63c36485adea26bfb1a0c65e9a8eed739f3b51edffd7281652b3fd87d7579"
    elsewhere = link._replace(at=at.astimezone(datetime.now().astimezone().tzinfo))
    assert chain.link_hash(elsewhere) == chain.link_hash(link)


def test_a_commitment_depends_on_salt_and_text():
    assert len({chain.commitment(salt, text) for salt in ("a", "b") for text in ("", "x")}) == 4


@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}])
def test_canonical_json_takes_plain_values_only(value):
    with pytest.raises((TypeError, ValueError)):
        chain.canonical_json(value)


def test_fifty_thousand_events_are_checked_in_a_second():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    links = build(
        (start + timedelta(seconds=n), "test.kind", "system", "app.model", str(n), "{}") for n in range(50_000)
    )
    began = time.process_time()
    assert chain.first_break(links) is None
    assert time.process_time() - began < 1
