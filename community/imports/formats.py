"""What a row says, whatever the shape of its file: the known fields, gathered from where each format puts them."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from community.imports.columns import said_in
from community.models import ImportFormat

NESTED = ("address", "location", "geo", "geolocation", "contact_details", "coordinates")
MOST_CATEGORIES = 50
LONGEST_NAME = 1000
SEPARATORS = re.compile(r"[;|\n]+")
ONE_LINE = re.compile(r"(?P<street>.*?)[\s,]*\b(?P<postal_code>\d{5})\s+(?P<city>[^\d,;\n]+)")
# What each format calls otherwise than the others.
ONLY = {
    ImportFormat.MURMURATIONS: {
        "url": ("profile_url",),
        "website": ("primary_url", "url"),
        "trade_name": ("nickname",),
    },
}
CLOSED = {"completed", "cancelled"}  # states of Murmurations that mean an end
REFUSED_BELOW = -1  # states of GoGoCarto: refused, deleted, duplicate, pending version


def said_by(raw: Mapping[str, object], kind: str) -> dict[str, object]:
    """The fields of `columns.NAMES` that a row says, not cleaned."""
    said = said_in(raw)
    for name in NESTED:
        if isinstance(raw.get(name), dict):
            said.update({key: value for key, value in said_in(raw[name]).items() if key not in {"id", "name", "url"}})
    for field, names in ONLY.get(kind, {}).items():
        said[field] = next((raw[name] for name in names if raw.get(name)), None)
    if isinstance(said.get("full_address"), str):
        said = _split_address(said["full_address"]) | said
    found = said.get("categories")
    names = _cell_categories(found) if isinstance(found, str) else _categories(found)
    said["categories"] = list(islice(names, MOST_CATEGORIES))
    return said


def is_closed(said: Mapping[str, object], kind: str) -> bool:
    """Whether the source itself says that the entry holds no more."""
    status = said.get("status")
    if kind == ImportFormat.GOGOCARTO:
        return isinstance(status, int) and status < REFUSED_BELOW
    return kind == ImportFormat.MURMURATIONS and isinstance(status, str) and status in CLOSED


def _split_address(text: str) -> dict[str, str]:
    """Street, postal code and town of an address in one piece; all of it as a street when it is not French."""
    found = ONE_LINE.match(" ".join(text[:500].split()))
    return {key: value.strip(" ,") for key, value in found.groupdict().items()} if found else {"street": text}


def _categories(value: object) -> Iterator[str]:
    """Names of categories in texts, lists, and objects that have a name."""
    if isinstance(value, str):
        yield value[:LONGEST_NAME]
    elif isinstance(value, list):
        for one in value[:MOST_CATEGORIES]:
            yield from _categories(one)
    elif isinstance(value, dict):
        yield from _categories(value.get("name") or list(value.values()))


def _cell_categories(text: str) -> Iterator[str]:
    """Those of one cell: a name may have commas ("Agriculture, alimentation"), so its pieces come behind it."""
    for name in SEPARATORS.split(text[:LONGEST_NAME]):
        pieces = name.split(",")
        yield from [name, *(pieces if len(pieces) > 1 else [])]
