"""Dates under what a page shows: `{% meetings object %}`."""

from django import template
from django.db.models import Model
from django.template import RequestContext
from django.utils import timezone

from community import calendar
from community.queries import meetings as reads

register = template.Library()


@register.inclusion_tag("community/meetings/section.html", takes_context=True)
def meetings(context: RequestContext, obj: Model) -> dict:
    """What is to come for an object, as far as this visitor may know, and the way to hold a date."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return {"meetings": (), "may_convene": False}
    holder = calendar.holder_for(type(obj))
    return {
        "meetings": reads.of_object(request.user, obj, timezone.now()),
        "may_convene": request.user.is_authenticated and bool(calendar.kinds_for(request.user, obj)),
        "kind": holder.name,
        "key": getattr(obj, holder.key),
    }
