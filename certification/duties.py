"""What awaits somebody who sits, beside a round: conditions to verify, appeals, suspensions; and where one sits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from certification.bonds import unbound
from certification.models import Application, Condition, PanelSeat, Seat, Suspension
from certification.permissions import can
from certification.states import AppealState, ApplicationState, ConditionState, RoundState
from certification.workflow.suspensions import college_to_support


@dataclass(frozen=True)
class Duty:
    """Something else that awaits a person who sits: a condition to look at, a suspension to agree to, an appeal."""

    actor: str
    kind: str  # condition, suspension, appeal
    ref: str  # uid or number, for the address
    due_at: datetime | None = None


def duties(user: User, now: datetime) -> list[Duty]:
    """Conditions to verify, appeals on whose panel one sits, suspensions put before the colleges."""
    proved = Condition.objects.filter(verifier=user, state=ConditionState.PROVED)
    found = [
        Duty(one.decision.application.actor.public_name, "condition", str(one.uid))
        for one in proved.select_related("decision__application__actor")
        if can(user, "verify", one, now=now)
    ]
    panels = PanelSeat.objects.filter(person=user, vote="", appeal__state=AppealState.PANEL, appeal__closes_at__gt=now)
    panels = panels.filter(appeal__decision__application__in=unbound(user))
    found += [
        Duty(one.appeal.decision.application.actor.public_name, "appeal", str(one.appeal.uid), one.appeal.closes_at)
        for one in panels.select_related("appeal__decision__application__actor")
    ]
    return found + [
        Duty(one.certificate.actor.public_name, "suspension", one.certificate.number) for one in _suspensions(user, now)
    ]


def _suspensions(user: User, now: datetime) -> list[Suspension]:
    """The proposals that this person's college may still support."""
    proposed = Suspension.objects.filter(lifted_at__isnull=True, confirmed_at__isnull=True)
    proposed = proposed.select_related("certificate__actor", "certificate__decision__application__charter")
    return [
        one
        for one in proposed
        if can(user, "support_suspension", one.certificate, now=now) and college_to_support(one, user, now)
    ]


def sitting(user: User) -> QuerySet[Application]:
    """The files under deliberation in which a person sits, recused ones apart."""
    seats = Seat.objects.filter(person=user, recused_at__isnull=True).exclude(round__state=RoundState.VOID)
    live = (ApplicationState.DELIBERATION, ApplicationState.RECONCILIATION)
    found = Application.objects.filter(pk__in=seats.values("round__application"), state__in=live)
    found = found.filter(pk__in=unbound(user))
    return found.select_related("actor").order_by("pk")
