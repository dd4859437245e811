"""`?since=`: what changed, what is gone, and cursors."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.exports.cursor import EPOCH, OVERLAP, Cursor, CursorError, after, read
from community.states import Publication
from tests.community.exports.conftest import NOON, archived

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(0, 10**18 - 1))
def test_a_cursor_survives_the_journey(at, pk):
    assert read(str(Cursor(at, pk))) == Cursor(at, pk)


@pytest.mark.parametrize(
    "text", ["x", "é", "MTIz", "MS4yLjM", "LTEuMg", "==", "\x00", "9" * 400, "MTIzNDU2Nzg5MDEyMzQ1Njc4LjE"]
)
def test_other_texts_are_no_cursors(text):
    with pytest.raises(CursorError):
        read(text)


def test_a_cursor_never_names_the_last_minute():
    now = NOON
    assert after(Cursor(now - timedelta(seconds=1), 7), now) == Cursor(now - OVERLAP, 0)
    assert after(None, now) == Cursor(now - OVERLAP, 0)
    assert after(Cursor(now - timedelta(hours=1), 7), now) == Cursor(now - timedelta(hours=1), 7)


@pytest.mark.parametrize("path", ["/actors.geojson", "/actors.csv"])
def test_a_bad_cursor_is_refused_with_the_way_on(client, db, path):
    response = client.get(path, {"since": "hier"})
    assert response.status_code == 400
    assert response.content.startswith(b"This cursor is not one of ours")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_only_what_changed_after_the_cursor(make, features, rows):
    first, second, third = make(), make(), make()
    since = str(Cursor(first.changed_at, first.pk))
    assert [feature["id"] for feature in features(since=since)] == [str(second.uid), str(third.uid)]
    assert [row["uid"] for row in rows(since=since)] == [str(second.uid), str(third.uid)]


def test_rows_of_one_moment_are_told_apart(make, features):
    actors = [make(changed_at=NOON) for _ in range(3)]
    since = str(Cursor(NOON, actors[1].pk))
    assert [feature["id"] for feature in features(since=since)] == [str(actors[2].uid)]


def test_both_forms_give_the_cursor_that_comes_next(make, client, features):
    actor = make()
    csv = client.get("/actors.csv").headers["X-Cursor"]
    response = client.get("/actors.geojson")
    text = b"".join(response.streaming_content).decode()
    assert response.headers["X-Cursor"] == csv
    assert text.endswith(f'],"cursor":"{csv}"}}\n')
    assert features(since=csv) == []
    actor.changed_at = NOON + timedelta(hours=1)
    actor.save()
    assert len(features(since=csv)) == 1


def test_a_change_of_the_last_minute_comes_again(make, client, features):
    now = datetime.now(UTC)
    make(changed_at=now - timedelta(seconds=2))
    cursor = client.get("/actors.csv").headers["X-Cursor"]
    late = make(changed_at=now - timedelta(seconds=30))  # its transaction ended after the copy
    assert str(late.uid) in {feature["id"] for feature in features(since=cursor)}


def test_what_is_gone_says_when_and_why_and_nothing_else(make, features, rows):
    gone = make(name="Fermée", summary="Ne plus dire", **archived())
    since = str(Cursor(EPOCH, 0))
    said = {
        "uid": str(gone.uid),
        "changed_at": "2026-11-20T12:01:00+00:00",
        "gone_at": "2026-11-21T12:00:00+00:00",
        "reason": "closed",
        "replaced_by": None,
    }
    assert features(since=since) == [{"type": "Feature", "id": said["uid"], "geometry": None, "properties": said}]
    assert {name: value for name, value in rows(since=since)[0].items() if value} | {"replaced_by": None} == said


def test_a_whole_copy_has_no_tombstones(make, features, rows):
    make(**archived())
    assert features() == rows() == []


def test_a_duplicate_names_what_replaces_it_while_that_is_public(make, features):
    kept = make()
    gone = make(merged_into=kept, **archived(archived_reason="duplicate"))
    since = str(Cursor(kept.changed_at, kept.pk))
    assert [f["properties"]["replaced_by"] for f in features(since=since)] == [str(kept.uid)]
    kept.state = Publication.DRAFT
    kept.save()
    assert [(f["id"], f["properties"]["replaced_by"]) for f in features(since=since)] == [(str(gone.uid), None)]


def test_what_comes_back_is_an_entry_again(make, features):
    actor = make(**archived())
    actor.state, actor.archived_at, actor.archived_reason = Publication.PUBLISHED, None, ""
    actor.save()
    assert features(since=str(Cursor(EPOCH, 0)))[0]["properties"]["name"] == actor.name


def test_what_was_never_public_leaves_no_trace(make, take):
    draft = make(state=Publication.DRAFT, published_at=None)
    discarded = make(published_at=None, **archived())
    text = take("/actors.geojson", since=str(Cursor(EPOCH, 0)))
    assert str(draft.uid) not in text
    assert str(discarded.uid) not in text
