"""What others may take of a search: its actors as GeoJSON or CSV, all that it finds as RSS."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification import network
from community.exports import entries, writers
from community.views.exports import Writer, for_every_site, page_of
from core import errors, limits
from search.engine import engine
from search.engines import MissingIndexError
from search.queries.asked import Asked, read
from search.queries.described import described
from search.queries.elsewhere import of_page
from search.queries.labels import labels
from search.queries.newest import Item, newest

MOST = 10_000  # actors of one export
PER_MINUTE = 30
SOON = "60"  # seconds after which an index that was missing is there again
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, 2.2
View = Callable[[HttpRequest], HttpResponseBase]


def with_index(view: View) -> View:
    """Answer 503 as long as there is no index: the plain answer of the page has no filters."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except MissingIndexError:
            said = _("The search is being made anew: ask again in a minute.")
            return HttpResponse(
                f"{said}\n", "text/plain; charset=utf-8", HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": SOON}
            )

    return answer


@for_every_site
@require_safe
@with_index
def geojson(request: HttpRequest) -> HttpResponseBase:
    """The actors that answer, as GeoJSON."""
    return _exported(request, writers.geojson, "application/geo+json")


@for_every_site
@require_safe
@with_index
def table(request: HttpRequest) -> HttpResponseBase:
    """The same as a table."""
    response = _exported(request, writers.table, "text/csv; charset=utf-8")
    response.headers.setdefault("Content-Disposition", 'attachment; filename="search.csv"')
    return response


def _exported(request: HttpRequest, write: Writer, content_type: str) -> HttpResponseBase:
    """The first `MOST` in the order that was asked for, read piece by piece; whether these are all is said."""
    if not limits.allows(request, "search-export", times=PER_MINUTE, seconds=60):
        return errors.too_many_requests(request)
    keys = _actors(read(request.GET))
    is_whole = len(keys) <= MOST
    found = entries.of(keys[:MOST], page_of(request))
    pieces = () if request.method == "HEAD" else write(found, {"complete": is_whole, "most": MOST})
    headers = {"X-Complete": str(is_whole).lower(), "Cache-Control": "no-cache"}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


def _actors(asked: Asked) -> list[int]:
    """Keys of the actors that answer, one more than may be told if there are more."""
    query = asked.for_engine
    if query.kinds and "actor" not in query.kinds:
        return []
    found = engine().walk(replace(query, kinds=("actor",)), MOST + 1)
    return [int(one.partition(":")[2]) for one in found]


@for_every_site
@require_safe
@with_index
def feed(request: HttpRequest) -> HttpResponseBase:
    """RSS 2.0 of what answers, the latest confirmed first."""
    asked = read(request.GET)
    said = described(asked.query, labels(request)) or _("Search")
    made = Rss201rev2Feed(
        title=_writable(f"{said} · {network.of(request).name}"), link=request.build_absolute_uri(of_page(asked.query)),
        description=_("What the search finds, the latest confirmed first."), language=get_language(),
        feed_url=request.build_absolute_uri(),
    )  # fmt: skip
    for one in newest(asked.for_engine):
        _add(made, request, one)
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _add(feed_: Rss201rev2Feed, request: HttpRequest, one: Item) -> None:
    feed_.add_item(
        _writable(one.title), request.build_absolute_uri(one.url), _writable(one.text), pubdate=one.at,
        unique_id=one.uid, unique_id_is_permalink=False,
    )  # fmt: skip


def _writable(text: str) -> str:
    """Without what XML cannot hold, the marks of found words among it."""
    return UNWRITABLE.sub("", text)
