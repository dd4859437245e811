"""What the community holds of a person, and how it forgets it."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from community.models import (
    Actor,
    ActorUserObjectPermission,
    CalendarFeed,
    CheckAnswer,
    Claim,
    DraftPart,
    ImportRun,
    Invitation,
    Letter,
    Meeting,
    MeetingReply,
    Notification,
    Preference,
    Report,
)
from core import changes, journal


def export(user: User) -> dict:
    """Which pages a person looks after, and all that they said of others."""
    return {
        "looks_after": [
            {"actor": str(row.content_object), "role": row.permission.codename}
            for row in _grants(user).select_related("content_object", "permission")
        ],
        "claims": list(
            Claim.objects.filter(user=user).values(
                "actor__name", "position", "proof_kind", "proof", "state", "created_at"
            )
        ),
        "reports": list(
            Report.objects.filter(user=user).values("actor__name", "kind", "comment", "proposed", "state", "created_at")
        ),
        "answers_to_reports": list(
            Report.objects.filter(answered_by=user).values("actor__name", "answer", "answered_at")
        ),
        "checks": list(
            CheckAnswer.objects.filter(user=user).values("check_asked__actor__name", "answer", "comment", "at")
        ),
        "invitations": list(
            Invitation.objects.filter(email__iexact=user.email).values("actor__name", "role", "state", "created_at")
        ),
        "drafts": list(DraftPart.objects.filter(saved_by=user).values("actor__name", "step", "data", "saved_at")),
        "notifications": list(
            Notification.objects.filter(person=user).values("kind", "subject", "text", "quoted", "at", "read_at")
        ),
        "meetings_convened": list(
            Meeting.objects.filter(convened_by=user).values("title", "starts_at", "place", "text")
        ),
        "meetings_answered": list(
            MeetingReply.objects.filter(person=user).values("meeting__title", "meeting__starts_at", "answer", "at")
        ),
        "how_to_be_told": list(Preference.objects.filter(person=user).values("kind", "channel")),
        "reminders": list(Letter.objects.filter(user=user).values("actor__name", "sent_at", "answer")),
    }


def erase(user: User) -> None:
    """Drop rights, claims and addresses; what was said of others stays without a name. Pages stay, unclaimed."""
    claims = Claim.objects.filter(user=user)
    for claim in claims:
        journal.forget(journal.about(claim))
    claims.delete()
    reports = Report.objects.filter(user=user)
    for report in reports:
        journal.forget(journal.about(report))
    reports.update(user=None, email="")
    CheckAnswer.objects.filter(user=user).update(user=None, comment="")
    Invitation.objects.filter(email__iexact=user.email).delete()
    Report.objects.filter(email__iexact=user.email).update(email="")
    Letter.objects.filter(user=user).delete()
    Notification.objects.filter(person=user).delete()
    Preference.objects.filter(person=user).delete()
    MeetingReply.objects.filter(person=user).delete()
    CalendarFeed.objects.filter(person=user).delete()
    Meeting.objects.filter(convened_by=user).update(convened_by=None)
    ImportRun.objects.filter(started_by=user).update(started_by=None)
    alone = Actor.objects.filter(created_by=user, state="draft", pk__in=_grants(user).values("content_object"))
    for organisation in alone.exclude(pk__in=_shared(user)):
        organisation.delete()
    DraftPart.objects.filter(saved_by=user).update(saved_by=None)
    _empty_contacts(user)
    _grants(user).delete()


def _empty_contacts(user: User) -> None:
    """Take a person's address off the pages that gave it; page by page, so that the index and the exports follow."""
    address = user.email
    for organisation in Actor.objects.filter(Q(private_email__iexact=address) | Q(public_email__iexact=address)):
        if organisation.private_email.lower() == address.lower():
            organisation.contact_name = organisation.private_email = organisation.private_phone = ""
        if organisation.public_email.lower() == address.lower():
            organisation.public_email = ""
        organisation.save()
        changes.note(organisation, now=timezone.now())


def _grants(user: User):
    return ActorUserObjectPermission.objects.filter(user=user)


def _shared(user: User):
    """Actors that somebody else looks after too."""
    return ActorUserObjectPermission.objects.exclude(user=user).values("content_object")
