"""Reads about the colleges: how many sit, who agreed to be named, who asks to."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from certification.models import College, Mandate
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
    names: list[str]


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
    return Seated(
        found.code, found.label, found.mission, found.seats, found.alternates, [str(one.person) for one in shown]
    )


def requests_for(user: User, day: date) -> list[Mandate]:
    """The requests that a person may look at: all for a facilitator, those of one's colleges for a member."""
    found = Mandate.objects.filter(state=MandateState.REQUESTED).exclude(person=user).select_related("person")
    if not is_facilitator(user):
        own = Mandate.objects.in_force(day).filter(person=user).values("college")
        found = found.filter(college__in=own)
    return list(found.order_by("requested_at"))
