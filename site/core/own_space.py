"""A person's own page: each app says what awaits the person, what is theirs, and where to go."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.permissions import Visitor


@dataclass(frozen=True)
class Way:
    """One page that is for this person, and how much waits there."""

    label: Promise | str
    url: str
    waiting: int = 0


@dataclass(frozen=True)
class Task:
    """One thing that awaits a person."""

    about: str
    todo: Promise | str
    url: str
    due_at: datetime | None = None


Maker = Callable[[Visitor], Iterable[Way]]
Tasker = Callable[[Visitor, datetime], Iterable[Task]]
Panel = Callable[[HttpRequest], SafeString | str]
_makers: list[Maker] = []
_taskers: list[Tasker] = []
_panels: list[tuple[int, Panel]] = []
LAST = datetime.max.replace(tzinfo=UTC)


def register(maker: Maker) -> None:
    """Add ways to everybody's own page; the maker gives none to whom they do not concern."""
    _add(_makers, maker)


def register_tasks(tasker: Tasker) -> None:
    """Add what awaits people."""
    _add(_taskers, tasker)


def register_panel(panel: Panel, place: int) -> None:
    """Add a part of the page; it is empty for whom it does not concern.

    Args:
        panel: what makes it.
        place: its place on the page, whatever app it comes from: what somebody looks after, then what concerns them.
    """
    _add(_panels, (place, panel))


def _add(known: list, function: Callable) -> None:
    if function not in known:
        known.append(function)


def ways(user: Visitor) -> list[Way]:
    """All the ways of one person, in the order of their registration."""
    return [way for maker in _makers for way in maker(user)]


def tasks(user: Visitor, now: datetime) -> list[Task]:
    """All that awaits a person: what has a deadline first, the nearest before the others."""
    found = [task for tasker in _taskers for task in tasker(user, now)]
    return sorted(found, key=lambda task: task.due_at or LAST)


def panels(request: HttpRequest) -> list[SafeString | str]:
    """The parts of the page that concern the person."""
    return [made for _place, panel in sorted(_panels, key=itemgetter(0)) if (made := panel(request))]
