"""Invented actors as documents, without a database: in real communes, each as often as it has inhabitants."""

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from bench import texts, words
from search.documents import Document
from search.rules.ranking import weight

ROOT = words.COMMUNES.parents[2]
TODAY = date(2026, 6, 15)
CERTIFICATES = {"none": 85, "active": 10, "pending": 3, "expired": 2}
FAMILIES = {"association": 70, "cooperative": 12, "company": 12, "mutual": 2, "unknown": 4}
MODES = ("onsite", "delivery", "mobile", "online")
QUALIFIERS = tuple(f"value-{n}" for n in range(12))


def documents(count: int, start: int = 0) -> Iterator[Document]:
    """So many, the same ones for the same count; their keys from `start`."""
    random = Random(count + start)  # noqa: S311 (the same actors each time)
    communes, names, sectors = words.communes(random), _territories(), _sectors()
    for n in range(start, start + count):
        yield _document(random, str(n), (next(communes), next(communes)), names, sectors)


def _document(random: Random, key: str, places: tuple, names: dict[str, str], sectors: list) -> Document:
    commune, other = places
    said, title = random.choices(sectors, k=random.choice((1, 1, 2, 3))), words.name(random, commune)
    theme, certificate = said[0][1], _one_of(random, CERTIFICATES)
    qualifiers = random.sample(QUALIFIERS, random.choice((0, 0, 1, 3)))
    where = f"{commune.postal_code} {commune.name} {names.get(commune.departement, '')} {commune.departement}"
    confirmed = TODAY - timedelta(days=random.randrange(900)) if random.random() < 0.9 else None  # noqa: PLR2004
    return Document(
        "actor", key,
        {
            "title": title, "keywords": " ".join([*(name for _code, _theme, name in said), *qualifiers]),
            "where": where, "summary": texts.summary(random, theme, commune.name),
            "body": texts.description(random, theme, commune.name, other.name),
        },
        f"/actors/{key}/",
        {
            "sector": sorted({code for one in said for code in one[:2]}), "certificate": [certificate],
            "family": [_one_of(random, FAMILIES)], "mode": [random.choice(MODES)], "qualifier": qualifiers,
            "place": [f"commune:{commune.insee}", f"departement:{commune.departement}"], "language": ["fr", "en"],
        },
        (commune.latitude + random.gauss(0, 0.01), commune.longitude + random.gauss(0, 0.01)),
        confirmed, weight(certificate, confirmed, TODAY),
    )  # fmt: skip


def _territories() -> dict[str, str]:
    """{code of a département: its name and its region's}."""
    with (ROOT / "community/data/territories.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = {row["code"]: row["name"] for row in rows if row["kind"] == "region"}
    return {row["code"]: f"{row['name']} {regions.get(row['region'], '')}" for row in rows if row["kind"] != "region"}


def _sectors() -> list[tuple[str, str, str]]:
    """(code, code of the sector it is part of, name) of those that the site starts with."""
    read = json.loads((ROOT / "pages/seed/content/fr/sectors.json").read_text(encoding="utf-8"))
    return [(child["code"], one["code"], child["name"]) for one in read for child in one["children"]]


def _one_of(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), weights=list(weights.values()))[0]


def first(count: int) -> list[Document]:
    """Some of another draw, for changes: they take the place of the first ones."""
    return list(islice(documents(count + 1), count))
