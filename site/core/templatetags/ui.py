"""Template tags of the design system, known to every template."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, get_language_info, gettext

from core import hexagon as sign
from core import rich_text

register = template.Library()
DAY = timedelta(days=1)


@register.simple_tag
def hexagon(positions: Mapping[str, str] | None = None, size: int = 64, decorative: bool = False) -> SafeString:
    """The sign for `{college code: position}`, `size` pixels wide (16 to 320).

    A decorative sign has no text alternative: use it only beside words that say the same.
    """
    known = tuple(sorted((positions or {}).items()))
    return _draw(known, size, decorative, size >= sign.LETTERS_FROM, get_language())


@register.simple_tag
def logo(size: int = 32) -> SafeString:
    """The sign with its six colours, as a logo beside the name."""
    consent = tuple((code, sign.colleges.CONSENT) for code in sign.colleges.CODES)
    return _draw(consent, size, True, False, get_language())


@lru_cache(maxsize=512)
def _draw(
    positions: tuple[tuple[str, str], ...], size: int, decorative: bool, has_letters: bool, _language: str
) -> SafeString:
    """One sign; most signs of a page, and of a network, are among a few."""
    context = {
        "parts": sign.parts(dict(positions)),
        "size": size,
        "height": round(size * 0.88),
        "view_box": sign.VIEW_BOX,
        "has_letters": has_letters,
        "sentence": "" if decorative else sign.sentence(dict(positions)),
    }
    return render_to_string("components/hexagon.html", context)


@register.filter
def stylesheets(names: str) -> list[str]:
    """Addresses of our style sheets, in the order given."""
    return [static(f"css/{name}.css") for name in names.split()]


@register.filter
def own_language_name(code: str) -> str:
    """A language's name as its speakers write it."""
    return get_language_info(code)["name_local"].capitalize()


@register.filter
def rich(text: str) -> SafeString:
    """A text with its little markup, as safe HTML (see `core.rich_text`)."""
    return rich_text.render(text)


@register.filter
def host(url: str) -> str:
    """What people read of an address: the name of the site, and its path where it has one."""
    parts = urlsplit(url)
    return f"{(parts.hostname or url).removeprefix('www.')}{parts.path.rstrip('/')}"


@register.filter
def phone(text: str) -> str:
    """A number as a telephone dials it."""
    return re.sub(r"[^0-9+]", "", text)


@register.filter
def age(moment: datetime) -> str:
    """How long ago, in one unit: "3 weeks"; "today" under a day."""
    return timesince(moment, depth=1) if timezone.now() - moment >= DAY else gettext("today")


@register.filter
def ago(moment: datetime) -> str:
    """When, as one says it: "3 weeks ago", "today"."""
    since = timezone.now() - moment
    return gettext("%(time)s ago") % {"time": timesince(moment, depth=1)} if since >= DAY else gettext("today")


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict, items: Page) -> dict:
    """Links to the other pages of a list, keeping the rest of the query."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    prefix = f"{query.urlencode()}&" if query else ""
    pages = items.paginator.get_elided_page_range(items.number, on_each_side=2, on_ends=1)
    return {"items": items, "pages": pages, "prefix": prefix}
