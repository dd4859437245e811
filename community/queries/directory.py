"""The list of actors, as visitors narrow it."""

from dataclasses import dataclass, field
from math import cos, radians

from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.functions import Cast

from community.models import Actor, Family, Sector, Territory
from community.queries.places import find_communes
from community.rules.places import METRES_PER_DEGREE, distance

NEAR_KM = 25


@dataclass(frozen=True)
class Wanted:
    """What a visitor asked for; `unknown` are the words that mean nothing here."""

    sector: Sector | None = None
    family: str = ""
    commune: Territory | None = None
    unknown: list[str] = field(default_factory=list)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked."""
        return bool(self.sector or self.family or self.commune)


def read_wanted(sector: str, family: str, near: str) -> Wanted:
    """What these texts of an address mean."""
    found_sector = Sector.objects.filter(code=sector).first() if sector else None
    commune = _largest(find_communes(near)) if near else None
    known_family = family if family in Family.values else ""
    unknown = [
        typed
        for typed, known in ((sector, found_sector), (family, known_family), (near, commune))
        if typed and not known
    ]
    return Wanted(found_sector, known_family, commune, unknown)


def _largest(communes: list[Territory]) -> Territory | None:
    located = [one for one in communes if one.latitude is not None]
    return max(located, key=lambda one: one.population or 0, default=None)


def find(wanted: Wanted) -> QuerySet[Actor]:
    """Published actors that answer: the nearest first if a place was asked for, else by rank."""
    found = Actor.objects.published()
    if wanted.sector:
        found = found.in_sector(wanted.sector)
    if wanted.family:
        found = found.filter(family=wanted.family)
    return near(found, wanted.commune) if wanted.commune else found.ranked()


def near(found: QuerySet[Actor], commune: Territory) -> QuerySet[Actor]:
    """Those within 25 km, the nearest first, those that nobody confirms last.

    On a few kilometres, degrees stretched by the latitude are distances.
    """
    dy = NEAR_KM * 1000 / METRES_PER_DEGREE
    stretch = cos(radians(commune.latitude))
    box = found.filter(
        latitude__range=(commune.latitude - dy, commune.latitude + dy),
        longitude__range=(commune.longitude - dy / stretch, commune.longitude + dy / stretch),
    )
    y = F("latitude") - Value(commune.latitude, FloatField())
    x = (F("longitude") - Value(commune.longitude, FloatField())) * Value(stretch, FloatField())
    square = Cast(x * x + y * y, FloatField())
    return box.annotate(square=square).filter(square__lte=dy * dy).order_by("is_stale", "square", "sort_name", "pk")


def set_distances(actors: list[Actor], commune: Territory | None) -> list[Actor]:
    """Give each actor its `distance_km` to a commune, for the cards."""
    for actor in actors if commune else ():
        if actor.point:
            actor.distance_km = distance(actor.point, (commune.latitude, commune.longitude)) / 1000
    return actors
