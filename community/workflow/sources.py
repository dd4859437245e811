"""What becomes of a page when the directory that it comes from says so. The caller's transaction; it stores."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from community import states
from community.models import Actor, ArchiveReason
from community.states import Publication
from community.workflow.common import move


def appear(organisation: Actor, now: datetime) -> None:
    """List an organisation that another directory lists; nobody has confirmed it here."""
    move(organisation, "publish")
    organisation.created_at = organisation.published_at = now
    organisation.changed_at = timezone.now()  # of this batch: who follows the exports must not miss it


def come_back(organisation: Actor, due_at: datetime) -> bool:
    """List a page again that was archived because its source no longer had it; whether that was so."""
    if organisation.state != Publication.ARCHIVED or organisation.archived_reason != ArchiveReason.GONE:
        return False
    move(organisation, "restore")
    organisation.archived_reason, organisation.archived_at = "", None
    organisation.due_at = max(organisation.due_at, due_at)
    organisation.letters, organisation.last_letter_at, organisation.is_stale = 0, None, False
    return True


def withdraw(keys: Iterable[int], now: datetime) -> None:
    """Archive pages whose source no longer has them: their address still says what became of them."""
    Actor.objects.published().filter(pk__in=list(keys)).update(
        state=states.LAW.target("actor", "archive"),
        archived_reason=ArchiveReason.GONE,
        archived_at=now,
        changed_at=timezone.now(),
    )
