"""Confirmations, reminders, stale pages, archives."""

from datetime import timedelta

import pytest
from post_office.models import Email

from community import links
from community.models import Actor, CommunitySettings, DoNotWrite, FamilyMonths, Letter
from community.models.letters import address_hash
from community.states import Freshness, Publication
from community.workflow import freshness
from core.refusals import NotAllowed
from tests.factories.accounts import make_user
from tests.factories.community import hide_all, make_actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nobody_else(db):
    hide_all()


@pytest.fixture
def due(manager, now):
    return make_actor(manager=manager, name="Atelier", due_at=now)


def run(now):
    sent = freshness.send_letters(now)
    return sent, freshness.mark_stale(now)


def test_a_confirmation_begins_a_new_cycle(due, manager, now):
    Actor.objects.filter(pk=due.pk).update(letters=2, last_letter_at=now, is_stale=True)
    freshness.confirm(organisation=due, actor=manager, now=now + 50 * DAY)
    due.refresh_from_db()
    assert (due.letters, due.last_letter_at, due.is_stale, due.confirmed_by) == (0, None, False, "owner")
    assert due.due_at.date().isoformat() == "2028-01-14"
    assert due.edited_at is None  # to confirm is not to edit


def test_length_is_a_setting_and_may_differ_by_family(due, manager, now):
    settings = CommunitySettings.load()
    settings.confirm_months = 6
    settings.family_months = [FamilyMonths(family="informal", months=3)]
    settings.save()
    freshness.confirm(organisation=due, actor=manager, now=now)
    due.refresh_from_db()
    assert due.due_at.date().isoformat() == "2027-05-25"
    informal = make_actor(manager=manager, family="informal")
    freshness.confirm(organisation=informal, actor=manager, now=now)
    informal.refresh_from_db()
    assert informal.due_at.date().isoformat() == "2027-02-25"


def test_a_facilitator_confirms_in_their_own_name_and_a_member_does_not(due, facilitator, member, now):
    freshness.confirm(organisation=due, actor=facilitator, now=now)
    due.refresh_from_db()
    assert due.confirmed_by == "facilitator"
    with pytest.raises(NotAllowed):
        freshness.confirm(organisation=due, actor=member, now=now)


def test_the_whole_cycle_of_silence(due, now):
    seen = []
    for day in range(60):
        run(now + day * DAY)
        due.refresh_from_db()
        seen.append((Email.objects.count(), due.freshness(now + day * DAY)))
    assert seen[0] == (1, Freshness.REMINDED)
    assert seen[20] == (1, Freshness.REMINDED)
    assert seen[21] == (2, Freshness.REMINDED_TWICE)
    assert seen[44] == (2, Freshness.REMINDED_TWICE)
    assert seen[45] == (2, Freshness.STALE)
    assert seen[59] == (2, Freshness.STALE)
    assert due.is_stale
    assert due.state == Publication.PUBLISHED  # nothing disappears by itself


def test_nothing_is_sent_before_the_day(due, now):
    assert freshness.send_letters(now - timedelta(seconds=1)) == 0
    assert not Email.objects.exists()


def test_running_twice_sends_nothing_twice(due, now):
    assert [freshness.send_letters(now) for _ in range(3)] == [1, 0, 0]
    assert Letter.objects.count() == 1


def test_every_manager_gets_it_in_their_language_with_links_of_their_own(due, now):
    from guardian.shortcuts import assign_perm  # noqa: PLC0415

    english = make_user("emma@example.org", language="en")
    assign_perm("manage_actor", english, due)
    assert freshness.send_letters(now) == 2
    mails = {mail.to[0]: mail for mail in Email.objects.all()}
    assert "est-elle toujours juste" in mails["manager@example.org"].subject
    assert "still right" in mails["emma@example.org"].subject
    assert "/en/letters/confirm/" in mails["emma@example.org"].message
    for letter in Letter.objects.all():
        assert links.sign(links.CONFIRM, letter.uid).split(":")[0] == str(letter.uid)


def test_at_most_so_many_mails_a_run_and_the_oldest_first(manager, now):
    settings = CommunitySettings.load()
    settings.letters_per_run = 2
    settings.save()
    for days in range(5):
        make_actor(manager=manager, name=f"Acteur {days}", due_at=now - days * DAY)
    sent = []
    while batch := freshness.send_letters(now):
        sent.append(batch)
    assert sent == [2, 2, 1]
    assert "Acteur 4" in Email.objects.order_by("pk").first().subject


def test_a_page_with_more_managers_than_mails_a_run_is_not_left_out(due, now):
    from guardian.shortcuts import assign_perm  # noqa: PLC0415

    settings = CommunitySettings.load()
    settings.letters_per_run = 1
    settings.save()
    assign_perm("manage_actor", make_user("second@example.org"), due)
    assert freshness.send_letters(now) == 2


def test_a_page_without_any_address_goes_through_its_cycle_without_mail(now):
    silent = make_actor(due_at=now)
    for day in (0, 21, 45):
        run(now + day * DAY)
    silent.refresh_from_db()
    assert silent.is_stale
    assert not Email.objects.exists()
    assert Letter.objects.count() == 2


def test_an_unclaimed_address_is_not_mailed_again_and_again(now):
    first = make_actor(due_at=now, public_email="mairie@example.org")
    make_actor(due_at=now, public_email="MAIRIE@example.org")
    for day in (0, 1, 21, 22, 45, 400, 800):
        run(now + day * DAY)
    assert Email.objects.count() == 1
    Letter.objects.filter(actor=first).exclude(address="").update(answer="confirm", answered_at=now)
    Actor.objects.filter(pk=first.pk).update(letters=0, due_at=now + 900 * DAY, is_stale=False)
    run(now + 900 * DAY)
    assert Email.objects.count() == 2  # who answers may be asked again


def test_who_asked_for_no_letters_gets_none(due, manager, now):
    DoNotWrite.objects.create(address=address_hash("MANAGER@example.org "))
    run(now)
    assert not Email.objects.exists()


def test_drafts_and_archived_pages_are_left_alone(manager, now):
    make_actor(manager=manager, due_at=now, state="archived", archived_reason="closed", archived_at=now)
    assert freshness.send_letters(now) == 0


def test_archiving_and_putting_back(due, manager, now):
    freshness.archive(organisation=due, reason="closed", actor=manager, now=now, why="Fin du bail")
    due.refresh_from_db()
    assert (due.state, due.archived_reason, due.archived_at) == (Publication.ARCHIVED, "closed", now)
    assert not Actor.objects.published().filter(pk=due.pk).exists()
    with pytest.raises(NotAllowed):
        freshness.archive(organisation=due, reason="asked", actor=manager, now=now)
    freshness.restore(organisation=due, actor=manager, now=now + DAY)
    due.refresh_from_db()
    assert (due.state, due.archived_reason, due.archived_at) == (Publication.PUBLISHED, "", None)
    assert due.last_confirmed_at == now + DAY
