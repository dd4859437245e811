"""What forms and maps ask while one types: communes, territories, outlines."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from community.home_area import departements
from community.models import Territory
from community.outlines import geojson
from community.queries.places import nearest_communes, suggest_communes, suggest_territories
from community.rules.places import is_on_earth
from core import asked

WORLD = (-180.0, -90.0, 180.0, 90.0)


@require_safe
@cache_control(public=True, max_age=86400)
def communes(request: HttpRequest) -> HttpResponse:
    """Suggestions for `?q=`, as options of a list."""
    return _options(request, suggest_communes(asked.text(request, "q"), at_home=departements(request)))


@require_safe
@cache_control(public=True, max_age=86400)
def territories(request: HttpRequest) -> HttpResponse:
    """The same for territories of every kind."""
    return _options(request, suggest_territories(asked.text(request, "q"), at_home=departements(request)))


def _options(request: HttpRequest, found: list[Territory]) -> HttpResponse:
    return render(request, "community/widgets/options.html", {"territories": found})


@require_safe
@cache_control(public=True, max_age=86400)
def communes_near(request: HttpRequest) -> JsonResponse:
    """Names and points of the communes around `?lat=&lng=`, for the map of a form."""
    try:
        latitude, longitude = float(request.GET["lat"]), float(request.GET["lng"])
    except (KeyError, ValueError):
        return JsonResponse({"communes": []}, status=400)
    found = nearest_communes(latitude, longitude) if is_on_earth(latitude, longitude) else []
    rows = [{"name": one.name, "lat": one.latitude, "lng": one.longitude} for one in found]
    return JsonResponse({"communes": rows})


@require_safe
@cache_control(public=True, max_age=86400 * 30)
def outlines(request: HttpRequest) -> HttpResponse:
    """The outlines of the départements of `?box=west,south,east,north`, the base of every map; of all without a box."""
    try:
        box = [float(one) for one in request.GET["box"].split(",")]
        found = geojson(*box)
    except (KeyError, TypeError, ValueError):
        found = geojson(*WORLD)
    return HttpResponse(found, content_type="application/geo+json")
