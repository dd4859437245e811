"""What the pages of the community share."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from community.models import Actor
from community.permissions import can
from core.refusals import require


def organisation_for(request: HttpRequest, uid: UUID, action: str) -> Actor:
    """The actor of this uid, if this person may do `action` to it.

    Raises:
        Http404: there is none, or it is not for this person to know that there is one.
        NotAllowed: with the reason.
    """
    organisation = get_object_or_404(Actor, uid=uid)
    if not can(request.user, "see", organisation):
        raise Http404
    return _allowed(request, organisation, action)


def published_for(request: HttpRequest, slug: str, action: str) -> Actor:
    """A published actor by the address of its page, if this person may do `action` to it.

    Raises:
        Http404: there is none.
        NotAllowed: with the reason.
    """
    return _allowed(request, published_or_404(slug), action)


def _allowed(request: HttpRequest, organisation: Actor, action: str) -> Actor:
    require(can(request.user, action, organisation))
    return organisation


def published_or_404(slug: str) -> Actor:
    """A published actor by the address of its page."""
    return get_object_or_404(Actor.objects.published(), slug=slug)
