"""How fast a large directory is imported, and in how much memory: `python -m bench.imports [rows]`, from `scripts`."""

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.servers import ROOT, environment

ROWS = 35_000
KINDS = ("Association", "Atelier", "Coopérative", "Épicerie", "Ferme", "Jardin", "Maison", "Ressourcerie", "Régie")
OF = ("du Pont", "des Quatre Vents", "de la Source", "du Canal", "des Tilleuls", "du Vieux Moulin", "de l’Étang")
TEXT = (
    "accueillir ateliers avec chacun coopération ensemble habitants insertion jardin local marché monnaie partager "
    "produits quartier récolte réemploi réparer solidaire territoire transmettre vivre voisins échange énergie"
)
WORDS = tuple(TEXT.split())
CATEGORIES = ("Agriculture et alimentation", "Habitat, logement", "Culture", "Réemploi", "Mobilité", "Autre chose")


def generate(path: Path, rows: int) -> None:
    """Write a plausible file of GoGoCarto: invented organisations in real communes, always the same ones."""
    chance = random.Random(rows)  # noqa: S311 (no secret)
    with path.open("w", encoding="utf-8") as file:
        file.write('{"licence": "ODbL", "ontology": "gogofull", "data": [\n')
        for number, commune in zip(range(rows), _communes(chance), strict=False):
            element = json.dumps(_element(number, commune, chance), ensure_ascii=False)
            file.write(f",\n{element}" if number else element)
        file.write("\n]}\n")


def _communes(chance: random.Random) -> Iterator[dict]:
    """Communes that have a point and a postal code, at random and without end."""
    with (ROOT / "community/data/communes.csv").open(encoding="utf-8", newline="") as file:
        communes = [row for row in csv.DictReader(file) if row["lat"] not in ("", "\\N") and row["postal_codes"]]
    while True:
        yield chance.choice(communes)


def _element(number: int, commune: dict, chance: random.Random) -> dict:
    name = f"{chance.choice(KINDS)} {chance.choice(OF)} {chance.choice(WORDS)} {commune['name']}"
    return {
        "id": f"bench{number}",
        "name": name,
        "geo": {
            "latitude": round(float(commune["lat"]) + chance.uniform(-0.02, 0.02), 5),
            "longitude": round(float(commune["lon"]) + chance.uniform(-0.02, 0.02), 5),
        },
        "address": {
            "streetAddress": f"{chance.randint(1, 90)} rue {chance.choice(OF)}",
            "addressLocality": commune["name"],
            "postalCode": commune["postal_codes"].split()[0],
            "addressCountry": "FR",
        },
        "categories": chance.sample(CATEGORIES, 2),
        "createdAt": "2023-03-01T10:00:00+01:00",
        "updatedAt": f"2026-{chance.randint(1, 10):02}-15T10:00:00+01:00",
        "status": 1,
        "description": " ".join(chance.choices(WORDS, k=30)),
        "descriptionMore": "<p>" + " ".join(chance.choices(WORDS, k=80)) + "</p>",
        "website": f"https://exemple-{number}.example.org/",
        "email": f"contact@exemple-{number}.example.org",
        "telephone": f"05 49 {chance.randint(10, 99)} {chance.randint(10, 99)} {chance.randint(10, 99)}",
    }


def measure(rows: int = ROWS) -> dict[str, float]:
    """Import that many rows into a fresh SQLite database, in a process of its own; twice, as directories come."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "directory.json", rows)
        for command in (["migrate", "-v0"], ["createcachetable"], ["demo", "--known-passwords"]):
            _manage(folder, *command)
        first, second = (_timed(folder) for _turn in range(2))
    figures = {"rows": rows, "seconds": first, "rows_per_second": round(rows / first), "seconds_again": second}
    return figures | {"peak_mb": _peak()}


def _timed(folder: Path) -> float:
    begun = time.perf_counter()
    _manage(folder, "import_actors", str(folder / "directory.json"), "--format", "gogocarto")
    return round(time.perf_counter() - begun, 1)


def _manage(folder: Path, *command: str) -> None:
    run = [sys.executable, "manage.py", *command]
    subprocess.run(run, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


def _peak() -> int:
    """Megabytes of the largest process that we started: that of an import."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)))
