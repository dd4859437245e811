"""What programs read of the directory; open to every site (CORS), since it is public."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import etag, require_safe
from wagtail.images.models import SourceImageIOError

from community.exports import cursor, entries, murmurations, writers
from community.models import Actor
from community.permissions import can
from community.queries.profile import Shown, document, present
from core import page_cache

FORMAT = 1  # of the collections: to be raised when what they say changes
LOGO = "format-png|max-160x160"
BAD_CURSOR = "This cursor is not one of ours. Leave `since` out to get everything, with a new cursor."
Writer = Callable[[Iterator[dict], Mapping[str, object]], Iterator[str]]


def for_every_site(view: Callable) -> Callable:
    """Let scripts of other sites read the answer, its cursor, and whether it is whole."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, X-Complete, X-Cursor"
        return response

    return answer


def _state(_request: HttpRequest) -> str:
    """Changes with whatever the public sees, as the pages do: a list of the latest changes would miss late commits."""
    return f'W/"{FORMAT}-{page_cache.generation()}"'


@for_every_site
@require_safe
@etag(_state)
def actors_geojson(request: HttpRequest) -> HttpResponseBase:
    """Published actors as GeoJSON; `?since=` a cursor, what changed and what is gone."""
    return _collection(request, writers.geojson, "application/geo+json")


@for_every_site
@require_safe
@etag(_state)
def actors_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a table."""
    response = _collection(request, writers.table, "text/csv; charset=utf-8")
    if response.status_code < HttpResponseBadRequest.status_code:
        response.headers["Content-Disposition"] = 'attachment; filename="actors.csv"'
    return response


def _collection(request: HttpRequest, write: Writer, content_type: str) -> HttpResponseBase:
    asked = request.GET.get("since", "")
    try:
        since = cursor.read(asked) if asked else None
    except cursor.CursorError:
        return HttpResponseBadRequest(BAD_CURSOR, content_type="text/plain; charset=utf-8")
    reached = str(cursor.after(entries.latest(), timezone.now()))  # before reading: what comes meanwhile comes again
    pieces = () if request.method == "HEAD" else write(entries.read(since, page_of(request)), {"cursor": reached})
    headers = {"X-Cursor": reached, "Cache-Control": page_cache.CACHE_CONTROL}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


def page_of(request: HttpRequest) -> Callable[[str], str]:
    """Writes the address of a page; asking the resolver for each of many would take longer than reading them."""
    before, _slug, after = request.build_absolute_uri(reverse("community:actor", args=["SLUG"])).partition("SLUG")
    return lambda slug: f"{before}{slug}{after}"


@for_every_site
@require_safe
def actor_json(request: HttpRequest, slug: str) -> HttpResponse:
    """One published actor as a profile of Murmurations; 404 once it is gone, which is how their index forgets it."""
    found = get_object_or_404(Actor.objects.published().with_document(), slug=slug)
    shown = present(document(found))
    addresses = murmurations.Addresses(
        page=request.build_absolute_uri(found.get_absolute_url()),
        form=request.build_absolute_uri(reverse("community:write", args=[slug])) if _may_be_written_to(found) else "",
        logo=_logo(request, shown.logo),
    )
    said = murmurations.profile(found, shown, addresses)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _may_be_written_to(found: Actor) -> bool:
    return bool(can(AnonymousUser(), "write_to", found))


def _logo(request: HttpRequest, shown: Shown | None) -> str:
    """The address of the picture as the page shows it; "" if there is none, or its file is no more."""
    try:
        return request.build_absolute_uri(shown.image.get_rendition(LOGO).url) if shown else ""
    except SourceImageIOError:
        return ""
