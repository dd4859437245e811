"""The network's map, wherever a template wants it."""

from django import template
from django.template.context import Context

from community.models import Sector
from pages.maps import network_map as make

register = template.Library()


@register.inclusion_tag("components/map.html", takes_context=True)
def network_map(context: Context, sector: Sector | None = None) -> dict:
    """The map of the territory with its published actors, or with those of one sector."""
    return {"map": make(context["request"], sector)}
