"""The moved clock: everything that happens, in the order in which it would have happened."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

SEED = "autour de Niort"
HOURS = {"convene": time(9), "close": time(10, 30), "night": time(3)}  # a round ends some time after it began


def chance(*names: object) -> Random:
    """A dice that always falls the same way for the same names."""
    return Random(" ".join(map(str, (SEED, *names))))  # noqa: S311 (a story, not a secret)


def moment(today: date, day: int, what: str, *names: object) -> datetime:
    """When something happens on a day counted from today: at an hour of its own."""
    dice = chance(day, what, *names)
    at = HOURS.get(what) or time(dice.randrange(9, 19), dice.randrange(60))
    return timezone.make_aware(datetime.combine(today + timedelta(days=day), at))


def in_order(events: Iterable[tuple[datetime, Callable]]) -> list[tuple[datetime, Callable]]:
    """Events by their moment; at the same one, as they were told."""
    return sorted(events, key=lambda event: event[0])
