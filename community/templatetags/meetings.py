"""Dates under what a page shows: `{% meetings object %}`."""

from django import template
from django.db.models import Model
from django.http import HttpRequest
from django.template import RequestContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community import calendar
from community.models import Meeting
from community.queries import meetings as reads
from community.rules.meetings import Entry
from core import page_cache

register = template.Library()


@register.filter
def hours_of(one: Entry | Meeting) -> str:
    """From when until when: the hours of one day, or both days."""
    begins, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    words = _("%(begins)s to %(ends)s") if begins.date() == ends.date() else _("from %(begins)s to %(ends)s")
    how = "TIME_FORMAT" if begins.date() == ends.date() else "DATETIME_FORMAT"
    return words % {"begins": date_format(begins, how), "ends": date_format(ends, how)}


@register.inclusion_tag("community/meetings/section.html", takes_context=True)
def meetings(context: RequestContext, obj: Model) -> dict:
    """What is to come for an object, as far as this visitor may know, and the way to hold a date."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return {"dates": (), "may_convene": False}
    holder = calendar.holder_for(type(obj))
    return {
        "dates": _dates(request, obj),
        "may_convene": request.user.is_authenticated and bool(calendar.kinds_for(request.user, obj)),
        "kind": holder.name,
        "key": getattr(obj, holder.key),
    }


def _dates(request: HttpRequest, obj: Model) -> list[Entry]:
    """What is not over yet; visitors all see the same until something changes."""
    now = timezone.now()

    def read() -> list[Entry]:
        return [reads.as_entry(one) for one in reads.of_object(request.user, obj, now)]

    name = f"dates-{get_language()}-{obj._meta.label_lower}-{obj.pk}"
    found = read() if request.user.is_authenticated else page_cache.remember(request, name, read)
    return [one for one in found if one.ends_at >= now]
