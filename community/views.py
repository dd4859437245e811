"""Public pages of the actors."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from community.models import Actor, Sector
from core import asked

PER_PAGE = 24


def actors(request: HttpRequest) -> HttpResponse:
    """Published actors, all or of the sector named by `?sector=`; an unknown sector is said and ignored."""
    code = asked.text(request, "sector")
    sector = Sector.objects.filter(code=code).first()
    found = Actor.objects.published().for_cards()
    if sector:
        found = found.in_sector(sector)
    context = {
        "actors": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "sector": sector,
        "unknown_sector": code if code and not sector else "",
        "sectors": Sector.objects.roots().with_counts(),
    }
    return render(request, "community/actors.html", context)


def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """One published actor."""
    found = get_object_or_404(Actor.objects.published().for_cards(), slug=slug)
    return render(request, "community/actor.html", {"actor": found})
