"""Who looks after a page: invitations, leaving, handing over, claims."""

from datetime import timedelta

import pytest
from post_office.models import Email

from community.models import ActorUserObjectPermission, Check, Claim, Invitation
from community.states import CheckState, ClaimState
from community.workflow import people
from core import journal
from core.models import Event, EventDetail
from core.refusals import NotAllowed, Refused
from tests.factories.accounts import make_user
from tests.factories.community import make_actor, make_draft

pytestmark = pytest.mark.django_db


def roles(organisation):
    return {
        (row.user.email, row.permission.codename)
        for row in ActorUserObjectPermission.objects.filter(content_object=organisation)
    }


def claim(organisation, person, now):
    return people.claim(
        organisation=organisation, actor=person, position="Trésorière", proof_kind="official", proof="Voir le JO.",
        now=now,
    )  # fmt: skip


@pytest.fixture
def organisation(manager):
    return make_actor(manager=manager, name="Atelier")


def test_invitation_is_sent_accepted_once_and_told(organisation, manager, colleague, now):
    invitation = people.invite(
        organisation=organisation, email="Colleague@Example.org", role="contribute_actor", actor=manager, now=now
    )
    mail = Email.objects.get()
    assert mail.to == ["colleague@example.org"]
    assert str(invitation.uid) in mail.message
    people.accept_invitation(invitation=invitation, actor=colleague, now=now)
    assert ("colleague@example.org", "contribute_actor") in roles(organisation)
    assert Email.objects.filter(to=manager.email).count() == 1
    with pytest.raises(NotAllowed):
        people.accept_invitation(invitation=invitation, actor=make_user("late@example.org"), now=now)


def test_only_the_invited_address_accepts(organisation, manager, colleague, now):
    """A link that was passed on opens nothing."""
    invitation = people.invite(
        organisation=organisation, email="x@example.org", role="manage_actor", actor=manager, now=now
    )
    with pytest.raises(Refused):
        people.accept_invitation(invitation=invitation, actor=colleague, now=now)
    assert roles(organisation) == {("manager@example.org", "manage_actor")}
    invitation.refresh_from_db()
    assert invitation.state == "open"


def test_an_older_invitation_takes_no_rights_away(organisation, manager, colleague, now):
    invitation = people.invite(
        organisation=organisation, email=colleague.email, role="contribute_actor", actor=manager, now=now
    )
    people.grant(organisation, colleague, "manage_actor", by=manager, now=now)
    people.accept_invitation(invitation=invitation, actor=colleague, now=now)
    assert (colleague.email, "manage_actor") in roles(organisation)


def test_whoever_leaves_takes_the_open_invitations_along(organisation, manager, colleague, now):
    people.grant(organisation, colleague, "manage_actor", by=manager, now=now)
    said = {"organisation": organisation, "role": "manage_actor", "now": now}
    theirs = people.invite(**said, email="friend@example.org", actor=colleague)
    others = people.invite(**said, email="other@example.org", actor=manager)
    people.remove_person(organisation=organisation, person=colleague, actor=manager, now=now)
    assert list(Invitation.objects.filter(state="open")) == [others]
    with pytest.raises(NotAllowed):
        people.accept_invitation(invitation=theirs, actor=make_user("friend@example.org"), now=now)


def test_an_unpublished_name_is_not_in_the_mail(manager, now):
    draft = make_draft(manager, name="Projet encore secret")
    people.invite(organisation=draft, email="x@example.org", role="contribute_actor", actor=manager, now=now)
    mail = Email.objects.get()
    assert "secret" not in mail.subject + mail.message
    assert "x@example.org" not in str([*Event.objects.values(), *EventDetail.objects.values()])


def test_invitations_are_forgotten_after_a_time(organisation, manager, now):
    said = {"organisation": organisation, "role": "contribute_actor", "actor": manager}
    people.invite(**said, email="old@example.org", now=now - timedelta(days=91))
    recent = people.invite(**said, email="recent@example.org", now=now - timedelta(days=89))
    people.forget_invitations(now)
    assert list(Invitation.objects.all()) == [recent]


def test_removing_somebody_who_is_not_there_is_said(organisation, manager, member, now):
    with pytest.raises(Refused):
        people.remove_person(organisation=organisation, person=member, actor=manager, now=now)


def test_a_second_invitation_replaces_the_first(organisation, manager, now):
    said = {"organisation": organisation, "email": "x@example.org", "actor": manager, "now": now}
    first = people.invite(**said, role="contribute_actor")
    second = people.invite(**said, role="manage_actor")
    assert list(Invitation.objects.filter(state="open")) == [second]
    with pytest.raises(NotAllowed):
        people.accept_invitation(invitation=first, actor=make_user("y@example.org"), now=now)


