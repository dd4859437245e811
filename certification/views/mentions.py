"""Whom one may call by “@” in a message of a deliberation, while the name is typed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certification.mentions import suggestions
from certification.permissions import can
from certification.views.room import file_for
from community import suggest
from core import asked
from core.errors import too_many_requests
from core.signed_in import signed_in


@never_cache
@signed_in
@require_safe
def mentions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Eight at most who answer to `?q=` before `?audience=`, for whoever may speak to it."""
    application = file_for(request, uid)
    if not can(request.user, "read_file", application):
        raise Http404
    if suggest.is_too_often(request):
        return too_many_requests(request)
    typed, audience = suggest.typed_in(request), asked.text(request, "audience")
    found = suggestions(application, request.user, audience, typed, timezone.now()) if typed else []
    return suggest.answer(request, found)
