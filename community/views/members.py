"""A member's page, for those who chose to have one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import member_pages


@never_cache
@require_safe
def member(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a member lets others see; whoever chose nothing has no page, and neither has nobody."""
    found = member_pages.member(uid)
    if found is None:
        raise Http404
    person, facts = found
    return render(request, "community/member.html", {"member": person, "facts": facts})
