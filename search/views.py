"""The search page, what moves on its map, what is offered while one types."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import asked as typed
from search import insight, lag, streets, unanswered
from search.answering import answer, found
from search.engines.embedded.hits import PER_PAGE
from search.queries import points, shown
from search.queries.asked import Asked, address, read
from search.queries.drawn import draw, zoom_for
from search.queries.elsewhere import elsewhere
from search.queries.labels import labels
from search.queries.offered import offered
from search.results import SearchResult
from search.rules.query import MOST_PAGES, to_params

KEPT = {"at", "km", "box", "kind"}  # of what was asked, when other words are typed
FINER = 2  # zooms: a group is as wide as a fourth of a tile


class Numbered(Paginator):
    """Pages of what an engine has cut already."""

    def __init__(self, found: SearchResult) -> None:
        super().__init__(range(min(found.total, PER_PAGE * MOST_PAGES)), PER_PAGE)
        self.found = found


@require_safe
@streets.allowed
def results(request: HttpRequest) -> HttpResponse:
    """Actors, pages and decisions that answer, with what narrows them, and their map."""
    asked = read(request.GET)
    result, is_ready = answer(asked.for_engine, zoom_for(asked.for_engine))
    said = {"is_ready": is_ready, "is_late": is_ready and lag.is_late(), "may_look": insight.may_look(request)}
    response = render(request, "search/results.html", _context(request, asked, result) | said)
    return response if result.total or not is_ready else unanswered.counted(response, request, asked)


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
        "kept": [one for one in to_params(asked.query) if one[0] in KEPT],
        "suggestion": found.suggestion,
        "map": draw(asked.for_engine, found.clusters),
        "tiles": streets.offered(),
        "wider": [(one, count, to(one)) for one, count in found.wider],
        "elsewhere": elsewhere(request.user, asked.query),
    }


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What begins so, for the box."""
    return render(request, "search/suggestions.html", vars(offered(request, typed.text(request, "q"))))


@require_safe
def on_map(request: HttpRequest) -> JsonResponse:
    """Who stands together in a part of the map, at a zoom."""
    asked = read(request.GET)
    zoom = min(zoom_for(asked.for_engine), typed.number(request.GET, "zoom") + FINER)
    result = found(asked.for_engine, zoom) or SearchResult([], 0)
    return JsonResponse({"total": result.total} | points.drawn(result.clusters))
