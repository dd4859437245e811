"""What the process holds of a person, and how it forgets it: what was said stays, under the pseudonym."""

from itertools import groupby

from django.utils import timezone

from accounts.models import User
from certification.message_text import Names
from certification.models import (
    Condition,
    Evidence,
    FileFollow,
    Grid,
    Interest,
    Mandate,
    Message,
    MessageCall,
    MessageReport,
    Objection,
    PanelSeat,
    Position,
    PublicOpinion,
    Seat,
    UsefulMark,
    Visitor,
)
from certification.states import MandateState
from certification.workflow import mandates
from core import journal
from core.models import Event

ACTOR = "application__actor__name"


def export(user: User) -> dict:
    """Everything that a person did in the process, sealed or not: it is theirs to read."""
    seat = {"seat__person": user}
    return {
        "mandates": list(
            Mandate.objects.filter(person=user).values(
                "college", "is_alternate", "motivation", "shows_name", "state", "requested_at", "since", "until"
            )
        ),
        "interests": list(Interest.objects.filter(person=user).values(ACTOR, "has_interest", "text", "at")),
        "visits": list(
            Visitor.objects.filter(person=user).values(f"visit__{ACTOR}", "college", "visit__held_on", "signed_at")
        ),
        "seats": list(Seat.objects.filter(person=user).values(f"round__{ACTOR}", "round__number", "college", "ref")),
        "sealed_opinions": list(
            Grid.objects.filter(**seat).values(f"seat__round__{ACTOR}", "marks", "summary", "submitted_at")
        ),
        "positions": list(
            Position.objects.filter(**seat).values(
                f"seat__round__{ACTOR}", "value", "text", "condition", "condition_due_on", "taken_at"
            )
        ),
        "objections": list(
            Objection.objects.filter(**seat).values(
                ACTOR, "commitment", "harm", "evidence", "lifted_by", "state", "filed_at", "end_why"
            )
        ),
        "messages": _messages(user),
        "called_in_messages": MessageCall.objects.filter(person=user).count(),
        "follows": list(FileFollow.objects.filter(person=user).values_list(ACTOR, flat=True)),
        "reports_of_messages": list(
            MessageReport.objects.filter(person=user).values(
                f"message__{ACTOR}", "reason", "text", "at", "is_upheld", "words"
            )
        ),
        "useful": UsefulMark.objects.filter(person=user).count(),
        "public_opinions": list(
            PublicOpinion.objects.filter(person=user).values(ACTOR, "value", "text", "given_at", "edited_at")
        ),
        "appeals": list(
            PanelSeat.objects.filter(person=user).values(f"appeal__decision__{ACTOR}", "vote", "text", "voted_at")
        ),
        "conditions_to_verify": list(
            Condition.objects.filter(verifier=user).values(f"decision__{ACTOR}", "text", "due_on", "state")
        ),
        "evidence": list(Evidence.objects.filter(added_by=user).values(ACTOR, "title", "url", "added_at")),
    }


def _messages(user: User) -> list[dict]:
    """What a person said, as she or he wrote it; whom it calls has the name that she or he may know."""
    found = Message.objects.filter(author=user).select_related("application__actor").order_by("application", "at")
    said = []
    for application, group in groupby(found, lambda one: one.application):
        messages = list(group)
        names = Names(messages, application, user)
        said += [
            {
                ACTOR: application.actor.name, "audience": one.audience, "text": names.typed(one), "at": one.at,
                "edited_at": one.edited_at, "state": one.state,
            }
            for one in messages
        ]  # fmt: skip
    return said


def erase(user: User) -> None:
    """End mandates, take names off pages, drop what only concerned the person; seats stay as they were frozen."""
    now = timezone.now()
    for mandate in Mandate.objects.filter(person=user):
        if mandate.state in {MandateState.REQUESTED, MandateState.ACTIVE}:
            mandates.end(mandate=mandate, actor=None, now=now)
        journal.forget(journal.about(mandate))
    Mandate.objects.filter(person=user).update(motivation="", reason="", shows_name=False)
    Seat.objects.filter(person=user).update(shows_name=False)
    UsefulMark.objects.filter(person=user).delete()
    MessageCall.objects.filter(person=user).delete()
    FileFollow.objects.filter(person=user).delete()
    MessageReport.objects.filter(person=user).update(text="")
    Interest.objects.filter(person=user, has_interest=True).update(text="…")
    journal.forget(Event.objects.filter(kind="interest.declared", detail__private__contains=str(user.uid)))
