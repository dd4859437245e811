"""What people follow: each app says of which things of its own somebody is told, and how to end that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.models import User


@dataclass(frozen=True)
class Followed:
    """One thing of which a person is told."""

    kind: Promise | str  # what such things are called together
    label: str
    url: str
    stop_url: str  # where a form with `follow=no` ends it


@dataclass(frozen=True)
class Source:
    """What one app knows: only of what a person may still see."""

    read: Callable[[User], Iterable[Followed]]
    count: Callable[[User], int]


_sources: list[Source] = []


def register(source: Source) -> None:
    """Add things that people follow."""
    if source not in _sources:
        _sources.append(source)


def by_kind(user: User) -> list[tuple[str, list[Followed]]]:
    """All that a person follows and may see, kind by kind."""
    found: dict[str, list[Followed]] = {}
    for source in _sources:
        for one in source.read(user):
            found.setdefault(str(one.kind), []).append(one)
    return list(found.items())


def count(user: User) -> int:
    """How many things a person follows and may see."""
    return sum(source.count(user) for source in _sources)
