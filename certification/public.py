"""Reads for the public record: decisions, certificates, files open to opinion."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from certification.models import Application, Certificate, Decision
from certification.rules.certificates import state_on
from certification.rules.charters import commitments
from certification.rules.seals import MARKS, public_marks
from certification.states import ApplicationState, ObjectionState
from certification.words import explain, why_words


@dataclass(frozen=True)
class Summary:
    """How the seats marked one commitment."""

    code: str
    title: str
    marks: list[tuple[str, int]]


def summaries(decision: Decision) -> list[Summary]:
    """Commitment by commitment, how many seats gave each mark in the round that decided."""
    seats = decision.round.seats.select_related("grid") if decision.round else ()
    opened = [public_marks(seat.grid.marks) for seat in seats if getattr(seat, "grid", None) and seat.grid.submitted_at]
    return [_summary(one, opened) for _article, one in commitments(decision.application.charter.charter)]


def _summary(one: dict, opened: Iterable[dict]) -> Summary:
    said = [marks.get(one["code"]) for marks in opened]
    return Summary(one["code"], one["title"], [(mark, said.count(mark)) for mark in MARKS if mark in said])


def colleges(decision: Decision) -> list[tuple[str, str, str]]:
    """(college, position, why) of each of the six."""
    return [(one.college, one.position, why_words(one)) for one in decision.count.colleges]


def explanation(decision: Decision) -> list[str]:
    """The count in words."""
    return explain(decision.count)


def objections(decision: Decision) -> QuerySet:
    """The objections that were admitted or counted, with their answers, without who made them: for the record."""
    admitted = Q(admitted_at__lte=decision.decided_at)
    counted = Q(state=ObjectionState.FILED, filed_at__lte=decision.decided_at)
    found = decision.application.objections.filter(admitted | counted)
    return found.select_related("seat").prefetch_related("answers")


def certificate_state(certificate: Certificate, now: datetime) -> str:
    """The state at this moment, whatever the clock has written down."""
    return state_on(certificate.state, certificate.ends_at, now, suspended_until=certificate.suspended_until)


def certificate(number: str) -> Certificate:
    """A certificate with its actor, its decision and its charter, by its number; 404 for an unknown one."""
    found = Certificate.objects.select_related("actor", "decision__application__charter")
    return get_object_or_404(found, number=number)


def open_to_opinion(now: datetime) -> QuerySet[Application]:
    """Files on which any member may give an opinion today."""
    found = Application.objects.filter(
        state=ApplicationState.OPINION, opinion_opens_at__lte=now, opinion_ends_at__gt=now
    )
    return found.select_related("actor").order_by("opinion_ends_at")
