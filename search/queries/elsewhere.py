"""Addresses of one query: its page, its feed, its tables, where one keeps it."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode

from core.permissions import Visitor
from search.models import SavedSearch
from search.rules.query import SearchQuery, to_params


@dataclass(frozen=True)
class Elsewhere:
    """What stands under a list of results: where else it can be read, and whether the visitor keeps the search.

    Attributes:
        keep: where one keeps it; empty for a search of everything.
    """

    page: str
    feed: str
    geojson: str
    csv: str
    embed: str
    keep: str
    kept: SavedSearch | None


def elsewhere(user: Visitor, query: SearchQuery) -> Elsewhere:
    """The addresses of a query; one query of the database for whoever is signed in."""
    said = identity(query)
    mine = SavedSearch.objects.defer("known")
    kept = mine.filter(owner=user, query=said).first() if user.is_authenticated and said else None
    return Elsewhere(
        of_page(query), of_feed(query), _address("search:geojson", query), _address("search:csv", query),
        _address("search:embed", query),
        _address("searches:keep", query) if said else "", kept,
    )  # fmt: skip


def identity(query: SearchQuery) -> str:
    """What two searches that find the same have in common: the parameters of their address, without order and page."""
    return _said(replace(query, sort="relevance", page=1))


def of_page(query: SearchQuery) -> str:
    """Where its results are."""
    return _address("search:results", query)


def of_feed(query: SearchQuery) -> str:
    """Where programs read what is new."""
    return _address("search:feed", replace(query, sort="relevance"))


def _address(name: str, query: SearchQuery) -> str:
    said = _said(replace(query, page=1))
    return f"{reverse(name)}?{said}" if said else reverse(name)


def _said(query: SearchQuery) -> str:
    return urlencode(to_params(query))
