"""What a member lets others see: a name, a few words, and what other apps may tell; nothing unless it was chosen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User


@dataclass(frozen=True)
class Fact:
    """One line of a member's page."""

    label: Promise | str
    value: str
    url: str = ""


Teller = Callable[[User], Iterable[Fact]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Have an app tell what a member agreed to show."""
    if teller not in _tellers:
        _tellers.append(teller)


def shown() -> QuerySet[User]:
    """The members who chose to have a page."""
    return User.objects.filter(has_page=True, is_active=True)


def member(uid: UUID) -> tuple[User, list[Fact]] | None:
    """A member who chose to have a page, and what may be told; None for everybody else."""
    found = shown().filter(uid=uid).first()
    return (found, [fact for teller in _tellers for fact in teller(found)]) if found else None
