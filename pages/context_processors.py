"""What every page needs around its content: the network and its menus."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from pages.models.network import NetworkSettings


@dataclass(frozen=True)
class MenuEntry:
    """One link of a menu."""

    label: str
    url: str
    is_here: bool


def chrome(request: HttpRequest) -> dict:
    """The network's settings and menus; made only where a template asks."""
    return {
        "network": SimpleLazyObject(lambda: NetworkSettings.for_request(request)),
        "menus": SimpleLazyObject(lambda: _menus(request)),
    }


def _menus(request: HttpRequest) -> dict[str, list[MenuEntry]]:
    network = NetworkSettings.for_request(request)
    streams = {"header": network.header_menu.raw_data, "footer": network.footer_menu.raw_data}
    links = {name: [item["value"] for item in stream] for name, stream in streams.items()}
    pages = _pages({link["page"] for menu in links.values() for link in menu if link.get("page")})
    return {
        name: [_entry(request, link, pages) for link in menu if not link.get("page") or link["page"] in pages]
        for name, menu in links.items()
    }


def _pages(ids: set[int]) -> dict[int, Page]:
    """Pages by id, or their translation into the present language under the same id: two queries at most."""
    pages = Page.objects.live().select_related("locale").in_bulk(ids)
    language = get_language()
    if language == settings.LANGUAGE_CODE:
        return pages
    keys = [page.translation_key for page in pages.values()]
    found = Page.objects.live().filter(translation_key__in=keys, locale__language_code=language)
    translated = {page.translation_key: page for page in found.select_related("locale")}
    return {pk: translated.get(page.translation_key, page) for pk, page in pages.items()}


def _entry(request: HttpRequest, link: dict, pages: dict[int, Page]) -> MenuEntry:
    page = pages.get(link.get("page"))
    label = (link.get("label_en") if get_language() == "en" else "") or link["label"]
    url = page.get_url(request) if page else _local(link.get("url") or "/")
    return MenuEntry(label, url, is_here=len(url) > 1 and request.path.startswith(url))


def _local(url: str) -> str:
    """An address of the site in the present language."""
    is_prefixed = get_language() != settings.LANGUAGE_CODE and url.startswith("/")
    return f"/{get_language()}{url}" if is_prefixed else url
