"""Reads of the searches that a person keeps."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from accounts.models import User
from search.engine import engine
from search.engines import MissingIndexError
from search.models import SavedSearch
from search.queries.asked import read
from search.queries.described import described
from search.queries.elsewhere import of_feed, of_page
from search.queries.labels import labels
from search.rules.news import MOST_FOUND
from search.rules.query import parse


@dataclass(frozen=True)
class Kept:
    """One search as its owner's list shows it."""

    saved: SavedSearch
    said: str
    page: str
    feed: str


def mine(request: HttpRequest) -> list[Kept]:
    """The searches of a person, the latest first; one query however many, labels apart."""
    return [shown(request, one) for one in of_person(request.user)]


def of_person(user: User):
    """The rows, without what is known of each."""
    return SavedSearch.objects.filter(owner=user).defer("known")


def shown(request: HttpRequest, saved: SavedSearch) -> Kept:
    """One of them, in words and with its addresses."""
    query, _problems = parse(dict(QueryDict(saved.query).lists()))
    return Kept(saved, described(query, labels(request)), of_page(query), of_feed(query))


def answers(query: str) -> list[str] | None:
    """What a query that is kept finds now, in the present language: one more than may be known at most.

    Returns:
        Identifiers of documents; None while there is no index.
    """
    try:
        return engine().walk(read(QueryDict(query)).for_engine, MOST_FOUND + 1)
    except MissingIndexError:
        return None
