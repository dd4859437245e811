"""A request that is too large is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core import errors


class BodySizeMiddleware:
    """Answer 413 to a request that says it is longer than any that the site expects.

    Django limits what is typed (`DATA_UPLOAD_MAX_MEMORY_SIZE`), not the files that come with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.REQUEST_MAX_SIZE:
            return errors.too_large(request, settings.REQUEST_MAX_SIZE)
        return self.get_response(request)
