"""Reads about the colleges: how many sit, who agreed to be named, who asks to."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.models import User
from certification.models import College, Mandate, MandateConfirmation
from certification.states import MandateState
from community.permissions import is_facilitator
from core.colleges import COLLEGES


@dataclass(frozen=True)
class Seated:
    """One college as everybody sees it."""

    code: str
    label: str
    mission: str
    seats: int
    alternates: int
    names: list[tuple[str, bool]]  # of those who agreed: who, whether as an alternate


def colleges_with_seats(day: date) -> list[Seated]:
    """The six, in the order of the sign; two queries."""
    held = list(Mandate.objects.in_force(day).values_list("college", "is_alternate"))
    count, missions = Counter(held), {one.code: one.mission for one in College.objects.all()}
    return [
        Seated(
            one.code, str(one.label), missions.get(one.code, ""), count[one.code, False], count[one.code, True], []
        )
        for one in COLLEGES
    ]  # fmt: skip


def college_of(code: str, day: date) -> Seated:
    """One college, with the names of those who agreed."""
    found = next(one for one in colleges_with_seats(day) if one.code == code)
    shown = Mandate.objects.in_force(day).filter(college=code, shows_name=True).select_related("person")
    names = [(str(one.person), one.is_alternate) for one in shown.order_by("is_alternate", "pk")]
    return replace(found, names=names)


def requests_for(user: User, day: date) -> list[Mandate]:
    """All requests for a facilitator, for a member those of one's colleges; each knows whether the person confirmed."""
    found = Mandate.objects.filter(state=MandateState.REQUESTED).exclude(person=user)
    said = MandateConfirmation.objects.filter(mandate=OuterRef("pk"), person=user)
    found = found.select_related("person").annotate(has_said=Exists(said))
    if not is_facilitator(user):
        own = Mandate.objects.in_force(day).filter(person=user).values("college")
        found = found.filter(college__in=own)
    return list(found.order_by("requested_at"))
