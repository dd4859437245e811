"""Pages for what goes wrong, in words that help; none of them may go wrong itself."""

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core import typed

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when the request was only too long."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403, with the reason when the code gave one."""
    return page(request, 403, reason=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404 with ways to go on."""
    return page(request, 404)


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    """Answer 413 with the size that the site accepts."""
    return page(request, 413, limit=limit)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer 429."""
    response = page(request, 429)
    response.headers["Retry-After"] = "300"
    return response


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer 500 without database, translations or context processors: any may be what failed."""
    return HttpResponse(_bare(500), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without a valid token, and give back what was typed.

    A form that another site sent gets nothing to send again: a click would be all that an attack needs.
    """
    log.warning("Form refused: %s", reason, extra={"path": request.path})
    if not typed.is_from_here(request):
        return page(request, 403, template="csrf_elsewhere")
    return page(request, 403, template="csrf", typed=typed.read(request))


def session_ended(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a form sent after the session ended: sign in beside, then send again."""
    return page(request, 403, template="session_ended", typed=typed.read(request))


def page(request: HttpRequest, status: int, template: str = "", **context: object) -> HttpResponse:
    """An error page in the site's design, or bare if the design itself fails."""
    try:
        response = render(request, f"errors/{template or status}.html", context, status=status)
    except Exception:  # whatever it is, the visitor still gets a page
        log.exception("The page of error %s failed", status)
        response = HttpResponse(_bare(status), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _bare(status: int) -> str:
    return render_to_string("errors/500.html", {"status": status, "static": settings.STATIC_URL})
