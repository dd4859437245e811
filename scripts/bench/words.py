"""Words of invented organisations, and where people live."""

import csv
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

COMMUNES = Path(__file__).resolve().parents[2] / "community" / "data" / "communes.csv"
KINDS = (
    "AMAP", "Atelier", "Épicerie", "Ressourcerie", "Régie de quartier", "Café associatif", "Coopérative", "Jardins",
    "Recyclerie", "Maison", "Garage solidaire", "Fabrique", "Conserverie", "Tiers-lieu", "Collectif", "Crèche",
)  # fmt: skip
THINGS = (
    "du Marais", "des Possibles", "de la Gare", "du Bocage", "des Deux Rives", "du Moulin", "des Halles", "de l’Écluse",
    "du Partage", "en Transition", "des Artisans", "de la Fontaine", "du Grand Chêne", "du Faubourg", "des Voisins",
    "à Vélo", "du Levant", "de Traverse",
)  # fmt: skip
SUMMARY = "Une structure de {city} qui travaille avec ses voisins : accueil, ateliers, produits d’ici et entraide."
PARAGRAPH = (
    "Depuis sa création, l’équipe accueille à {city} toutes celles et ceux qui veulent faire ensemble. Les décisions "
    "se prennent à parts égales, les bénéfices restent dans le projet, et chacun y apprend un métier. "
)


class Commune(NamedTuple):
    """What an address needs of a commune."""

    insee: str
    name: str
    postal_code: str
    latitude: float
    longitude: float
    departement: str


def communes(random: Random) -> Iterator[Commune]:
    """Communes without end, each as often as it has inhabitants."""
    with COMMUNES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["population"].isdigit() and row["lat"]]
    known = [_read(row) for row in rows]
    weights = list(accumulate(int(row["population"]) for row in rows))
    while True:
        yield from random.choices(known, cum_weights=weights, k=1000)


def _read(row: dict) -> Commune:
    postal_code = row["postal_codes"].partition(" ")[0]
    return Commune(row["insee"], row["name"], postal_code, float(row["lat"]), float(row["lon"]), row["departement"])


def name(random: Random, commune: Commune) -> str:
    """A name that somebody might have given."""
    place = random.choice((f" – {commune.name}", f" de {commune.name}", "", ""))
    return f"{random.choice(KINDS)} {random.choice(THINGS)}{place}"[:160]
