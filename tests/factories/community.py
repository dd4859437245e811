"""Actors and what goes with them, for tests."""

from datetime import timedelta

import factory
from django.utils import timezone
from guardian.shortcuts import assign_perm

from community.models import Activity, Actor, Check, PersonRole, Sector, Territory, TerritoryKind
from community.states import Publication


class SectorFactory(factory.django.DjangoModelFactory):
    """A sector of the first level."""

    class Meta:
        model = Sector

    code = factory.Sequence(lambda n: f"sector-{n}")
    name = factory.Sequence(lambda n: f"Filière {n}")


class ActorFactory(factory.django.DjangoModelFactory):
    """A published actor in Niort, confirmed by nobody yet."""

    class Meta:
        model = Actor

    slug = factory.Sequence(lambda n: f"actor-{n}")
    name = factory.Sequence(lambda n: f"Acteur {n}")
    state = Publication.PUBLISHED
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=365))
    published_at = factory.LazyFunction(timezone.now)
    summary = "Répare et prête des vélos."
    city = "Niort"
    postal_code = "79000"
    insee = "79191"
    latitude = 46.32
    longitude = -0.46


def make_draft(manager, **fields):
    """A page that nobody has published, with its manager."""
    organisation = Actor.objects.create(created_by=manager, **fields)
    assign_perm(PersonRole.MANAGER, manager, organisation)
    return organisation


def make_actor(*, manager=None, contributor=None, sector="", **fields):
    """A published actor, claimed if it has a manager, with one activity if a sector is named."""
    organisation = ActorFactory(**fields)
    if manager:
        assign_perm(PersonRole.MANAGER, manager, organisation)
    if contributor:
        assign_perm(PersonRole.CONTRIBUTOR, contributor, organisation)
    if sector:
        Activity.objects.create(actor=organisation, sector=Sector.objects.get(code=sector))
        organisation.sectors.add(Sector.objects.get(code=sector))
    return organisation


def hide_all():
    """Take every actor of the demo off the lists, and stop asking members about it."""
    Check.objects.all().delete()
    Actor.objects.exclude(state=Publication.DRAFT).update(
        state=Publication.ARCHIVED, archived_reason="asked", archived_at=timezone.now()
    )


def make_territory(kind=TerritoryKind.COMMUNE, code="79191", name="Niort", **fields):
    """A territory, whether or not the shipped tables are loaded."""
    found, _ = Territory.objects.update_or_create(kind=kind, code=code, defaults={"name": name, **fields})
    return found
