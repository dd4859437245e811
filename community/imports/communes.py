"""Which commune an address is in: by its INSEE code, or by postal code and town when exactly one answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from community.imports.entries import Entry
from community.models import Territory
from community.models.vocabulary import Precision
from community.rules.names import fold_place

CEDEX = re.compile(r"\s+cedex\b.*|\s+\d{1,2}(?:e|er|eme)?(?:\s+arrondissement)?$")
WITH_DISTRICTS = ("750", "6900", "1300", "1301")
ARTICLE = re.compile(r"^(?:le|la|les|l) (?=.)")
POSTAL_CODE = re.compile(r"\d{5}")
KEPT = ("code", "sort_name", "postal_codes", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Commune:
    """What an import needs of a commune."""

    code: str
    name: str  # as one sorts it
    postal_codes: tuple[str, ...]
    point: tuple[float, float] | None


class Communes:
    """The communes that a file names, asked of the database once for each batch."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Commune]] = {}
        self._by_code: dict[str, Commune | None] = {}
        self._by_postal_code: dict[str, list[Commune]] = {}

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Ask for the communes of these entries, all at once."""
        entries = list(entries)
        names = {name for entry in entries for name in _names(entry)} - self._by_name.keys()
        codes = {str(entry.values.get("insee", "")) for entry in entries} - self._by_code.keys() - {""}
        self._by_name |= {name: [] for name in names}
        self._by_code |= dict.fromkeys(codes)
        for commune in _ask(sort_name__in=names) if names else ():
            self._by_name[commune.name].append(commune)
        for commune in _ask(code__in=codes) if codes else ():
            self._by_code[commune.code] = commune

    def of(self, entry: Entry) -> Commune | None:
        """The commune of an entry that was prepared; None when none or several answer."""
        by_code = self._by_code.get(str(entry.values.get("insee", "")))
        if by_code:
            return by_code
        town, postal_code = _town(entry), str(entry.values.get("postal_code", ""))
        if not town:
            return _only(self._with_postal_code(postal_code))
        found = [commune for name in _names(entry) for commune in self._by_name.get(name, [])]
        if not postal_code:
            return _only(found)
        exact = [commune for commune in found if postal_code in commune.postal_codes]
        return _only(exact) or self._district(town, postal_code) or _only(_nearby(found, postal_code))

    def _district(self, town: str, postal_code: str) -> Commune | None:
        """The arrondissement of Paris, Lyon or Marseille that a postal code names."""
        if not postal_code.startswith(WITH_DISTRICTS):
            return None
        return _only([one for one in self._with_postal_code(postal_code) if one.name.startswith(f"{town} ")])

    def _with_postal_code(self, postal_code: str) -> list[Commune]:
        if not POSTAL_CODE.fullmatch(postal_code):
            return []
        if postal_code not in self._by_postal_code:
            self._by_postal_code[postal_code] = list(_ask(postal_codes__contains=postal_code))
        return self._by_postal_code[postal_code]


def place(entry: Entry, commune: Commune | None) -> None:
    """Complete an entry with its commune: the code, and a point where it has none."""
    entry.values.pop("insee", None)
    if commune is None:
        return
    entry.values["insee"] = commune.code
    if entry.point is None and commune.point:
        latitude, longitude = commune.point
        entry.values |= {"latitude": latitude, "longitude": longitude, "precision": Precision.COMMUNE.value}


def _town(entry: Entry) -> str:
    return CEDEX.sub("", fold_place(str(entry.values.get("city", ""))))


def _names(entry: Entry) -> set[str]:
    """The names of the town of an entry: the table of communes leaves articles out ("Rochelle")."""
    town = _town(entry)
    return {town, ARTICLE.sub("", town)} if town else set()


def _ask(**conditions: object) -> Iterable[Commune]:
    rows = Territory.objects.communes().filter(**conditions).values_list(*KEPT)
    for code, name, postal_codes, latitude, longitude in rows:
        point = None if latitude is None or longitude is None else (latitude, longitude)
        yield Commune(code, name, tuple(postal_codes.split()), point)


def _only(found: list[Commune]) -> Commune | None:
    return found[0] if len(found) == 1 else None


def _nearby(found: list[Commune], postal_code: str) -> list[Commune]:
    """Those of the same département: a postal code of a company, or a typing error in it."""
    return [commune for commune in found if commune.code[:2] == postal_code[:2]]
