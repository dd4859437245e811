"""Finding communes and other territories from what people type."""

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from community.models import Territory, TerritoryKind
from community.models.territory import KIND_WORDS
from community.rules.names import fold, fold_place

WITH_CODE = re.compile(r"(?P<name>.*?)\s*\((?P<code>\d[0-9A-B]{1,4})\)")
WITH_KIND = re.compile(r"(?P<name>.+?)\s*\((?P<word>[^()]+)\)")
STARTS_WITH_CODE = re.compile(r"(?P<code>\d{5})\s+(?P<name>\D.*)")
SUGGESTIONS = 8
FEWEST_LETTERS = 2


def suggest_communes(typed: str, limit: int = SUGGESTIONS, at_home: Sequence[str] = ()) -> list[Territory]:
    """Communes whose name or postal code begins with what was typed, those of the départements `at_home` first."""
    name, code, _kind = _split(typed)
    return list(Territory.objects.communes().matching(name or code, at_home)[:limit]) if _is_enough(typed) else []


def suggest_territories(typed: str, limit: int = SUGGESTIONS, at_home: Sequence[str] = ()) -> list[Territory]:
    """Territories of every kind: the département of this code, the large ones, then communes."""
    if not _is_enough(typed):
        return []
    large = Territory.objects.exclude(kind=TerritoryKind.COMMUNE).matching(_split(typed)[0], at_home)[:limit]
    found = [*_departement(typed), *large][:limit]
    return found + suggest_communes(typed, limit - len(found), at_home)


def find_communes(typed: str) -> list[Territory]:
    """The communes that a text names: one when it is clear, several when it is not, none when nothing answers."""
    return _find(Territory.objects.communes(), typed)


def find_territories(typed: str) -> list[Territory]:
    """The territories of any kind that a text names; the code of a département names it alone."""
    return _departement(typed) or _find(Territory.objects.all(), typed)


def communes_in(territories: Iterable[Territory]) -> QuerySet[Territory]:
    """Every commune of these territories."""
    keys = [one.pk for one in territories]
    inside = Q(pk__in=keys) | Q(epci__in=keys) | Q(parent__in=keys) | Q(parent__parent__in=keys)
    return Territory.objects.communes().filter(inside)


def commune_at(insee: str) -> Territory | None:
    """The commune of this INSEE code."""
    return Territory.objects.communes().filter(code=insee).first() if insee else None


def nearest_communes(latitude: float, longitude: float, limit: int = 60) -> list[Territory]:
    """Communes around a point, for the names on a map: those in a square of some twenty kilometres."""
    here = Territory.objects.communes().filter(
        latitude__range=(latitude - 0.2, latitude + 0.2), longitude__range=(longitude - 0.28, longitude + 0.28)
    )
    return list(here.order_by("-population")[:limit])


def _departement(typed: str) -> list[Territory]:
    """The one that this code names: "79", "2a"."""
    return list(Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT, code=typed.strip().upper()))


def _is_enough(typed: str) -> bool:
    return len(fold_place(typed)) >= FEWEST_LETTERS


def _find(territories, typed: str) -> list[Territory]:
    """What answers exactly: a name with its kind or code, else a name alone, else a beginning."""
    name, code, kind = _split(typed)
    words = fold_place(name)
    if words and not words.isdigit():
        found = territories.filter(sort_name=words, **({"kind": kind} if kind else {}))[:50]
        exact = [one for one in found if _has_code(one, code)]
        same = [one for one in exact if fold(one.name) == fold(name)]
        if exact:
            return same if len(same) == 1 else exact
    return list(territories.matching(code or words)[:SUGGESTIONS]) if code or words else []


def _split(typed: str) -> tuple[str, str, str]:
    """Name, code and kind, of "Niort (79000)", "79000 Niort", "Bretagne (région)" or "Niort"."""
    typed = typed.strip()
    if match := WITH_KIND.fullmatch(typed):
        for kind, word in KIND_WORDS.items():
            if fold(match["word"]) == fold(word):
                return match["name"], "", kind
    match = WITH_CODE.fullmatch(typed) or STARTS_WITH_CODE.fullmatch(typed)
    return (match["name"], match["code"], "") if match else (typed, "", "")


def _has_code(territory: Territory, code: str) -> bool:
    return not code or code == territory.code or code in territory.postal_codes.split()
