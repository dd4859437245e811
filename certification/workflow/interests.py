"""Declarations of interest, made before a file is read; an interest recuses at once, on every surface."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from certification.models import Application, Interest, Seat
from certification.states import RoundState
from certification.workflow.common import begin, record, store


@transaction.atomic
def declare(*, application: Application, actor: User, has_interest: bool, text: str, now: datetime) -> Interest:
    """Say that one has no interest in a file, or which; it may be said again when something changes."""
    application = begin(application, "declare_interest", actor, now)
    declared = Interest.objects.filter(application=application, person=actor).first()
    declared = declared or Interest(application=application, person=actor)
    declared.has_interest, declared.text, declared.at = has_interest, text if has_interest else "", now
    store(declared)
    seat = Seat.objects.filter(
        round__application=application, round__state__in=(RoundState.OPEN, RoundState.NO_QUORUM), person=actor
    ).first()
    data = {"interest": has_interest} | ({"seat": seat.ref} if seat else {})
    if seat and has_interest and seat.recused_at is None:
        seat.recused_at = now
        seat.save()
    record(  # without the person: the seat's name and hers or his must not meet in public
        "interest.declared", actor=None, obj=application, now=now, data=data,
        private={"person": str(actor.uid), "text": declared.text},
    )  # fmt: skip
    return declared
