"""Brings the shipped tables of communes, EPCI, départements and regions into the database."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import Avg, Sum

from community.models import Territory, TerritoryKind
from community.rules.names import fold_place

DATA = Path(__file__).parent / "data"
FIELDS = ["name", "sort_name", "postal_codes", "population", "latitude", "longitude", "parent", "epci"]
BATCH = 2000
CITIES = {"75056": "Paris", "69123": "Lyon", "13055": "Marseille"}


@transaction.atomic
def load_territories() -> int:
    """Store or refresh every territory of the files; how many there are. What editors decided of them stays."""
    regions = _store(TerritoryKind.REGION, _large("region"))
    departements = _store(
        TerritoryKind.DEPARTEMENT, ({**row, "parent": regions.get(row.pop("region"))} for row in _large("departement"))
    )
    epci, members = _epci()
    groups = _store(TerritoryKind.EPCI, epci)
    communes = _store(TerritoryKind.COMMUNE, _communes(departements, groups, members))
    _place_cities()
    return sum(len(group) for group in (regions, departements, groups, communes))


def _place_cities() -> None:
    """Put the cities that the table knows by their arrondissements only in the middle of these, with their codes."""
    for insee, name in CITIES.items():
        parts = Territory.objects.communes().filter(name__startswith=f"{name} ", name__contains="Arrondissement")
        middle = parts.aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"), population=Sum("population"))
        codes = sorted({code for part in parts for code in part.postal_codes.split()})
        Territory.objects.communes().filter(code=insee).update(**middle, postal_codes=" ".join(codes))


def has_territories() -> bool:
    """Whether the tables were loaded once."""
    return Territory.objects.communes().exists()


def _store(kind: str, rows: Iterator[dict]) -> dict[str, int]:
    """Upsert by kind and code; the keys in the database by code."""
    territories = [Territory(kind=kind, **_with_keys(row)) for row in rows]
    Territory.objects.bulk_create(
        territories,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=FIELDS,
    )
    return dict(Territory.objects.filter(kind=kind).values_list("code", "pk"))


def _with_keys(row: dict) -> dict:
    row.pop("region", None)
    keys = {f"{name}_id": row.pop(name, None) for name in ("parent", "epci")}
    return row | keys | {"sort_name": fold_place(row["name"])}


def _read(name: str) -> Iterator[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _large(kind: str) -> Iterator[dict]:
    for row in _read("territories.csv"):
        if row["kind"] == kind:
            yield {"code": row["code"], "name": row["name"], "region": row["region"]}


def _epci() -> tuple[Iterator[dict], dict[str, str]]:
    rows = list(_read("epci.csv"))
    members = {commune: row["code"] for row in rows for commune in row["communes"].split()}
    return ({"code": row["code"], "name": row["name"]} for row in rows), members


def _communes(departements: dict[str, int], groups: dict[str, int], members: dict[str, str]) -> Iterator[dict]:
    for row in _read("communes.csv"):
        yield {
            "code": row["insee"],
            "name": row["name"],
            "postal_codes": row["postal_codes"],
            "population": _number(row["population"], int),
            "latitude": _number(row["lat"], float),
            "longitude": _number(row["lon"], float),
            "parent": departements.get(row["departement"]),
            "epci": groups.get(members.get(row["insee"], "")),
        }


def _number(text: str, kind: type) -> float | int | None:
    """A figure of the table, where there is one."""
    return None if text in ("", "\\N") else kind(text)
