"""What a search finds, the latest confirmed first, as a feed tells it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone

from community.models import Actor
from search.engine import engine
from search.engines.embedded.hits import PER_PAGE
from search.queries import shown
from search.results import Hit
from search.rules.query import SearchQuery

PAGES = 5  # of the search, in one feed


@dataclass(frozen=True)
class Item:
    """One line of a feed."""

    uid: str
    title: str
    text: str
    url: str
    at: datetime | None


def newest(query: SearchQuery) -> Iterator[Item]:
    """The first hundred; of actors only those that are still published, as their page says it now.

    Raises:
        MissingIndexError: there is no index.
    """
    for one in shown.cards(list(_hits(query))):
        yield _of_actor(one) if isinstance(one, Actor) else _of_hit(one)


def _hits(query: SearchQuery) -> Iterator[Hit]:
    for page in range(1, PAGES + 1):
        found = engine().search(replace(query, sort="fresh", page=page)).hits
        yield from found
        if len(found) < PER_PAGE:
            return


def _of_actor(actor: Actor) -> Item:
    hit = actor.found
    return Item(hit.id, actor.public_name, actor.summary, actor.get_absolute_url(), _morning(hit.confirmed))


def _of_hit(hit: Hit) -> Item:
    return Item(hit.id, hit.title, hit.fragment, hit.url, _morning(hit.confirmed))


def _morning(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
