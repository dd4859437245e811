"""Opening hours as people type them ("9h-12h30, 14h-18h"), as plain values, and back."""

import re
from itertools import pairwise

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(
    r"\s*(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?\s*(?:-|–|—|à|a|to)\s*(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?\s*", re.IGNORECASE
)
SEPARATOR = re.compile(r"\s*(?:,|;|/|\bet\b|\band\b|\+)\s*", re.IGNORECASE)
MOST_SPANS = 4
HOUR = 60  # minutes
MIDNIGHT = 24 * HOUR

Span = tuple[str, str]  # ("09:00", "12:30"); "24:00" ends a day


class HoursError(ValueError):
    """What was typed is not a list of spans; `piece` is what could not be read."""

    def __init__(self, piece: str):
        self.piece = piece
        super().__init__(piece)


def parse(text: str) -> list[Span]:
    """The spans of one day, in order; an empty text is a closed day.

    Raises:
        HoursError: a piece can't be read, ends before it begins, or overlaps another.
    """
    pieces = [piece for piece in SEPARATOR.split(text.strip()) if piece]
    if len(pieces) > MOST_SPANS:
        raise HoursError(text)
    spans = sorted((_minutes(piece) for piece in pieces), key=lambda span: span[0])
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise HoursError(text)
    return [(_clock(start), _clock(end)) for start, end in spans]


def write(spans: list[Span]) -> str:
    """The spans as one would type them in French: "9h-12h30, 14h-18h"."""
    return ", ".join(f"{_spoken(start)}-{_spoken(end)}" for start, end in spans)


def _minutes(piece: str) -> tuple[int, int]:
    match = SPAN.fullmatch(piece)
    if not match:
        raise HoursError(piece)
    first, first_minutes, last, last_minutes = (int(value or 0) for value in match.groups())
    start, end = first * HOUR + first_minutes, last * HOUR + last_minutes
    if max(first_minutes, last_minutes) >= HOUR or not start < end <= MIDNIGHT:
        raise HoursError(piece)
    return start, end


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"


def _spoken(clock: str) -> str:
    hours, minutes = clock.split(":")
    return f"{int(hours)}h{minutes}" if minutes != "00" else f"{int(hours)}h"
