"""Template tags of the design system, known to every template."""

from collections.abc import Mapping

from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.translation import get_language_info

from core import hexagon as sign

register = template.Library()


@register.inclusion_tag("components/hexagon.html")
def hexagon(positions: Mapping[str, str] | None = None, size: int = 64, decorative: bool = False) -> dict:
    """The sign for `{college code: position}`, `size` pixels wide (16 to 320).

    A decorative sign has no text alternative: use it only beside words that say the same.
    """
    return {
        "parts": sign.parts(positions),
        "size": size,
        "height": round(size * 0.88),
        "view_box": sign.VIEW_BOX,
        "has_letters": size >= sign.LETTERS_FROM,
        "sentence": "" if decorative else sign.sentence(positions),
    }


@register.inclusion_tag("components/hexagon.html")
def logo(size: int = 32) -> dict:
    """The sign with its six colours, as a logo beside the name."""
    return hexagon(dict.fromkeys(sign.colleges.CODES, sign.colleges.CONSENT), size, True) | {"has_letters": False}


@register.filter
def stylesheets(names: str) -> list[str]:
    """Addresses of our style sheets, in the order given."""
    return [static(f"css/{name}.css") for name in names.split()]


@register.filter
def own_language_name(code: str) -> str:
    """A language's name as its speakers write it."""
    return get_language_info(code)["name_local"].capitalize()


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict, items: Page) -> dict:
    """Links to the other pages of a list, keeping the rest of the query."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    prefix = f"{query.urlencode()}&" if query else ""
    pages = items.paginator.get_elided_page_range(items.number, on_each_side=2, on_ends=1)
    return {"items": items, "pages": pages, "prefix": prefix}