def test_an_old_invitation_is_refused(organisation, manager, colleague, now):
    invitation = people.invite(
        organisation=organisation, email="x@example.org", role="manage_actor", actor=manager, now=now
    )
    with pytest.raises(Refused):
        people.accept_invitation(invitation=invitation, actor=colleague, now=now + timedelta(days=31))
    assert roles(organisation) == {("manager@example.org", "manage_actor")}


def test_a_contributor_does_not_invite(manager, colleague, now):
    organisation = make_actor(manager=manager, contributor=colleague)
    with pytest.raises(NotAllowed):
        people.invite(organisation=organisation, email="x@example.org", role="manage_actor", actor=colleague, now=now)
    assert not Email.objects.exists()


def test_promoting_a_contributor_leaves_one_role(manager, colleague, now):
    organisation = make_actor(manager=manager, contributor=colleague)
    invitation = people.invite(
        organisation=organisation, email=colleague.email, role="manage_actor", actor=manager, now=now
    )
    people.accept_invitation(invitation=invitation, actor=colleague, now=now)
    assert roles(organisation) == {(manager.email, "manage_actor"), (colleague.email, "manage_actor")}


def test_leaving_and_the_last_manager(organisation, manager, colleague, now):
    with pytest.raises(NotAllowed):
        people.leave(organisation=organisation, actor=manager, now=now)
    people.grant(organisation, colleague, "manage_actor", by=manager, now=now)
    people.leave(organisation=organisation, actor=manager, now=now)
    assert roles(organisation) == {(colleague.email, "manage_actor")}


def test_handing_over_goes_to_somebody_who_already_writes(organisation, manager, colleague, member, now):
    with pytest.raises(Refused):
        people.hand_over(organisation=organisation, person=member, actor=manager, now=now)
    people.grant(organisation, colleague, "contribute_actor", by=manager, now=now)
    people.hand_over(organisation=organisation, person=colleague, actor=manager, now=now)
    assert roles(organisation) == {(colleague.email, "manage_actor")}
    assert Email.objects.filter(to=colleague.email).count() == 1


def test_removing_somebody(organisation, manager, colleague, now):
    people.grant(organisation, colleague, "manage_actor", by=manager, now=now)
    people.remove_person(organisation=organisation, person=colleague, actor=manager, now=now)
    assert roles(organisation) == {(manager.email, "manage_actor")}
    with pytest.raises(Refused):
        people.remove_person(organisation=organisation, person=manager, actor=manager, now=now)


def test_a_claim_is_decided_by_a_facilitator(member, facilitator, now):
    organisation = make_actor(name="Ferme")
    Check.objects.create(actor=organisation, needed=3, opposed_most=0, days_least=2)
    filed = claim(organisation, member, now)
    assert Email.objects.filter(to=facilitator.email, message__contains="Voir le JO.").count() == 1
    people.accept_claim(claim=filed, actor=facilitator, now=now)
    filed.refresh_from_db()
    assert (filed.state, filed.decided_by, filed.decided_at) == (ClaimState.ACCEPTED, facilitator, now)
    assert roles(organisation) == {(member.email, "manage_actor")}
    assert organisation.checks.get().state == CheckState.CLOSED  # members are no longer asked
    assert journal.about(filed).filter(kind="claim.accepted").count() == 1
    with pytest.raises(NotAllowed):
        people.decline_claim(claim=filed, actor=facilitator, reason="Non", now=now)


def test_a_declined_claim_says_why(member, facilitator, now):
    organisation = make_actor()
    filed = claim(organisation, member, now)
    people.decline_claim(claim=filed, actor=facilitator, reason="Le nom ne correspond pas.", now=now)
    assert Email.objects.filter(to=member.email, message__contains="Le nom ne correspond pas.").count() == 1
    assert roles(organisation) == set()
    claim(organisation, member, now)  # one may try again, with a better proof


def test_two_claims_and_one_page(member, colleague, facilitator, now):
    organisation = make_actor()
    first, second = claim(organisation, member, now), claim(organisation, colleague, now)
    people.accept_claim(claim=first, actor=facilitator, now=now)
    with pytest.raises(Refused):
        people.accept_claim(claim=second, actor=facilitator, now=now)
    assert roles(organisation) == {(member.email, "manage_actor")}


def test_facilitators_are_reminded_of_claims_once_each_time(member, facilitator, now):
    claim(make_actor(), member, now)
    Email.objects.all().delete()
    counts = []
    for days in (6, 7, 7, 8, 14, 27, 28, 90):
        people.remind_of_claims(now + timedelta(days=days))
        counts.append(Email.objects.filter(to=facilitator.email).count())
    assert counts == [0, 1, 1, 1, 2, 2, 3, 3]


def test_a_late_run_reminds_once_for_what_was_missed(member, facilitator, now):
    claim(make_actor(), member, now)
    Email.objects.all().delete()
    people.remind_of_claims(now + timedelta(days=60))
    people.remind_of_claims(now + timedelta(days=61))
    assert Email.objects.filter(to=facilitator.email).count() == 1
    assert Claim.objects.get().reminders == 3
