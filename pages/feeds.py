"""Feeds of the news."""

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import datetime as datetime_class
from django.utils.timezone import make_aware

from community.models import Sector

ENTRIES = 20


def article_feed(request: HttpRequest, index, articles, sector: Sector | None = None) -> HttpResponse:
    """RSS 2.0 of the latest articles of an index, or of one of its sectors."""
    address = index.get_full_url(request)
    feed = Rss201rev2Feed(
        title=f"{index.title}: {sector.label}" if sector else index.title,
        link=address,
        description=index.description or index.title,
        language=index.locale.language_code,
        feed_url=request.build_absolute_uri(),
    )
    for article in articles[:ENTRIES]:
        feed.add_item(
            title=article.title,
            link=article.get_full_url(request),
            description=article.intro,
            pubdate=make_aware(datetime_class.combine(article.date, datetime_class.min.time())),
            unique_id=f"{address}#{article.translation_key}",
            unique_id_is_permalink=False,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
