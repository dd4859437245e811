"""What somebody searches for: one frozen value, read from an address and written back into one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

KINDS = ("actor", "page", "decision")
LANGUAGES = ("fr", "en")
SORTS = ("relevance", "distance", "fresh", "name")
FRESH = ("month", "year")  # confirmed since
RADIUS_KM, MOST_KM = 25.0, 200.0
LONGEST, MOST_VALUES, MOST_PAGES = 200, 20, 100
LISTS = {
    "kind": "kinds", "sector": "sectors", "certificate": "certificates", "family": "families", "mode": "modes",
    "qualifier": "qualifiers",
}  # fmt: skip
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{0,15})?")
CODE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.:")


class Box(NamedTuple):
    """A part of the map, in degrees (WGS 84)."""

    west: float
    south: float
    east: float
    north: float


class Problem(NamedTuple):
    """A value that means nothing here: it is left aside, and said."""

    name: str
    value: str


@dataclass(frozen=True)
class SearchQuery:
    """What is searched.

    Attributes:
        text: words, as they were typed.
        kinds: of documents; all of them if empty.
        sectors: codes; whoever is in one of their descendants is found too.
        place: code of a territory in which an actor is, or which one of its activities serves.
        around: codes of the territories that contain the place: whoever serves one of them serves the place. Not a part
            of an address.
        near: words that name a commune, as they were typed.
        point: latitude and longitude around which to search.
        radius: in kilometres, around the point.
        box: the part of the map that is looked at.
        certificates: states of the certificate.
        families: legal families.
        modes: how an activity is carried out.
        qualifiers: codes of added values.
        fresh: confirmed since: "month" or "year"; any if empty.
        language: of pages; whatever has no language is found in any of them.
        sort: one of `SORTS`.
        page: from 1.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    place: str = ""
    around: tuple[str, ...] = ()
    near: str = ""
    point: tuple[float, float] | None = None
    radius: float = RADIUS_KM
    box: Box | None = None
    certificates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    fresh: str = ""
    language: str = ""
    sort: str = "relevance"
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked at all."""
        plain = SearchQuery(sort=self.sort, page=self.page, radius=self.radius, language=self.language)
        return self != plain

    def without(self, field: str, value: str = "") -> "SearchQuery":
        """The same without one filter, or one of its values, from the first page."""
        default = next(one.default for one in fields(self) if one.name == field)
        kept = tuple(one for one in getattr(self, field) if one != value) if value else default
        return replace(self, **{field: kept, "page": 1})

    def toggled(self, field: str, value: str) -> "SearchQuery":
        """The same with one more value of a filter, or without it if it is set; from the first page."""
        if value in getattr(self, field):
            return self.without(field, value)
        return replace(self, **{field: tuple(sorted({*getattr(self, field), value})), "page": 1})


def parse(sent: Mapping[str, list[str]]) -> tuple[SearchQuery, list[Problem]]:
    """Read a query from the parameters of an address, {name: values}; what means nothing is a problem, no error."""
    problems: list[Problem] = []
    said = {field: _codes(name, sent.get(name, ()), problems) for name, field in LISTS.items()}
    said["kinds"] = _known("kind", said["kinds"], KINDS, problems)
    one = {name: _clean(values[-1]) for name, values in sent.items() if values}
    said |= {"text": one.get("q", ""), "near": one.get("near", ""), "place": one.get("place", "").lower()}
    said |= {
        "sort": _choice("sort", one, SORTS, problems) or "relevance",
        "fresh": _choice("fresh", one, FRESH, problems),
        "language": _choice("lang", one, LANGUAGES, problems),
        "point": _point(one, problems),
        "box": _box(one, problems),
        "radius": _number("km", one, 0.1, MOST_KM, problems) or RADIUS_KM,
        "page": int(_number("page", one, 1, MOST_PAGES, problems) or 1),
    }
    return SearchQuery(**said), problems


def to_params(query: SearchQuery) -> list[tuple[str, str]]:
    """The parameters of an address that says this query, in a settled order; what goes without saying is left out."""
    said = [("q", query.text), ("near", query.near), ("place", query.place)]
    said += [("at", ",".join(_degrees(query.point)))] if query.point else []
    said += [("km", f"{query.radius:g}")] if query.radius != RADIUS_KM else []
    said += [("box", ",".join(_degrees(query.box)))] if query.box else []
    said += [(name, value) for name, field in LISTS.items() for value in getattr(query, field)]
    said += [("fresh", query.fresh), ("lang", query.language)]
    said += [("sort", query.sort)] if query.sort != "relevance" else []
    said += [("page", str(query.page))] if query.page > 1 else []
    return [(name, value) for name, value in said if value]


def _degrees(numbers: Iterable[float]) -> list[str]:
    return [f"{number:.5f}".rstrip("0").rstrip(".") for number in numbers]


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:LONGEST].strip()


def _codes(name: str, values: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    """Codes without repetition, in order; at most so many."""
    found = set()
    for value in (_clean(value).lower() for value in values):
        if value and CODE.issuperset(value) and len(found) < MOST_VALUES:
            found.add(value)
        elif value:
            problems.append(Problem(name, value))
    return tuple(sorted(found))


def _known(name: str, values: tuple[str, ...], allowed: tuple[str, ...], problems: list[Problem]) -> tuple[str, ...]:
    problems += [Problem(name, value) for value in values if value not in allowed]
    return tuple(value for value in values if value in allowed)


def _choice(name: str, one: Mapping[str, str], allowed: tuple[str, ...], problems: list[Problem]) -> str:
    value = one.get(name, "")
    if value and value not in allowed:
        problems.append(Problem(name, value))
        return ""
    return value


def _number(name: str, one: Mapping[str, str], least: float, most: float, problems: list[Problem]) -> float | None:
    """A number between two others; None if none is said, or if it is another."""
    value = one.get(name, "")
    found = _floats(value)
    if value and (len(found) != 1 or not least <= found[0] <= most):
        problems.append(Problem(name, value))
        return None
    return found[0] if found else None


def _point(one: Mapping[str, str], problems: list[Problem]) -> tuple[float, float] | None:
    value = one.get("at", "")
    found = _floats(value)
    if len(found) == 2 and abs(found[0]) <= 90 and abs(found[1]) <= 180:  # noqa: PLR2004 (degrees)
        return round(found[0], 5), round(found[1], 5)
    problems += [Problem("at", value)] if value else []
    return None


def _box(one: Mapping[str, str], problems: list[Problem]) -> Box | None:
    value = one.get("box", "")
    found = [round(number, 5) for number in _floats(value)]
    if len(found) == 4:  # noqa: PLR2004
        box = Box(*found)
        if -180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90:  # noqa: PLR2004 (degrees)
            return box
    problems += [Problem("box", value)] if value else []
    return None


def _floats(value: str) -> list[float]:
    """The numbers of "1,2.5"; none at all if one of them is no plain number."""
    parts = [part.strip() for part in value.split(",")]
    return [float(part) for part in parts] if all(map(NUMBER.fullmatch, parts)) else []
