"""Pages that no editor makes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Locale, Page, Site

from pages.routing import open_to_all


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may visit."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    closed = "\n".join(f"Disallow: {path}" for path in ("/admin/", "/account/", "/operations/", "/search/"))
    return HttpResponse(f"User-agent: *\n{closed}\n\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8")


def site_map(request: HttpRequest) -> HttpResponse:
    """Every public page of the present language, as a tree."""
    root = Site.find_for_request(request).root_page
    pages = open_to_all(request, Page.objects.filter(depth__gte=root.depth, locale=Locale.get_active()))
    entries = [(page.depth - root.depth, page) for page in pages.select_related("locale").order_by("path")]
    return render(request, "pages/site_map.html", {"entries": entries})
