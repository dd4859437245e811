"""Words that were found, marked: `{{ hit.title|marks }}`."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.models import Actor
from search.rules.fragments import END, MARK, UNMARKED

NEAR_KM, EXACT_KM = 0.95, 10  # below which one says metres, from which on a tenth tells nothing

register = template.Library()


@register.filter
def marks(text: str) -> SafeString:
    """A text with <mark> around the words that were found; everything else is escaped."""
    marked = escape(text).replace(MARK, "<mark>").replace(END, "</mark>")
    return mark_safe(marked)  # noqa: S308 (escaped above; a text with these two signs loses them when it is indexed)


@register.filter
def unmarked(text: str) -> str:
    """The text alone."""
    return text.translate(UNMARKED)


@register.filter
def away(kilometres: float) -> str:
    """How far somebody is: « 300 m », « 4,2 km », « 37 km »."""
    if kilometres < NEAR_KM:
        return _("%(n)s m") % {"n": max(100, 100 * round(10 * kilometres))}
    return _("%(n)s km") % {"n": floatformat(kilometres, 1 if kilometres < EXACT_KM else 0)}


@register.filter
def found_name(actor: Actor) -> str:
    """What people call an actor, the words of the search marked if it was found by them."""
    found = getattr(actor, "found", None)
    return marks(found.title) if found else actor.public_name
