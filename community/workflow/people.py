"""Who looks after an actor: invitations, roles, handing over, claims."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from community import notifications
from community.models import Actor, Claim, Invitation, PersonRole
from community.states import ClaimState, InvitationState
from community.workflow.checks import close_checks
from community.workflow.common import begin, locked, move
from core import journal, page_cache
from core.refusals import Refused

INVITATION_LENGTH = timedelta(days=30)
INVITATION_KEPT = timedelta(days=90)
CLAIM_REMINDERS = (timedelta(days=7), timedelta(days=14), timedelta(days=28))


class AlreadyThere(Refused):
    """The person who is invited has this role."""


@transaction.atomic
def invite(*, organisation: Actor, email: str, role: str, actor: User, now: datetime) -> Invitation:
    """Ask somebody by e-mail to look after a page; a second invitation to the same address replaces the first."""
    organisation = begin(organisation, "invite", actor)
    if organisation.user_permissions.filter(
        user__email__iexact=email, permission__codename__in={role, PersonRole.MANAGER}
    ).exists():
        raise AlreadyThere(_("This person already has this role."))
    for older in organisation.invitations.filter(email__iexact=email, state=InvitationState.OPEN):
        move(older, "withdraw")
        older.save()
    invitation = Invitation.objects.create(
        actor=organisation, email=email.lower(), role=role, invited_by=actor, created_at=now
    )
    notifications.notify(
        "invitation",
        to=User.objects.filter(email__iexact=email, is_active=True).first() or email.lower(),
        url=notifications.link("invitation", invitation.uid),
        actor=organisation.public_name if organisation.is_published else str(_("an organisation being described")),
        person=actor.get_full_name(),
    )
    journal.record("actor.invited", actor=actor, obj=organisation, now=now, data={"role": role})
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Begin to look after a page: the person whose address was invited, signed in.

    Raises:
        Refused: the invitation is too old, or was sent to another address.
    """
    organisation = locked(invitation.actor)
    invitation = begin(invitation, "accept", actor, bearer=True)
    if now > invitation.created_at + INVITATION_LENGTH:
        raise Refused(_("This invitation is too old. Ask for another one."))
    if actor.email.lower() != invitation.email:
        raise Refused(_("This invitation was sent to another address. Sign in with the account of that address."))
    move(invitation, "accept")
    invitation.accepted_by = actor
    invitation.save()
    _join(organisation, actor, invitation, now)


def _join(organisation: Actor, actor: User, invitation: Invitation, now: datetime) -> None:
    is_manager = organisation.user_permissions.filter(user=actor, permission__codename=PersonRole.MANAGER).exists()
    if is_manager:
        return  # an older invitation does not take away what the person has since received
    grant(organisation, actor, invitation.role, by=invitation.invited_by, now=now)
    if invitation.role == PersonRole.MANAGER:
        close_checks(organisation, now)
    for manager in notifications.managers(organisation):
        if manager != actor:
            notifications.tell(
                "person_joined", manager, organisation,
                url_name="people", args=[organisation.uid], person=actor.get_full_name(),
            )  # fmt: skip


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Take an invitation back before it is accepted."""
    invitation = begin(invitation, "withdraw", actor)
    move(invitation, "withdraw")
    invitation.save()
    journal.record("actor.invitation_withdrawn", actor=actor, obj=invitation.actor, now=now)


@transaction.atomic
def remove_person(*, organisation: Actor, person: User, actor: User, now: datetime, why: str = "") -> None:
    """Take a person's rights on a page away; a page keeps a manager as long as it had one, but for a facilitator."""
    organisation = begin(organisation, "remove_person", actor)
    if person == actor:
        raise Refused(_("To stop looking after this page yourself, leave it."))
    if not organisation.user_permissions.filter(user=person).exists():
        raise Refused(_("This person no longer looks after this page."))
    _revoke(organisation, person)
    journal.record(
        "actor.person_removed", actor=actor, obj=organisation, now=now, data={"person": str(person.uid)}, why=why
    )
    notifications.tell("person_removed", person, organisation, url_name="mine")


@transaction.atomic
def leave(*, organisation: Actor, actor: User, now: datetime) -> None:
    """Stop looking after a page."""
    organisation = begin(organisation, "leave", actor)
    _revoke(organisation, actor)
    journal.record("actor.person_left", actor=actor, obj=organisation, now=now)


@transaction.atomic
def hand_over(*, organisation: Actor, person: User, actor: User, now: datetime) -> None:
    """Make somebody who already writes for the page its manager, and leave."""
    organisation = begin(organisation, "hand_over", actor)
    if not organisation.user_permissions.filter(user=person).exists() or person == actor:
        raise Refused(_("Choose somebody who already looks after this page."))
    grant(organisation, person, PersonRole.MANAGER, by=actor, now=now)
    _revoke(organisation, actor)
    journal.record("actor.handed_over", actor=actor, obj=organisation, now=now, data={"person": str(person.uid)})
    notifications.tell(
        "handed_over", person, organisation,
        url_name="manage", args=[organisation.uid], person=actor.get_full_name(),
    )  # fmt: skip


