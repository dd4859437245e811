"""Cleaning numbers, points and dates. Like in `texts`, nothing raises; what had to be left out is noted."""

import math
import re
from datetime import UTC, datetime, timedelta

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_default_timezone, is_naive
from django.utils.translation import gettext as _
from stdnum.fr import siren, siret

from community.imports.texts import Notes, as_text, dropped
from community.rules.places import Point, is_on_earth

RNA = re.compile(r"W\d{9}")
SIGNS = re.compile(r"[\s.\-_/]")
NOWHERE = 1e-9  # degrees: (0, 0) is what software writes when it doesn't know
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.*", re.DOTALL)
TIMESTAMP = re.compile(r"\d{9,10}(?:\.\d+)?")
YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
VALID = {"siret": siret.is_valid, "siren": siren.is_valid, "rna": lambda number: bool(RNA.fullmatch(number))}


def number(value: object, kind: str, notes: Notes) -> str:
    """A SIRET, SIREN or RNA without spaces; "" when it is not valid."""
    text = as_text(value)
    found = SIGNS.sub("", text).upper()
    return found if found.isascii() and VALID[kind](found) else dropped(text, kind.upper(), notes)


def point(latitude: object, longitude: object, notes: Notes) -> Point | None:
    """A place on the earth; None when one of the two is missing, or it is nowhere."""
    if all(value in (None, "") for value in (latitude, longitude)):
        return None
    found = _degrees(latitude), _degrees(longitude)
    if None not in found and is_on_earth(*found) and max(map(abs, found)) > NOWHERE:
        return found
    dropped(f"{as_text(latitude)}; {as_text(longitude)}", _("coordinates"), notes)
    return None


def _degrees(value: object) -> float | None:
    try:
        degrees = float(as_text(value).replace(",", ".")) if isinstance(value, str) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return round(degrees, 7) if math.isfinite(degrees) else None


def moment(value: object, now: datetime, notes: Notes) -> datetime | None:
    """A date of the past, with or without its hour: ISO, day first, or seconds since 1970."""
    text = as_text(value).strip()
    found = _moment(text)
    if found and EARLIEST <= found <= now + timedelta(days=1):
        return min(found, now)
    dropped(text, _("date of the last change"), notes)
    return None


def _moment(text: str) -> datetime | None:
    try:
        if TIMESTAMP.fullmatch(text):
            return datetime.fromtimestamp(float(text), UTC)
        day_first = DAY_FIRST.fullmatch(text)
        return _aware("-".join(reversed(day_first.groups())) if day_first else text)
    except (ValueError, OverflowError):
        return None


def _aware(text: str) -> datetime | None:
    found = parse_datetime(text)
    if found is None:
        day = parse_date("-".join(part.zfill(2) for part in text.split("-")))
        found = datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001 (made aware below)
    if found and is_naive(found):
        found = found.replace(tzinfo=get_default_timezone())
    return found.astimezone(UTC) if found else None


def year(value: object, now: datetime) -> int | None:
    """The year of a date or of a timestamp, as far as it is a possible year of creation."""
    text = as_text(value).strip()
    found = _moment(text)
    digits = YEAR.search(text)
    said = found.year if found else int(digits[1]) if digits else 0
    return said if 1000 <= said <= now.year else None  # noqa: PLR2004 (the oldest institutions)
