"""What happens around every request."""

from collections.abc import Callable

from csp.constants import UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

from core import page_cache

ADMIN_POLICY = {
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
}
Handler = Callable[[HttpRequest], HttpResponse]


class PageCacheMiddleware:
    """Answer visitors who are not signed in from the pages already made."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the cache, else make the page and keep it."""
        if not page_cache.is_shared(request):
            return self.get_response(request)
        key = page_cache.key(request)
        entry = page_cache.get(key)
        if entry is None:
            # Compression is ours to do, once for all; the inner middleware must leave the body alone.
            accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
            response = self.get_response(request)
            request.META["HTTP_ACCEPT_ENCODING"] = accepted
            entry = page_cache.store(key, response)
            if entry is None:
                return response
        return page_cache.answer(key, entry, request)


class AdminPolicyMiddleware:
    """Widen the content policy under Wagtail's admin only, whose templates carry inline scripts and styles."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the admin's own policy under its path."""
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = ADMIN_POLICY  # noqa: SLF001
        return response
