"""What a field offers while somebody types “@” and the beginning of a name; the same for comments and messages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from community.rules.comments import names_called
from community.rules.names import fold
from core import asked, limits

FEWEST = 2  # letters
MOST = 8
PER_MINUTE = 120  # a letter each half second


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be called there."""

    name: str
    call: str  # what is written after “@” so that the text means her, him or it for sure
    hint: str = ""


def typed_in(request: HttpRequest) -> str:
    """What stands after “@”, as names compare; "" when that is too little to offer anything."""
    typed = fold(asked.text(request, "q"))
    return typed if len(typed) >= FEWEST else ""


def is_meant(name: str, typed: str) -> bool:
    """Whether a name, or one of its words, begins so."""
    return f" {typed}" in f" {fold(name)}"


def may_be_written(call: str) -> bool:
    """Whether a text that holds “@” and these words is read as these words."""
    return any(call == names[0] for _start, names in names_called(f"@{call}"))


def nearest(found: Iterable[Suggestion], typed: str) -> list[Suggestion]:
    """The first eight, those whose whole name begins so before the others."""
    return sorted(found, key=lambda one: not fold(one.name).startswith(typed))[:MOST]


def is_too_often(request: HttpRequest) -> bool:
    """Count one more look at the list, in all places together."""
    return not limits.allows(request, "suggest", times=PER_MINUTE, seconds=60)


def answer(request: HttpRequest, found: list[Suggestion]) -> HttpResponse:
    """The options of the list, as a piece of a page."""
    return render(request, "components/mentions.html", {"found": found})
