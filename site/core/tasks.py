"""Work in the background: the queues that the worker drains, and what it runs every minute.

Nothing here wakes anybody: the worker looks every second (see docs/adr/003). Each queue and each function
fails alone: what it raises is logged, shown to the operators, and the others go on.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from core.models import PeriodicRun

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class State:
    """How a queue is doing."""

    depth: int
    oldest: datetime | None  # since when the oldest entry has been waiting
    failed: int  # entries that were tried at least once without success


@dataclass(frozen=True)
class Queue:
    """Work that waits in a table."""

    label: str  # may be lazy
    drain: Callable[[], int]  # handles a batch of what is due; how many entries
    state: Callable[[], State]


queues: dict[str, Queue] = {}
_periodic: dict[str, Callable[[datetime], None]] = {}


def register_queue(name: str, queue: Queue) -> None:
    """Have the worker drain a queue, and the operators' page show it."""
    queues[name] = queue


def periodic(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """Have `function(now)` called every minute or so: it may run late, twice, or on two machines at once."""
    _periodic[f"{function.__module__}.{function.__name__}"] = function
    return function


def each(rows: Iterable[T], call: Callable[[T], object]) -> int:
    """Do something for each row; what fails for one is logged, and the others go on; for how many something was done.

    Raises:
        Exception: the first failure, once all have had their turn: operators must see it.
    """
    failures, done = [], 0
    for row in rows:
        try:
            done += bool(call(row))
        except Exception as failure:
            log.exception("Periodic work failed for %s", row)
            failures.append(failure)
    if failures:
        raise failures[0]
    return done


def drain_queues() -> int:
    """One batch of each queue; how many entries were handled."""
    return sum(_drain(name, queue) for name, queue in queues.items())


def run_periodic(now: datetime | None = None) -> list[str]:
    """Call every periodic function; the names of those that failed."""
    now = now or timezone.now()
    return [name for name, function in _periodic.items() if not _run(name, function, now)]


def _drain(name: str, queue: Queue) -> int:
    try:
        return queue.drain()
    except Exception:
        log.exception("The queue %s failed", name)
        return 0


def _run(name: str, function: Callable[[datetime], None], now: datetime) -> bool:
    error = ""
    try:
        function(now)
    except Exception as exception:
        log.exception("The periodic work %s failed", name)
        error = f"{type(exception).__name__}: {exception}"
    PeriodicRun.objects.update_or_create(name=name, defaults={"ran_at": now, "error": error})
    return not error
