"""The journal: one chain, whoever writes, and nobody rewrites it unnoticed."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from core import chain, journal
from core.models import Event, EventDetail, Generation
from tests.factories.accounts import make_user
from tests.factories.journal import append_only_tables, empty_journal, no_triggers


@pytest.fixture(autouse=True)
def _nothing_recorded_before(db):
    empty_journal()


def tamper(event, **fields):
    """What somebody who owns the database could do: triggers out of the way, a change, triggers back."""
    with no_triggers():
        Event.objects.filter(pk=event.pk).update(**fields)


@pytest.fixture
def three(db):
    ana = make_user()
    return [journal.record(f"test.{n}", actor=ana, obj=ana, data={"n": n}, why=f"because {n}") for n in range(3)]


def test_an_event_says_who_what_on_which_object_and_when():
    ana, bob = make_user(), make_user("bob@example.org")
    event = journal.record("account.invited", actor=ana, obj=bob, data={"b": 1, "a": "é"})
    event.refresh_from_db()
    assert (event.seq, event.kind, event.actor) == (1, "account.invited", str(ana.uid))
    assert (event.object_kind, event.object_ref) == ("accounts.user", str(bob.uid))
    assert event.data == '{"a":"é","b":1}'
    assert event.prev_hash == chain.FIRST
    assert event.commitment == ""


def test_without_an_actor_the_system_did_it():
    assert journal.record("test.tick", actor=None, obj=make_user()).actor == "system"


def test_the_reason_is_kept_apart_and_the_event_only_commits_to_it():
    ana = make_user()
    event = journal.record("test.left", actor=ana, obj=ana, why="ill health", private={"phone": "06"})
    assert event.detail.private == '{"phone":"06","why":"ill health"}'
    assert "ill health" not in str(Event.objects.values().get())


def test_the_same_reason_twice_gives_two_commitments():
    ana = make_user()
    first, second = (journal.record("test.left", actor=ana, obj=ana, why="ill") for _ in range(2))
    assert first.commitment != second.commitment


def test_an_object_without_a_stable_name_is_refused():
    with pytest.raises(journal.JournalError, match=r"core\.Generation needs"):
        journal.record("test.x", actor=None, obj=Generation.objects.get())


def test_values_that_json_does_not_know_are_refused():
    with pytest.raises(TypeError):
        journal.record("test.x", actor=None, obj=make_user(), data={"when": object()})


def test_writing_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(journal.JournalError, match="transaction"):
        journal.record("test.x", actor=None, obj=User(email="ana@example.org"))


def test_what_is_rolled_back_has_not_happened(transactional_db):
    ana = make_user()
    before = Event.objects.count()
    with transaction.atomic():
        journal.record("test.x", actor=None, obj=ana)
        transaction.set_rollback(True)
    assert Event.objects.count() == before


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_the_journal(three, act):
    events = Event.objects.filter(seq=2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(kind="other") if act == "update" else events._raw_delete(events.db)
    assert events.get().kind == "test.1"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
def test_the_database_refuses_to_empty_the_journal(three):
    connection.check_constraints()  # what is still to be checked would refuse it for another reason
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE core_event CASCADE")
    assert Event.objects.count() == 3


def test_the_journal_is_among_the_tables_that_only_grow():
    assert "core_event" in append_only_tables()


def test_a_whole_journal_holds(three):
    assert journal.verify() is None


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "test.9"},
        {"actor": "system"},
        {"data": '{"n":7}'},
        {"object_ref": "other"},
        {"commitment": ""},
        {"hash": "f" * 64},
        {"prev_hash": "e" * 64},
        {"seq": 9},
    ],
)
def test_a_changed_event_is_named(three, change):
    tamper(three[1], **change)
    assert journal.verify().seq == 2


def test_a_changed_reason_is_named(three):
    EventDetail.objects.filter(event=three[1]).update(private='{"why":"another"}')
    assert journal.verify() == chain.Break(2, "has a private part that was changed after it was written")


def test_an_erased_reason_leaves_the_chain_whole(three):
    assert journal.forget(Event.objects.filter(seq=2)) == 1
    assert journal.verify() is None
    assert EventDetail.objects.count() == 2


def test_events_about_an_object_are_its_own(three):
    other = make_user("bob@example.org")
    journal.record("test.other", actor=None, obj=other)
    assert [event.kind for event in journal.about(other)] == ["test.other"]


def test_the_command_says_that_all_is_well_and_gives_the_head(three):
    out = StringIO()
    call_command("journal_verify", stdout=out)
    assert f"3:{three[2].hash}" in out.getvalue()


def test_the_command_fails_and_names_the_first_broken_event(three):
    tamper(three[2], kind="x")
    tamper(three[1], kind="x")
    with pytest.raises(CommandError, match="Event 2 was changed"):
        call_command("journal_verify")


def test_the_command_finds_that_the_end_was_cut(three):
    head = "{}:{}".format(*journal.head())
    call_command("journal_verify", "--anchor", head)
    with no_triggers():
        EventDetail.objects.filter(event__seq=3).delete()
        Event.objects.filter(seq=3)._raw_delete("default")
    assert journal.verify() is None
    with pytest.raises(CommandError, match="Event 3"):
        call_command("journal_verify", "--anchor", head)


def test_a_malformed_anchor_is_explained():
    with pytest.raises(CommandError, match="NUMBER:HASH"):
        call_command("journal_verify", "--anchor", "yesterday")


def write(uid, count):
    """Write events from a thread of its own, each in its own transaction."""
    user = User(uid=uid)
    try:
        for n in range(count):
            with transaction.atomic():
                journal.record("test.thread", actor=user, obj=user, data={"n": n}, why="load")
    finally:
        connection.close()


def test_writers_at_once_keep_one_chain(real_database):
    users = [make_user(f"user{n}@example.org") for n in range(4)]
    before = Event.objects.count()
    with ThreadPoolExecutor(len(users)) as pool:
        list(pool.map(lambda user: write(user.uid, 25), users))
    assert Event.objects.count() == before + 100
    assert journal.verify() is None
