"""How far a consumer's copy goes: everything that changed later comes after its cursor.

A change is dated when its action begins and is seen when its transaction ends. So a cursor never names a moment of
the last minute: whoever comes back may get an entry twice, and misses none whose transaction took less than that.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

OVERLAP = timedelta(seconds=60)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
INSIDE = re.compile(r"(\d{1,17})\.(\d{1,18})", re.ASCII)


class CursorError(ValueError):
    """This text is no cursor of ours."""


@dataclass(frozen=True, order=True)
class Cursor:
    """The moment of a change and the key of its row; opaque for others."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        inside = f"{(self.at - EPOCH) // MICROSECOND}.{self.pk}"
        return urlsafe_b64encode(inside.encode()).decode().rstrip("=")


def read(text: str) -> Cursor:
    """The cursor that a consumer gives back.

    Raises:
        CursorError: it is not one of ours.
    """
    try:
        inside = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        micros, pk = INSIDE.fullmatch(inside).groups()
        return Cursor(EPOCH + int(micros) * MICROSECOND, int(pk))
    except (AttributeError, ValueError) as error:
        raise CursorError(text) from error


def after(latest: Cursor | None, now: datetime) -> Cursor:
    """Where the next answer may begin, `latest` being the last change that is seen now."""
    horizon = Cursor(now - OVERLAP, 0)
    return min(latest, horizon) if latest else horizon
