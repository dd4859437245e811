"""What a directory no longer has is withdrawn, and comes back with it."""

from datetime import timedelta

import pytest
from guardian.shortcuts import assign_perm

from community.models import Actor, RemoteRecord
from community.states import Publication
from core.models import Change
from tests.community.imports.conftest import NOON, counts, element, gogocarto, imported
from tests.factories.accounts import make_user
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=7)
MUCH_LATER = NOON + timedelta(days=14)


def states(source="Annuaire"):
    return [actor.state for actor in imported(source)]


def test_what_is_gone_is_archived_and_says_why(load):
    load(gogocarto(element(1), element(2)))
    Change.objects.all().delete()
    run = load(gogocarto(element(1)), now=LATER)
    kept, gone = imported()
    assert counts(run) == {"unchanged": 1, "gone": 1}
    assert (gone.state, gone.archived_reason, gone.archived_at) == (Publication.ARCHIVED, "gone", LATER)
    assert gone.changed_at > kept.changed_at
    assert list(Change.objects.values_list("object_key", flat=True)) == [str(gone.pk)]
    assert RemoteRecord.objects.get(actor=gone).gone_at == LATER


def test_it_comes_back_with_its_entry(load):
    load(gogocarto(element(1), element(2)))
    load(gogocarto(element(1)), now=LATER)
    withdrawn_at = imported()[1].changed_at
    run = load(gogocarto(element(1), element(2)), now=MUCH_LATER)
    back = imported()[1]
    assert counts(run) == {"unchanged": 1, "back": 1}
    assert (back.state, back.archived_reason, back.archived_at) == (Publication.PUBLISHED, "", None)
    assert back.changed_at > withdrawn_at
    assert RemoteRecord.objects.get(actor=back).gone_at is None
    assert back.revisions.count() == 1  # it says what it said


def test_what_was_archived_for_another_reason_does_not_come_back(load):
    load(gogocarto(element(1), element(2)))
    Actor.objects.filter(pk=imported()[1].pk).update(
        state=Publication.ARCHIVED, archived_reason="asked", archived_at=NOON
    )
    load(gogocarto(element(1)), now=LATER)
    load(gogocarto(element(1), element(2, name="Revenue")), now=MUCH_LATER)
    assert (imported()[1].state, imported()[1].archived_reason) == (Publication.ARCHIVED, "asked")


def test_a_page_that_somebody_manages_stays(load):
    load(gogocarto(element(1), element(2)))
    assign_perm("manage_actor", make_user("gerante@example.org"), imported()[1])
    run = load(gogocarto(element(1)), now=LATER)
    assert counts(run)["gone"] == 1
    assert states() == [Publication.PUBLISHED, Publication.PUBLISHED]


def test_a_page_that_another_directory_lists_stays(load):
    load(gogocarto(element(1), element(2, siret="73282932000074")))
    load(gogocarto(element(9, siret="73282932000074")), source="Autre")
    load(gogocarto(element(1)), now=LATER)
    assert states() == [Publication.PUBLISHED, Publication.PUBLISHED]
    load(gogocarto(element(8)), source="Autre", now=LATER)  # the other one drops it too, but did not bring it
    assert states() == [Publication.PUBLISHED, Publication.PUBLISHED]


def test_a_page_made_here_stays(load):
    ours = make_actor(name="Chez nous", siret="73282932000074")
    load(gogocarto(element(1), element(2, siret="73282932000074")))
    load(gogocarto(element(1)), now=LATER)
    ours.refresh_from_db()
    assert ours.state == Publication.PUBLISHED


def test_a_part_of_a_directory_withdraws_nothing(load):
    load(gogocarto(element(1), element(2)))
    assert counts(load(gogocarto(element(1)), now=LATER, is_whole=False)) == {"unchanged": 1}
    assert states() == [Publication.PUBLISHED, Publication.PUBLISHED]


def test_other_sources_are_left_alone(load):
    load(gogocarto(element(1)))
    load(gogocarto(element(2)), source="Autre", now=LATER)
    assert states() == [Publication.PUBLISHED]


def test_too_many_at_once_withdraw_nothing_unless_forced(load):
    load(gogocarto(*(element(number) for number in range(1, 61))))
    half = gogocarto(*(element(number) for number in range(1, 40)))
    run = load(half, now=LATER)
    assert counts(run) == {"unchanged": 39}
    assert states() == [Publication.PUBLISHED] * 60
    issue = run.issues.get()
    assert (issue.row, issue.is_fatal) == (0, True)
    assert "21" in issue.reason
    assert "60" in issue.reason
    assert counts(load(half, now=MUCH_LATER, force_gone=True)) == {"unchanged": 39, "gone": 21}
    assert states().count(Publication.ARCHIVED) == 21


def test_a_few_may_always_go(load):
    load(gogocarto(*(element(number) for number in range(1, 22))))
    assert counts(load(gogocarto(element(1)), now=LATER)) == {"unchanged": 1, "gone": 20}


@pytest.mark.parametrize(
    "content",
    [
        gogocarto(element(1))[:-40],  # cut off
        gogocarto(element(1)) + b"]}",
        b"[]",
        b'{"data": [{"nothing": 1}]}',  # no row says who it is
    ],
)
def test_a_broken_file_withdraws_nothing(load, content):
    load(gogocarto(element(1), element(2)))
    load(content, now=LATER)
    assert states() == [Publication.PUBLISHED, Publication.PUBLISHED]


@pytest.mark.parametrize("broken", [b'{"id": "e2", "name": }', b'{"id": "e2"}', b'{"id": "e2", "name": "\xff"}'])
def test_an_entry_that_cannot_be_read_is_not_gone(load, broken):
    load(gogocarto(element(1), element(2)))
    run = load(gogocarto(element(1))[:-2] + b"," + broken + b"]}", now=LATER)
    assert counts(run) == {"unchanged": 1, "unreadable": 1}
    assert states() == [Publication.PUBLISHED, Publication.PUBLISHED]


def test_an_entry_that_its_source_closed_is_gone(load):
    load(gogocarto(element(1), element(2)))
    run = load(gogocarto(element(1), element(2, status=-4)), now=LATER)
    assert counts(run) == {"unchanged": 1, "unreadable": 1, "gone": 1}
    assert states() == [Publication.PUBLISHED, Publication.ARCHIVED]


def test_what_a_person_archived_stays_archived_while_its_entry_lives(load):
    load(gogocarto(element(1)))
    Actor.objects.filter(pk=imported()[0].pk).update(
        state=Publication.ARCHIVED, archived_reason="gone", archived_at=NOON
    )
    load(gogocarto(element(1, name="Encore là")), now=LATER)
    assert states() == [Publication.ARCHIVED]
