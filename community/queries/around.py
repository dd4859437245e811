"""What stands around an actor: those it works with, those nearby, what was found about it."""

from django.db.models import Q, QuerySet

from community.models import Actor, Attestation, Report
from community.states import AttestationState

NEIGHBOURS = 3
DEGREES = 0.3  # some thirty kilometres


def attestations(actor: Actor) -> list[Attestation]:
    """Accepted attestations in both directions, with published actors."""
    mine = Q(author=actor, subject__state="published") | Q(subject=actor, author__state="published")
    found = Attestation.objects.filter(mine, state=AttestationState.ACCEPTED)
    return list(found.select_related("author", "subject")[:12])


def neighbours(actor: Actor, sectors: list) -> QuerySet[Actor]:
    """Other published actors of the same sectors nearby, for cards."""
    if actor.latitude is None or not sectors:
        return Actor.objects.none()
    box = Actor.objects.published().filter(
        latitude__range=(actor.latitude - DEGREES, actor.latitude + DEGREES),
        longitude__range=(actor.longitude - DEGREES, actor.longitude + DEGREES),
    )
    same = Actor.objects.filter(sectors__in=sectors).values("pk")
    return box.filter(pk__in=same).exclude(pk=actor.pk).ranked().for_cards()[:NEIGHBOURS]


def public_findings(actor: Actor) -> list[Report]:
    """Concluded reports whose facts a facilitator chose to show; never what was said before."""
    found = actor.reports.filter(is_public=True, concluded_at__isnull=False).order_by("-concluded_at")
    return list(found.only("finding", "answer", "concluded_at", "answered_at")[:5])
