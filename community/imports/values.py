"""Cleaning numbers, points and dates. Like in `texts`, nothing raises; what had to be left out is noted."""

import math
import re
from datetime import UTC, datetime, timedelta

from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_default_timezone, is_naive
from django.utils.translation import gettext as _
from stdnum.fr import siren, siret

from community.imports.texts import Notes, _dropped, _text
from community.rules.places import Point, is_on_earth

RNA = re.compile(r"W\d{9}")
SIGNS = re.compile(r"[\s.\-_/]")
NOWHERE = 1e-9  # degrees: (0, 0) is what software writes when it doesn't know
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
FRENCH_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)")
TIMESTAMP = re.compile(r"\d{9,10}(?:\.\d+)?")
YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
NUMBERS = {"siret": siret.is_valid, "siren": siren.is_valid, "rna": lambda number: bool(RNA.fullmatch(number))}
