"""Whom one may call by “@” in a comment, while the name is typed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import called, discussions, suggest
from community.permissions import can
from community.views.comments import object_or_404
from core.errors import too_many_requests
from core.refusals import require
from core.signed_in import signed_in


@never_cache
@signed_in
@require_safe
def mentions(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Eight at most who answer to `?q=`, for whoever may write there."""
    _subject, obj = object_or_404(request, kind, key)
    found = discussions.discussion_of(obj)
    discussions.note_seen(request.user, found)
    require(can(request.user, "comment", found))
    if suggest.is_too_often(request):
        return too_many_requests(request)
    typed = suggest.typed_in(request)
    return suggest.answer(request, called.suggestions(request.user, found, typed) if typed else [])
