"""The search page, what moves on its map, what is offered while one types."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import asked as typed
from search import insight, lag, plain, unanswered
from search.engine import engine
from search.engines.embedded.hits import PER_PAGE
from search.engines.embedded.store import MissingIndexError
from search.queries import shown
from search.queries.asked import Asked, address, read
from search.queries.drawn import draw, zoom_for
from search.queries.labels import labels
from search.results import SearchResult
from search.rules.french import fold
from search.rules.query import MOST_PAGES

MOST_SECTORS = 3


class Numbered(Paginator):
    """Pages of what an engine has cut already."""

    def __init__(self, found: SearchResult) -> None:
        super().__init__(range(min(found.total, PER_PAGE * MOST_PAGES)), PER_PAGE)
        self.found = found


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Actors, pages and decisions that answer, with what narrows them, and their map."""
    asked = read(request.GET)
    try:
        found, is_ready = engine().search(asked.for_engine, zoom=zoom_for(asked.for_engine)), True
    except MissingIndexError:
        found, is_ready = plain.search(asked.for_engine), False
    said = {"is_ready": is_ready, "is_late": is_ready and lag.is_late(), "may_look": insight.may_look(request)}
    answer = render(request, "search/results.html", _context(request, asked, found) | said)
    return answer if found.total or not is_ready else unanswered.counted(answer, request, asked)


def _context(request: HttpRequest, asked: Asked, found: SearchResult) -> dict:
    to, known = partial(address, request), labels(request)
    return {
        "asked": asked,
        "query": asked.query,
        "total": found.total,
        "items": Numbered(found).get_page(asked.query.page),
        "cards": shown.cards(found.hits),
        "groups": shown.groups(asked, found, known, to),
        "chips": list(shown.chips(asked, known, to)),
        "sorts": shown.sorts(asked.for_engine, to, has_place=asked.for_engine.point is not None),
        "suggestion": found.suggestion,
        "map": draw(asked.for_engine, found.clusters),
        "wider": [(one, count, to(one)) for one, count in found.wider],
    }


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles and sectors that begin so, for the box."""
    prefix = typed.text(request, "q")
    known = labels(request)["sectors"].values()
    sectors = [one for one in known if fold(one).startswith(fold(prefix))] if len(prefix) > 1 else []
    try:
        hits = engine().suggest(prefix) if len(prefix) > 1 else []
    except MissingIndexError:
        hits = []
    return render(request, "search/suggestions.html", {"hits": hits, "sectors": sectors[:MOST_SECTORS]})


@require_safe
def on_map(request: HttpRequest) -> JsonResponse:
    """Who stands together in a part of the map, at a zoom."""
    asked = read(request.GET)
    zoom = min(16, typed.number(request.GET, "zoom") + 2)
    try:
        found = engine().search(asked.for_engine, zoom=zoom)
    except MissingIndexError:
        found = SearchResult([], 0)
    return JsonResponse({"total": found.total, "clusters": [vars(one) for one in found.clusters]})
