"""Browsers named as people name them."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The order matters: nearly every browser also pretends to be another one.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", ""),
    ("FxiOS", "Firefox"),
    ("Chrome", ""),
    ("Safari", ""),
]
SYSTEMS = [
    ("iPhone|iPad", "iOS"),
    ("Android", ""),
    ("Windows", ""),
    ("Macintosh|Mac OS", "macOS"),
    ("Linux|X11", "Linux"),
]


@register.filter
def browser(user_agent: str) -> str:
    """`Firefox, Linux` from what a browser says of itself; what is not recognised is said to be so."""
    names = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(filter(None, names)) or _("Unknown browser")


def _first(table: list[tuple[str, str]], user_agent: str) -> str:
    return next((name or sign for sign, name in table if re.search(sign, user_agent)), "")
