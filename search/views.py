"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Locale

from community.models import Actor
from core import asked
from search.plain import Query, find_actors, find_pages

PER_PAGE = 20


def results(request: HttpRequest) -> HttpResponse:
    """Actors and pages that match `?q=` near `?near=`."""
    query = Query(asked.text(request, "q"), asked.text(request, "near"))
    page = Paginator(find_actors(query), PER_PAGE).get_page(request.GET.get("page"))
    found = Actor.objects.for_cards().in_bulk(list(page))
    context = {
        "query": query,
        "items": page,
        "actors": [found[pk] for pk in page if pk in found],
        "pages": find_pages(query, Locale.get_active()),
    }
    return render(request, "search/results.html", context)
