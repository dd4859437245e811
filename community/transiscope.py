"""Reads the organisations of the demo from the shipped file of Transiscope (ODbL)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from community.models import Actor, Sector

SOURCE = "Transiscope"
FILE = Path(__file__).parent / "data" / "transiscope-deux-sevres.json"

# Categories of the source, and the sector that says the same.
SECTORS = {
    "Agriculture et alimentation": "alimentation",
    "Habitat, logement": "habitat",
    "éducation, formation": "education",
    "Culture, Médias et Lien social": "culture",
    "Fabriquer, réparer, zéro déchets": "reemploi",
    "Systèmes d'échange alternatifs": "solidarites",
    "citoyenneté, droits, solidarités": "solidarites",
}


@transaction.atomic
def load_demo_actors() -> int:
    """Store the organisations that are not there yet, as not confirmed; how many were new."""
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    new = 0
    for actor, codes in _read():
        stored, created = Actor.objects.get_or_create(slug=actor.pop("slug"), defaults=actor)
        stored.sectors.add(*(sectors[code] for code in codes if code in sectors))
        new += created
    return new


def _read() -> Iterator[tuple[dict, set[str]]]:
    for row in json.loads(FILE.read_text()):
        names = {category["name"] for category in row["categories"]}
        yield _fields(row), {SECTORS[name] for name in names if name in SECTORS}


def _fields(row: dict) -> dict:
    address = row["address"]
    return {
        "slug": slugify(f"{row['title']}-{row['id']}"),
        "name": row["title"].strip(),
        "summary": " ".join(row["summary"].split())[:400],
        "description": "\n\n".join(text for text in (row.get("description"), row.get("commitment")) if text),
        "website": row.get("website", "")[:200],
        "street": (address.get("street") or "")[:200],
        "postal_code": (address.get("postalCode") or "")[:10],
        "city": (address.get("city") or "").strip()[:120],
        "latitude": row["location"]["lat"],
        "longitude": row["location"]["lon"],
        "source": SOURCE,
        "source_url": row["url"],
        "state": "published",
        "ess_reason": "source",
        "imported_at": timezone.now(),
        "due_at": timezone.now() + timedelta(days=365),
    }
