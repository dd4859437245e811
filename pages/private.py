"""The password of a closed section: Wagtail's page in our design, which lets nobody guess for long."""

from django.http import HttpRequest, HttpResponse
from wagtail.documents.views.serve import authenticate_with_password as open_collection
from wagtail.views import authenticate_with_password as open_page

from core import limits
from core.errors import too_many_requests

TRIES_PER_HOUR = 20


def page_password(request: HttpRequest, **ids: int) -> HttpResponse:
    """Open a closed section of pages."""
    return _unless_too_often(request, open_page, ids)


def collection_password(request: HttpRequest, **ids: int) -> HttpResponse:
    """Open a closed collection of documents."""
    return _unless_too_often(request, open_collection, ids)


def _unless_too_often(request: HttpRequest, view, ids: dict[str, int]) -> HttpResponse:
    is_try = request.method == "POST"
    if is_try and not limits.allows(request, "section-password", times=TRIES_PER_HOUR, seconds=3600):
        return too_many_requests(request)
    return view(request, **ids)
