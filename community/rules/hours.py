"""Opening hours as people type them ("9h-12h30, de 14h à 18h", "18h-2h", "fermé"), as plain values, and back."""

import re
from collections.abc import Iterator
from itertools import pairwise

from community.rules.names import fold

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = r"(\d{1,2})(?:\s*(?:h(?:eures?)?|[:.])"
TO = r"(?:-|–|—|à\b|a\b|to\b)"
SPAN = re.compile(
    rf"(?:(?:de|from)\s+)?{HOURS}\s*(\d\d)?)?\s*{TO}\s*{HOURS}(?:\s*(\d\d)(?!\d|\s*(?:h|:|\.|{TO})))?)?(?![\dh])",
    re.IGNORECASE,
)  # two figures after the end are the hour of the next span, when an hour's sign or a dash follows
SEPARATOR = re.compile(r"\s*(?:[,;/+]|\b(?:et|and)\b)[\s,;/+]*|\s+|$", re.IGNORECASE)
PIECE_END = re.compile(r"[,;/+]")
NOON = re.compile(r"\b(?:midi|noon)\b", re.IGNORECASE)
END_OF_DAY = re.compile(r"\b(?:minuit|midnight)\b", re.IGNORECASE)
CLOSED = {"ferme", "fermee", "closed"}
MOST_SPANS = 4
HOUR = 60  # minutes
MIDNIGHT = 24 * HOUR
NIGHT_ENDS = 8 * HOUR  # what ends later than this before it begins is a mistake, not a night

Span = tuple[str, str]  # ("09:00", "12:30"); "24:00" ends a day; ("18:00", "02:00") ends on the next one


class HoursError(ValueError):
    """What was typed is not a list of spans; `piece` is what could not be read."""

    def __init__(self, piece: str):
        self.piece = piece
        super().__init__(piece)


def parse(text: str) -> list[Span]:
    """The spans of one day, in order; a day without any is closed.

    Raises:
        HoursError: a piece can't be read, ends before it begins, or overlaps another.
    """
    text = text.strip()
    spans = [] if fold(text) in CLOSED else sorted(_read(text))
    if len(spans) > MOST_SPANS or _overlap(spans):
        raise HoursError(text)
    return [(_clock(start), _clock(end)) for start, end in spans]


def write(spans: list[Span]) -> str:
    """The spans as they are read: "9 h – 12 h 30, 14 h – 18 h", with spaces that do not break."""
    return ", ".join(f"{_spoken(start)}\u00a0–\u00a0{_spoken(end)}" for start, end in spans)


def _read(text: str) -> Iterator[tuple[int, int]]:
    """Minutes since midnight of each span; the end of a night is more than a day."""
    text = END_OF_DAY.sub("24h", NOON.sub("12h", text))
    at = 0
    while at < len(text):
        match = SPAN.match(text, at)
        separator = match and SEPARATOR.match(text, match.end())
        if not separator:
            raise HoursError(PIECE_END.split(text[at:])[0].strip() or text)
        yield _minutes(match)
        at = separator.end()


def _minutes(match: re.Match) -> tuple[int, int]:
    first, first_minutes, last, last_minutes = (int(value or 0) for value in match.groups())
    start, end = (first * HOUR + first_minutes) % MIDNIGHT, last * HOUR + last_minutes
    if end < start and end <= NIGHT_ENDS:
        end += MIDNIGHT
    if first * HOUR > MIDNIGHT or max(first_minutes, last_minutes) >= HOUR or last * HOUR > MIDNIGHT or end <= start:
        raise HoursError(match[0])
    return start, end


def _overlap(spans: list[tuple[int, int]]) -> bool:
    """Whether one begins before another ends, the night before included."""
    following = [*spans, (spans[0][0] + MIDNIGHT, 0)] if spans else []
    return any(start < end for (_, end), (start, _) in pairwise(following))


def _clock(minutes: int) -> str:
    minutes -= MIDNIGHT if minutes > MIDNIGHT else 0
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"


def _spoken(clock: str) -> str:
    hours, minutes = clock.split(":")
    return f"{int(hours)}\u00a0h\u00a0{minutes}" if minutes != "00" else f"{int(hours)}\u00a0h"
