"""What happens around one person: each app tells what it knows, the latest first; nothing that she or he may not see.

Nobody's words are in it, and nothing sealed: a line says what kind of thing happened, and leads to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User

PER_PAGE, MOST_PAGES = 30, 20


@dataclass(frozen=True)
class Happening:
    """One thing that happened."""

    kind: str
    at: datetime
    title: str
    text: Promise | str
    url: str
    uid: str = ""  # in the feeds: the same for ever, in every language
    times: int = 1


Source = Callable[[User, int], Iterable[Happening]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add what an app knows: called with the person and how many at most; a number of queries that does not grow."""
    if source not in _sources:
        _sources.append(source)


def of_person(user: User, number: int) -> tuple[list[Happening], bool]:
    """One page of what happened around a person, and whether there is another.

    Args:
        user: for whom.
        number: of the page, from 1.
    """
    first, last = (number - 1) * PER_PAGE, number * PER_PAGE
    found = (sorted(source(user, last + 1), key=_latest_first) for source in _sources)
    page = list(islice(merge(*found, key=_latest_first), first, last + 1))
    return together(page[:PER_PAGE]), len(page) > PER_PAGE and number < MOST_PAGES


def _latest_first(one: Happening) -> tuple[float, str, str]:
    return -one.at.timestamp(), one.kind, one.url


def together(found: Iterable[Happening]) -> list[Happening]:
    """The same, with what happened several times in a row on one day told once, at its latest moment."""
    told: list[Happening] = []
    for one in found:
        if told and _says(told[-1]) == _says(one):
            told[-1] = replace(told[-1], times=told[-1].times + 1)
        else:
            told.append(one)
    return told


def _says(one: Happening) -> tuple:
    return one.kind, timezone.localtime(one.at).date(), one.title, str(one.text)


def page_number(typed: str) -> int:
    """The page that an address asks for; the first one for nonsense."""
    pages = Paginator(range(MOST_PAGES), 1)
    return pages.get_page(typed).number if typed.isdecimal() else 1
