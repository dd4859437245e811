"""Actors and sectors for tests."""

import factory

from community.models import Actor, Sector


class SectorFactory(factory.django.DjangoModelFactory):
    """A sector of the first level."""

    class Meta:
        model = Sector

    code = factory.Sequence(lambda n: f"sector-{n}")
    name = factory.Sequence(lambda n: f"Filière {n}")


class ActorFactory(factory.django.DjangoModelFactory):
    """A published actor in Niort."""

    class Meta:
        model = Actor

    slug = factory.Sequence(lambda n: f"actor-{n}")
    name = factory.Sequence(lambda n: f"Acteur {n}")
    is_published = True
    city = "Niort"
    postal_code = "79000"
    latitude = 46.32
    longitude = -0.46
