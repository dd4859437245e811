"""Brings a database to so many published actors, as an import would store them."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bench import words
from community.models import Activity, Actor, ActorRevision, Family, Origin, Sector, Territory
from community.models.document import PARTS, content_of
from community.models.vocabulary import Mode
from community.rules.freshness import add_months
from community.rules.names import fold

AT_ONCE = 1000
FAMILIES = {Family.ASSOCIATION: 70, Family.COOPERATIVE: 12, Family.COMPANY: 12, Family.MUTUAL: 2, Family.UNKNOWN: 4}
CERTIFICATES = {"none": 85, "active": 10, "pending": 3, "expired": 2}
AREAS = {"": 50, "radius": 30, "territories": 15, "country": 5}
POSITIONS = {"users": "consent", "workers": "consent", "territory": "abstention"}


def fill(count: int) -> str:
    """Add actors until `count` are published, the same ones for the same count; the address of one of them."""
    missing = count - Actor.objects.published().count()
    random = Random(count)  # noqa: S311 (the same actors each time)
    new = _actors(random, timezone.now())
    while missing > 0:
        _store(list(islice(new, min(AT_ONCE, missing))), random)
        missing -= AT_ONCE
    return Actor.objects.published().filter(activities__area_kind="territories").latest("pk").get_absolute_url()


def _actors(random: Random, now: datetime) -> Iterator[Actor]:
    for commune in words.communes(random):
        yield _actor(random, commune, now - timedelta(minutes=random.randrange(500_000)))


def _actor(random: Random, commune: words.Commune, at: datetime) -> Actor:
    uid, name = uuid.UUID(int=random.getrandbits(128), version=4), words.name(random, commune)
    certificate = _one_of(random, CERTIFICATES)
    return Actor(
        uid=uid,
        slug=f"{slugify(name)[:100]}-{uid.hex[:8]}",
        name=name,
        sort_name=fold(name)[:170],
        family=_one_of(random, FAMILIES),
        summary=words.SUMMARY.format(city=commune.name),
        description=words.PARAGRAPH.format(city=commune.name) * random.randrange(1, 6),
        website=f"https://{uid.hex[:8]}.example/" if _happens(random, 0.6) else "",
        public_phone="05 49 00 00 00" if _happens(random, 0.5) else "",
        public_email=f"contact@{uid.hex[:8]}.example",
        street=f"{random.randrange(1, 200)} rue de la République",
        postal_code=commune.postal_code,
        city=commune.name,
        insee=commune.insee,
        latitude=commune.latitude + random.gauss(0, 0.01),
        longitude=commune.longitude + random.gauss(0, 0.01),
        precision="source",
        source="Annuaire inventé",
        source_url=f"https://annuaire.example/{uid.hex}",
        source_licence="ODbL-1.0",
        imported_at=at,
        created_at=at,
        published_at=at,
        edited_at=at,
        changed_at=at,
        last_confirmed_at=at,
        confirmed_by="import",
        due_at=add_months(at, 12),
        state="published",
        is_stale=_happens(random, 0.05),
        certificate_state=certificate,
        certified_at=at if certificate == "active" else None,
        positions=POSITIONS if certificate == "active" else {},
    )


@transaction.atomic
def _store(actors: list[Actor], random: Random) -> None:
    """One batch: rows, activities, what lists show of them, and a first revision each."""
    Actor.objects.bulk_create(actors)
    sectors = list(Sector.objects.all())
    activities = [activity for actor in actors for activity in _activities(random, actor, sectors)]
    Activity.objects.bulk_create(activities)
    links = {(activity.actor_id, activity.sector_id) for activity in activities}
    link = Actor.sectors.through
    link.objects.bulk_create([link(actor_id=actor, sector_id=sector) for actor, sector in sorted(links)])
    _spread(random, [activity for activity in activities if activity.area_kind == "territories"])
    _revise([actor.pk for actor in actors])


def _activities(random: Random, actor: Actor, sectors: list[Sector]) -> Iterator[Activity]:
    for position, sector in enumerate(random.sample(sectors, random.choice((1, 1, 1, 2, 2, 3)))):
        kind = _one_of(random, AREAS)
        yield Activity(
            key=uuid.UUID(int=random.getrandbits(128), version=4),
            actor=actor,
            position=position,
            sector=sector,
            mode=random.choice(Mode.values),
            description="Ce que nous proposons aux habitants et aux structures voisines.",
            area_kind=kind,
            radius_km=random.choice((10, 20, 30, 50)) if kind == "radius" else None,
        )


def _spread(random: Random, activities: list[Activity]) -> None:
    """Give each a département or two."""
    departements = list(Territory.objects.filter(kind="departement").values_list("pk", flat=True))
    link = Activity.territories.through
    chosen = [(activity, random.sample(departements, random.choice((1, 2)))) for activity in activities]
    link.objects.bulk_create(
        [link(activity_id=activity.pk, territory_id=pk) for activity, several in chosen for pk in several]
    )


def _revise(keys: list[int]) -> None:
    stored = Actor.objects.filter(pk__in=keys).prefetch_related(*PARTS)
    ActorRevision.objects.bulk_create(
        [ActorRevision.of(actor, content_of(actor), number=1, origin=Origin.IMPORT) for actor in stored]
    )


def _happens(random: Random, share: float) -> bool:
    return random.random() < share


def _one_of(random: Random, weights: dict) -> str:
    return random.choices(list(weights), weights=list(weights.values()))[0]
