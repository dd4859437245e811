"""Three hundred invented documents: those written by hand, then made ones that no query of a hand is after.

No real organisation is among them; the communes and their coordinates are real.
"""

import json
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path

from search.documents import Document
from search.rules.french import tokens
from search.rules.ranking import weight

TODAY = date(2026, 6, 15)
HERE = Path(__file__).parent
COMMUNES = json.loads((HERE / "communes.json").read_text())
DEPARTEMENTS = {
    "79": "Deux-Sèvres Nouvelle-Aquitaine", "86": "Vienne Nouvelle-Aquitaine",
    "17": "Charente-Maritime Nouvelle-Aquitaine",
    "16": "Charente Nouvelle-Aquitaine", "33": "Gironde Nouvelle-Aquitaine", "85": "Vendée Pays de la Loire",
    "44": "Loire-Atlantique Pays de la Loire", "72": "Sarthe Pays de la Loire", "75": "Paris Île-de-France",
    "69": "Rhône Auvergne-Rhône-Alpes", "38": "Isère Auvergne-Rhône-Alpes", "59": "Nord Hauts-de-France",
    "35": "Ille-et-Vilaine Bretagne", "29": "Finistère Bretagne", "67": "Bas-Rhin Grand Est",
    "31": "Haute-Garonne Occitanie",
    "13": "Bouches-du-Rhône Provence", "21": "Côte-d’Or Bourgogne",
}  # fmt: skip
SECTORS = {
    "food": "Alimentation", "food.grocery": "Épicerie", "food.baskets": "Paniers", "food.bakery": "Boulangerie",
    "food.farm": "Ferme et maraîchage", "food.canteen": "Restauration", "reuse": "Réemploi",
    "reuse.recycling": "Objets",
    "reuse.clothes": "Vêtements", "mobility": "Mobilité", "mobility.bike": "Vélo", "mobility.garage": "Automobile",
    "digital": "Informatique", "digital.software": "Logiciel", "services": "Services", "services.print": "Impression",
    "work": "Emploi", "work.integration": "Insertion", "work.cooperative": "Entrepreneuriat", "care": "Soin",
    "care.childcare": "Petite enfance", "care.health": "Santé", "culture": "Culture", "culture.cafe": "Convivialité",
    "culture.radio": "Médias", "housing": "Logement", "energy": "Énergie", "finance": "Finance", "leisure": "Loisirs",
}  # fmt: skip
QUALIFIERS = {
    "prices": "Prix adaptés", "local": "Circuit court", "bio": "Agriculture biologique", "waste": "Moins de déchets",
    "rural": "Service rural", "work": "Emplois", "energy": "Climat", "free-software": "Communs numériques",
}  # fmt: skip
SAME = (
    ("AMAP", "association pour le maintien d’une agriculture paysanne"), ("recyclerie", "ressourcerie"),
    ("vélo", "bicyclette"), ("CAE", "coopérative d’activité et d’emploi"),
)  # fmt: skip


def synonyms():
    """Stems that mean the same, both ways."""
    pairs = [[tuple(token.stem for token in tokens(text)) for text in pair] for pair in SAME]
    return {" ".join(one): (other,) for pair in pairs for one, other in (pair, pair[::-1])}


def documents() -> list[Document]:
    """All of them, always the same."""
    found = [actor(row) for row in _read("actors")] + [page(row) for row in _read("pages")]
    return found + list(islice(made(), 300 - len(found)))


def _read(name: str) -> list[list]:
    return json.loads((HERE / f"{name}.json").read_text())


def actor(row) -> Document:
    """One actor, as the site describes its own."""
    key, title, commune, sectors, certificate, family, mode, qualifiers, days, serves, keywords, summary, body = row
    insee, postcode, departement, epci, latitude, longitude = COMMUNES[commune]
    sectors, qualifiers = with_parents(sectors.split()), qualifiers.split()
    named = [keywords, *(SECTORS[one] for one in sectors), *(QUALIFIERS[one] for one in qualifiers)]
    where = f"{postcode} {commune} {epci} {DEPARTEMENTS[departement]} {departement}"
    texts = {"title": title, "keywords": " ".join(named), "where": where, "summary": summary, "body": body}
    codes = {
        "sector": sectors, "certificate": [certificate], "family": [family], "mode": [mode], "qualifier": qualifiers,
        "place": sorted({f"commune:{insee}", f"dep:{departement}", *_of_mellois(epci), *serves.split()}),
    }  # fmt: skip
    confirmed = None if days is None else TODAY - timedelta(days=days)
    importance = weight(certificate, confirmed, TODAY)
    return Document("actor", key, texts, f"/actors/{key}/", codes, (latitude, longitude), confirmed, importance)


def _of_mellois(epci: str) -> list[str]:
    return ["epci:mellois"] if "Mellois" in epci else []


def with_parents(sectors: list[str]) -> list[str]:
    """These sectors and those they are part of."""
    return sorted({*sectors, *(one.split(".")[0] for one in sectors)})


def page(row) -> Document:
    """A page or a decision: no place, no certificate."""
    kind, key, language, title, summary, body = row
    texts = {"title": title, "summary": summary, "body": body}
    codes = {"language": [language]} if language else {}
    return Document(kind, key, texts, f"/{kind}s/{key}/", codes, confirmed=TODAY - timedelta(days=200))


HOBBIES = (
    "Chorale", "Échecs", "Poterie", "Yoga", "Théâtre", "Généalogie", "Pétanque", "Astronomie", "Danse", "Photographie",
    "Randonnée", "Tricot", "Aquarelle", "Escalade", "Natation", "Judo", "Accordéon", "Origami", "Aviron", "Tarot",
)  # fmt: skip
NAMES = (
    "Alizés", "Hirondelles", "Coquelicots", "Farfadets", "Tilleuls", "Goélands", "Lanternes", "Mésanges", "Nénuphars",
    "Perce-neige", "Ricochets", "Sittelles",
)  # fmt: skip
CERTIFICATES = ("none", "none", "active", "none", "expired", "suspended", "none")


def made():
    """Clubs, spread over all the communes, certificates and dates."""
    places = sorted(COMMUNES)
    for n, (name, hobby) in enumerate(product(NAMES, HOBBIES)):
        days = None if n % 9 == 0 else 3 + 7 * n % 900
        yield actor((
            f"club-{n}", f"{hobby} Les {name}", places[n * 11 % len(places)], "leisure", CERTIFICATES[n % 7],
            ("association", "informal", "unknown")[n % 3], ("onsite", "online")[n % 2], ("", "rural")[n % 4 == 0],
            days, "", "", f"On se retrouve le {('lundi', 'mardi', 'dimanche')[n % 3]} soir.",
            f"Cotisation annuelle : {10 + n % 40} euros.",
        ))  # fmt: skip
