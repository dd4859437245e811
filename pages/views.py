"""Pages that no editor makes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from wagtail.models import Locale, Page, Site

from core.page_cache import PRIVATE_PATHS, UNSHARED
from pages.routing import open_to_all


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may visit."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    paths = ("/admin/", *PRIVATE_PATHS[len(UNSHARED) :], *_search_pages())
    closed = "\n".join(f"Disallow: {path}" for path in paths)
    return HttpResponse(f"User-agent: *\n{closed}\n\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8")


def _search_pages() -> list[str]:
    """The search page in each language: its results are for people."""
    return [translate_url(reverse("search:results"), code) for code, _ in settings.LANGUAGES]


def site_map(request: HttpRequest) -> HttpResponse:
    """Every public page of the present language, as a tree."""
    root = Site.find_for_request(request).root_page
    pages = open_to_all(request, Page.objects.filter(depth__gte=root.depth, locale=Locale.get_active()))
    entries = [(page.depth - root.depth, page) for page in pages.select_related("locale").order_by("path")]
    return render(request, "pages/site_map.html", {"entries": entries})
