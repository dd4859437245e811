"""Tags for what stands around a page's content."""

import json

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from core import page_cache

register = template.Library()


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[dict]:
    """Where this page stands in each other language; that language's home where it has none."""
    request, page = context.get("request"), context.get("page")
    if request is None:
        return []
    codes = [(code, name) for code, name in settings.LANGUAGES if code != get_language()]
    if isinstance(page, Page):
        urls = {code: url + _rest(page, request) for code, url in _translations(page, request).items()}
    elif request.resolver_match and request.resolver_match.url_name != "wagtail_serve":
        urls = {code: translate_url(request.get_full_path(), code) for code, _ in codes}
    else:  # an address that leads nowhere, in any language
        urls = {}
    return [
        {"code": code, "name": name, "url": urls.get(code) or _home(code), "is_translation": code in urls}
        for code, name in codes
    ]


def _translations(page: Page, request) -> dict[str, str]:
    if not page.pk:
        return {}
    others = page.get_translations().live().select_related("locale")
    return page_cache.remember(
        request,
        f"translations-{page.pk}",
        lambda: {other.locale.language_code: other.get_url(request) for other in others},
    )


def _rest(page: Page, request) -> str:
    """What of the address the page itself answers: versions of the charter, articles of a year."""
    if not isinstance(page, RoutablePageMixin):
        return ""
    return request.path.removeprefix(page.get_url(request))


def _home(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString:
    """What the page says of itself in schema.org's words, as JSON-LD."""
    page, data = context.get("page"), context.get("structured")
    if data is None:
        if not hasattr(page, "structured_data") or not page.pk:
            return mark_safe("")
        data = page.structured_data(context["request"])
    # json_script escapes what could close the element; only the type differs.
    script = json_script(json.loads(json.dumps(data, default=str)))
    return mark_safe(script.replace("application/json", "application/ld+json", 1))  # noqa: S308


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.simple_tag(takes_context=True)
def trail(context: Context) -> list[Page]:
    """The pages above this one, home first."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.path:
        return []
    line = getattr(context.get("request"), "page_line", [])
    if page.pk in {other.pk for other in line}:
        return [other for other in line if other.depth < page.depth]
    return list(page.get_ancestors().filter(depth__gt=1).select_related("locale"))


@register.filter
def link_label(link: dict) -> str:
    """The words of a link in the present language."""
    return (link.get("label_en") if get_language() == "en" else "") or link["label"]
