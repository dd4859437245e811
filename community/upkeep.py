"""What the community does in the background, each minute or so: late, twice or on two machines, all the same."""

from datetime import datetime, timedelta

from community.imports import queue
from community.models import Actor, ActorUserObjectPermission, DraftPart
from community.states import Publication
from community.workflow import checks, comments, freshness, imports, media, meetings, notices, people, reports
from core.tasks import periodic

EMPTY_DRAFT_KEPT = timedelta(days=30)


def register() -> None:
    """Declare the queues of the community."""
    queue.register()


@periodic
def keep_pages_true(now: datetime) -> None:
    """Send reminders, then grey what stays without an answer."""
    freshness.send_letters(now)
    freshness.mark_stale(now)


@periodic
def send_digests(now: datetime) -> None:
    """Write the digests that are due."""
    notices.send_digests(now)


@periodic
def remind_of_meetings(now: datetime) -> None:
    """Say what is near."""
    meetings.remind(now)


@periodic
def conclude_checks(now: datetime) -> None:
    """Conclude members' checks whose shortest time has passed."""
    checks.settle_checks(now)


@periodic
def remind_facilitators(now: datetime) -> None:
    """Say which claims wait for them."""
    people.remind_of_claims(now)


@periodic
def forget(now: datetime) -> None:
    """Forget what serves nobody any more: reports, addresses, invitations, drafts, pictures."""
    reports.forget_unconfirmed(now)
    reports.forget_addresses(now)
    comments.forget_unconfirmed(now)
    people.forget_invitations(now)
    media.forget_unused(now)
    imports.forget_rehearsals(now)
    notices.forget(now)
    drafts = Actor.objects.filter(state=Publication.DRAFT, created_at__lt=now - EMPTY_DRAFT_KEPT)
    drafts.filter(name="").exclude(pk__in=DraftPart.objects.values("actor")).delete()
    drafts.exclude(pk__in=ActorUserObjectPermission.objects.values("content_object")).delete()
