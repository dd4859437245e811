"""The page of what happened, and its feeds."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import is_aware
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.happening import Happening
from core import asked
from pages.activity import KINDS, latest
from pages.models.network import network_of

ON_PAGE, IN_FEED, MOST_AT_ONCE = 30, 50, 1000
LABELS = {
    "actor": gettext_lazy("New organisations"),
    "decision": gettext_lazy("Decisions"),
    "article": gettext_lazy("News"),
}


@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """What happened, the latest first; `?kind=` narrows, `?before=` goes on.

    Many things may have happened at one moment: `?skip=` says how many of that one were shown already.
    """
    kind, upto = request.GET.get("kind", ""), _moment(request.GET.get("before", ""))
    skip = min(asked.number(request.GET, "skip"), MOST_AT_ONCE) if upto else 0
    found = latest(request, skip + ON_PAGE + 1, kind, upto)
    shown = found[skip : skip + ON_PAGE]
    context = {
        "happenings": shown,
        "next": shown[-1].at if len(found) > skip + ON_PAGE else None,
        "skip": sum(one.at == shown[-1].at for one in found[: skip + ON_PAGE]) if shown else 0,
        "kind": kind if kind in KINDS else "",
        "labels": LABELS.items(),
    }
    return render(request, "pages/activity.html", context)


def _moment(typed: str) -> datetime | None:
    """A moment that we wrote into a link; None for anything else."""
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return found if found and is_aware(found) else None


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    """RSS 2.0 of the latest."""
    feed = Rss201rev2Feed(
        title=_title(request), link=_page(request), description=_title(request), language=get_language(),
        feed_url=request.build_absolute_uri(),
    )  # fmt: skip
    for one in latest(request, IN_FEED, request.GET.get("kind", "")):
        link = request.build_absolute_uri(one.url)
        feed.add_item(one.title, link, one.text, pubdate=one.at, unique_id=one.uid, unique_id_is_permalink=False)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """The same as JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(request),
        "home_page_url": _page(request),
        "feed_url": request.build_absolute_uri(),
        "language": get_language(),
        "items": [_item(request, one) for one in latest(request, IN_FEED, request.GET.get("kind", ""))],
    }
    return JsonResponse(said, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _item(request: HttpRequest, one: Happening) -> dict:
    return {
        "id": one.uid,
        "url": request.build_absolute_uri(one.url),
        "title": one.title,
        "content_text": one.text,
        "date_published": one.at.isoformat(),
        "tags": [one.kind],
    }


def _title(request: HttpRequest) -> str:
    name = network_of(request).name
    return f"{_('What is happening')} · {name}" if name else _("What is happening")


def _page(request: HttpRequest) -> str:
    return request.build_absolute_uri(request.path.rpartition("/feed")[0] + "/")
