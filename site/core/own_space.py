"""What the apps above lead to from a person's own page: each registers a function, called with the person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.permissions import Visitor


@dataclass(frozen=True)
class Way:
    """One page that is for this person, and how much waits there."""

    label: Promise | str
    url: str
    waiting: int = 0


Maker = Callable[[Visitor], Iterable[Way]]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Add ways to everybody's own page; the maker gives none to whom they do not concern."""
    if maker not in _makers:
        _makers.append(maker)


def ways(user: Visitor) -> list[Way]:
    """All the ways of one person, in the order of their registration."""
    return [way for maker in _makers for way in maker(user)]
