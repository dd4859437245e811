"""A search on the pages of others: the list and the map in a frame, and the page that gives its code."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from search import streets
from search.answering import answer
from search.forms import EmbedForm
from search.queries import shown
from search.queries.asked import read
from search.queries.described import described
from search.queries.drawn import draw, zoom_for
from search.queries.elsewhere import of_page
from search.queries.labels import labels
from search.rules.query import to_params

MOST = 12  # cards of a frame
View = Callable[..., HttpResponse]


def framed(view: View) -> View:
    """Let other sites show this answer in a frame; it sends nothing, and frames nobody."""

    @wraps(view)
    def seen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        replaced = {"frame-ancestors": settings.EMBED_ORIGINS, "form-action": [NONE], "frame-src": [NONE]}
        return xframe_options_exempt(csp_replace(replaced)(view))(request, *args, **kwargs)

    return seen


@require_safe
@framed
def frame(request: HttpRequest) -> HttpResponse:
    """The answers of a query, without anything around them."""
    asked = read(request.GET)
    form = EmbedForm(request.GET)
    found, _is_ready = answer(asked.for_engine, zoom_for(asked.for_engine))
    context = {
        "query": asked.query, "said": described(asked.query, labels(request)), "total": found.total,
        "cards": shown.cards(found.hits)[:MOST], "map": draw(asked.for_engine, found.clusters),
        "tiles": streets.NONE, "show": form.chosen("show"), "page": request.build_absolute_uri(of_page(asked.query)),
    }  # fmt: skip
    response = render(request, "search/frame.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """What one writes into a page to have the frame there, and how it looks."""
    query = replace(read(request.GET).query, page=1)
    form = EmbedForm(request.GET if "show" in request.GET else None)
    said = urlencode([*to_params(query), ("show", form.chosen("show"))])
    context = {
        "form": form, "kept": to_params(query), "said": described(query, labels(request)), "page": of_page(query),
        "address": request.build_absolute_uri(f"{reverse('search:frame')}?{said}"), "height": form.chosen("height"),
    }  # fmt: skip
    return render(request, "search/embed.html", context)
