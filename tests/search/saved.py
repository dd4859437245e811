"""Actors to find, and people who keep searches, for tests."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import override
from post_office.models import Email

from community.models import Actor, Sector
from core import changes
from search import workflow
from search.queries.asked import read
from search.queries.elsewhere import identity
from search.queries.kept import answers
from tests.factories.community import ActorFactory

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2026, 11, 27, 12, tzinfo=PARIS)


def morning(day):
    """At seven, some day of November 2026; the 28th is a Saturday."""
    return datetime(2026, 11, day, 7, tzinfo=PARIS)


def publish(name="Atelier", **fields):
    """A published actor, in the index."""
    found = ActorFactory(name=name, **fields)
    found.sectors.add(Sector.objects.get(code="alimentation"))
    return follow(found)


def follow(*actors):
    """Have the index follow them."""
    changes.note(*actors)
    changes.drain()
    return actors[0]


def certify(actor):
    Actor.objects.filter(pk=actor.pk).update(certificate_state="active")
    follow(actor)


def keep(owner, said="certificate=active&kind=actor", how_often="daily", name="Reconnues", now=FRIDAY):
    with override(owner.language):
        query = identity(read(QueryDict(said)).query)
        return workflow.keep(owner=owner, query=query, name=name, how_often=how_often, found=answers(query), now=now)


def letters(to=None):
    found = Email.objects.order_by("pk")
    return [one for one in found if to is None or one.to == [to]]
