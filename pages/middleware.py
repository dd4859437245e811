"""What the pages do before every request."""

from django.http import HttpRequest, HttpResponse
from wagtail.models import Site

from core import page_cache
from core.middleware import Handler

WITHOUT_PAGES = ("/admin/", "/health/", "/media/")


class RememberedSiteMiddleware:
    """Hand Wagtail the site and the addresses of its roots, which it would ask of the database each time.

    Both are kept where Wagtail itself keeps them for the length of one request.
    """

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if not request.path.startswith(WITHOUT_PAGES):
            site, roots = page_cache.remember(request, f"site-{request.get_host()}", lambda: _read(request))
            request._wagtail_site = site  # noqa: SLF001
            request._wagtail_cached_site_root_paths = roots  # noqa: SLF001
        return self.get_response(request)


def _read(request: HttpRequest) -> tuple[Site | None, list]:
    return Site.find_for_request(request), Site.get_site_root_paths()
