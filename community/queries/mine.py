"""What a person looks after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import User
from community.models import Actor, ActorUserObjectPermission, PersonRole
from community.models.document import PARTS, content_of
from community.rules import profiles
from community.states import AttestationState, Freshness, ReportState


@dataclass(frozen=True)
class Mine:
    """One organisation of a person, and what awaits it."""

    actor: Actor
    role: str
    freshness: Freshness
    completeness: int
    missing: list[str]  # sections, in the order of the form; first those that publication needs
    managers: list[str]
    has_draft: bool
    draft_saved_at: datetime | None
    reports: int
    attestations: int


def organisations_of(user: User, now: datetime) -> list[Mine]:
    """Everything that a person manages or writes for, in a number of queries that does not grow."""
    roles = dict(
        ActorUserObjectPermission.objects.filter(user=user).values_list("content_object", "permission__codename")
    )
    found = Actor.objects.filter(pk__in=roles).prefetch_related(*PARTS)
    counted = {row["pk"]: row for row in _counts(roles)}
    managers = _managers(roles)
    return [_mine(actor, roles[actor.pk], counted[actor.pk], managers.get(actor.pk, []), now) for actor in found]


def _counts(keys: Iterable[int]) -> QuerySet:
    open_reports = Q(reports__state=ReportState.OPEN)
    waiting = Q(attestations_received__state=AttestationState.PROPOSED)
    return (
        Actor.objects.filter(pk__in=keys)
        .order_by()
        .values("pk")
        .annotate(
            open_reports=Count("reports", filter=open_reports, distinct=True),
            waiting=Count("attestations_received", filter=waiting, distinct=True),
            parts=Count("draft_parts", distinct=True),
            saved_at=Max("draft_parts__saved_at"),
        )
    )


def _managers(keys: Iterable[int]) -> dict[int, list[str]]:
    """The names of those who manage each actor."""
    names: dict[int, list[str]] = {}
    rows = ActorUserObjectPermission.objects.filter(
        content_object__in=keys, permission__codename=PersonRole.MANAGER, user__is_active=True
    )
    for row in rows.select_related("user").order_by("pk"):
        names.setdefault(row.content_object_id, []).append(str(row.user))
    return names


def _mine(actor: Actor, role: str, counts: dict, managers: list[str], now: datetime) -> Mine:
    content = content_of(actor)
    return Mine(
        actor=actor,
        role=role,
        freshness=actor.freshness(now),
        completeness=profiles.completeness(content),
        missing=list(dict.fromkeys(one.section for one in profiles.missing(content))),
        managers=managers,
        has_draft=bool(counts["parts"]),
        draft_saved_at=counts["saved_at"],
        reports=counts["open_reports"],
        attestations=counts["waiting"],
    )


def people_of(actor: Actor) -> list[ActorUserObjectPermission]:
    """Who looks after an actor, managers first."""
    rows = actor.user_permissions.select_related("user", "permission").filter(user__is_active=True)
    return sorted(rows, key=lambda row: (row.permission.codename != PersonRole.MANAGER, str(row.user)))
