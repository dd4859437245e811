"""Many entries as one text, written piece by piece: GeoJSON and CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from community.exports.entries import COLUMNS, LICENCE, LICENCE_URL

AT_ONCE = 200  # entries in one piece
FORMULA = ("=", "+", "-", "@", "\t", "\r")
RIGHTS = {
    "name": LICENCE,
    "url": LICENCE_URL,
    "note": "Entries with a source keep its licence and must name it: see licence, source and source_url of each.",
}


def geojson(entries: Iterable[dict], ending: Mapping[str, object]) -> Iterator[str]:
    """A FeatureCollection; other members (the cursor…) come last, so that a copy which was cut has none of them."""
    yield f'{{"type":"FeatureCollection","licence":{_json(RIGHTS)},"features":['
    before = ""
    for some in _pieces(entries):
        yield before + ",\n".join(_json(_feature(entry)) for entry in some)
        before = ",\n"
    yield f"],{_json(ending)[1:]}\n"


def table(entries: Iterable[dict], _ending: Mapping[str, object]) -> Iterator[str]:
    """A table with headings, sectors separated by semicolons; of what is gone most cells are empty."""
    yield _lines([dict(zip(COLUMNS, COLUMNS, strict=True))])
    for some in _pieces(entries):
        yield _lines(some)


def _pieces(entries: Iterable[dict]) -> Iterator[list[dict]]:
    rest = iter(entries)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _feature(entry: dict) -> dict:
    point = (entry.get("longitude"), entry.get("latitude"))
    geometry = None if None in point else {"type": "Point", "coordinates": point}
    said = {name: value for name, value in entry.items() if name not in {"latitude", "longitude"}}
    return {"type": "Feature", "id": entry["uid"], "geometry": geometry, "properties": said}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(entries: list[dict]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([[cell(entry.get(name)) for name in COLUMNS] for entry in entries])
    return text.getvalue()


def cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula is marked as a text; numbers stay numbers."""
    if isinstance(value, list):
        value = ";".join(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
