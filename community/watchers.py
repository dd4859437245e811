"""Who must know that a profile is about to change, or has changed: apps above register, inside the transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from community.models import Actor

Sections = set[str]


@dataclass(frozen=True)
class Watcher:
    """`warn` gives words for whoever is about to publish these sections, or none; `tell` acts once it is done."""

    warn: Callable[[Actor, Sections], Promise | str]
    tell: Callable[[Actor, Sections, datetime], None]


_watchers: list[Watcher] = []


def register(watcher: Watcher) -> None:
    """Watch every publication and correction."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def warnings(organisation: Actor, sections: Sections) -> list[Promise | str]:
    """What to say before these sections are published."""
    return [words for watcher in _watchers if sections and (words := watcher.warn(organisation, sections))]


def tell(organisation: Actor, sections: Sections, now: datetime) -> None:
    """Say that these sections have changed; the caller's transaction."""
    for watcher in _watchers if sections else ():
        watcher.tell(organisation, sections, now)
