"""What a comment may hold and for how long it may be changed, as values."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

EDIT_FOR = timedelta(minutes=15)
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_CALLED = 10  # in one text
CALL = re.compile(r"(?<![\w/@.])@(\w[\w’'.-]*(?:[ \u00a0]+[\w’'.&-]+){0,6})")  # a name of seven words at most


def may_still_edit(at: datetime, now: datetime) -> bool:
    """Whether what was written `at` may be changed."""
    return now - at < EDIT_FOR


def is_new(joined: datetime, now: datetime, days: int) -> bool:
    """Whether somebody has had an account for less than so many days."""
    return now - joined < timedelta(days=days)


def links_in(text: str) -> int:
    """How many addresses of the web a text holds."""
    return len(LINK.findall(text))


def refused_word(text: str, refused: Iterable[str]) -> str:
    """The first refused word or expression in a text, as a whole word, whatever its case and accents; else ""."""
    said = fold(text)
    return next((word for word in refused if re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", said)), "")


def fold(text: str) -> str:
    """Small letters without accents, one space between words, so that words compare."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def names_called(text: str) -> list[tuple[int, list[str]]]:
    """Where somebody may be called by “@”, and the names that may be meant there, the longest first."""
    return [(match.start(), _shorter(match[1])) for match in CALL.finditer(text)]


def mark_calls(
    text: str, calls: Iterable[tuple[int, list[str]]], known: Mapping[str, tuple[object, T]]
) -> tuple[str, list[T]]:  # fmt: skip
    """Put a mark in the place of each name that is called and known for sure.

    Args:
        text: what somebody typed.
        calls: see `names_called`.
        known: by folded name, (uid, who it is).

    Returns:
        The text, and who is called, the last one first.
    """
    chosen: dict[str, T] = {}
    for start, names in reversed(list(calls)):
        name = next((one for one in names if fold(one) in known), None)
        if name:
            uid, chosen[fold(name)] = known[fold(name)]
            text = f"{text[:start]}@[{uid}]{text[start + 1 + len(name) :]}"
    return text, list(chosen.values())


def _shorter(words: str) -> list[str]:
    """“Léa du Puits hier” → itself, “Léa du Puits”, “Léa du”, “Léa”; each without the sentence's last sign."""
    ends = [match.end() for match in re.finditer(r"\S+", words)]
    prefixes = [words[:end] for end in reversed(ends)]
    return list(dict.fromkeys(form for prefix in prefixes for form in (prefix, prefix.rstrip(".’'-")) if form))