def grant(organisation: Actor, person: User, role: str, *, by: User | None, now: datetime) -> None:
    """Give a person one role on a page, in the place of any other."""
    _take_roles(organisation, person)
    assign_perm(role, person, organisation)
    journal.record(
        "actor.person_added", actor=by, obj=organisation, now=now, data={"person": str(person.uid), "role": role}
    )


def _take_roles(organisation: Actor, person: User) -> None:
    for role in PersonRole.values:
        remove_perm(role, person, organisation)
    page_cache.invalidate()  # the page says whether somebody looks after it


def _revoke(organisation: Actor, person: User) -> None:
    """End a person's part in a page, and the invitations that the person sent for it."""
    _take_roles(organisation, person)
    for invitation in organisation.invitations.filter(invited_by=person, state=InvitationState.OPEN):
        move(invitation, "withdraw")
        invitation.save()


def forget_invitations(now: datetime) -> None:
    """Delete invitations, and with them the addresses they hold, once nobody can accept them."""
    Invitation.objects.filter(created_at__lt=now - INVITATION_KEPT).delete()


@transaction.atomic
def claim(*, organisation: Actor, actor: User, position: str, proof_kind: str, proof: str, now: datetime) -> Claim:
    """Say that an unclaimed page is that of one's organisation; facilitators decide."""
    organisation = begin(organisation, "claim", actor)
    filed = Claim(actor=organisation, user=actor, position=position, proof_kind=proof_kind, proof=proof, created_at=now)
    filed.full_clean()
    filed.save()
    for facilitator in notifications.facilitators():
        notifications.tell(
            "claim_filed", facilitator, organisation,
            url_name="claim_decision", args=[filed.uid], person=actor.get_full_name(), proof=proof,
        )  # fmt: skip
    journal.record("actor.claimed", actor=actor, obj=organisation, now=now)
    return filed


@transaction.atomic
def accept_claim(*, claim: Claim, actor: User, now: datetime) -> None:
    """Entrust the page to the person who claims it."""
    claim = begin(claim, "accept", actor)
    organisation = locked(claim.actor)
    if organisation.is_claimed:
        raise Refused(_("Somebody already looks after this page. Write to them, or report what is wrong."))
    _decide(claim, "accept", actor, now)
    grant(organisation, claim.user, PersonRole.MANAGER, by=actor, now=now)
    close_checks(organisation, now)
    notifications.tell("claim_accepted", claim.user, organisation, url_name="manage", args=[organisation.uid])


@transaction.atomic
def decline_claim(*, claim: Claim, actor: User, reason: str, now: datetime) -> None:
    """Say no, and why."""
    claim = begin(claim, "decline", actor)
    claim.reason = reason
    _decide(claim, "decline", actor, now)
    notifications.tell(
        "claim_declined", claim.user, claim.actor, url_name="actor", args=[claim.actor.slug], reason=reason
    )


def _decide(claim: Claim, action: str, actor: User, now: datetime) -> None:
    move(claim, action)
    claim.decided_by, claim.decided_at = actor, now
    claim.save()
    journal.record(f"claim.{claim.state}", actor=actor, obj=claim, now=now, why=claim.reason)


@transaction.atomic
def withdraw_claim(*, claim: Claim, actor: User, now: datetime) -> None:
    """Take one's claim back."""
    claim = begin(claim, "withdraw", actor)
    move(claim, "withdraw")
    claim.save()
    journal.record("claim.withdrawn", actor=actor, obj=claim, now=now)


def remind_of_claims(now: datetime) -> None:
    """Tell facilitators of claims that wait, after 7, 14 and 28 days; once each, however often this runs."""
    for pk in Claim.objects.filter(state=ClaimState.OPEN, reminders__lt=len(CLAIM_REMINDERS)).values_list(
        "pk", flat=True
    ):
        _remind_of_claim(pk, now)


@transaction.atomic
def _remind_of_claim(pk: int, now: datetime) -> None:
    waiting = Claim.objects.select_for_update().select_related("actor", "user").get(pk=pk)
    due = sum(now >= waiting.created_at + delay for delay in CLAIM_REMINDERS)
    if waiting.state != ClaimState.OPEN or due <= waiting.reminders:
        return
    waiting.reminders, waiting.reminded_at = due, now  # late, one reminder stands for those that were missed
    waiting.save()
    for facilitator in notifications.facilitators():
        notifications.tell(
            "claim_waiting", facilitator, waiting.actor, url_name="claim_decision", args=[waiting.uid],
            person=waiting.user.get_full_name(), days=(now - waiting.created_at).days,
        )  # fmt: skip
