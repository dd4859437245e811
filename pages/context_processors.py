"""What every page needs around its content: the network and its menus."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from core import page_cache
from pages.models.network import network_of


@dataclass(frozen=True)
class MenuEntry:
    """One link of a menu."""

    label: str
    url: str
    here: str  # "page" for this very page, "true" for one above it


def chrome(request: HttpRequest) -> dict:
    """The network's settings and menus; made only where a template asks."""
    return {
        "network": SimpleLazyObject(lambda: network_of(request)),
        "menus": SimpleLazyObject(lambda: _menus(request)),
    }


def _menus(request: HttpRequest) -> dict[str, list[MenuEntry]]:
    links, pages = page_cache.remember(request, f"menus-{get_language()}", lambda: _read_menus(request))
    return {name: [_entry(request, link, pages) for link in menu] for name, menu in links.items()}


def _read_menus(request: HttpRequest) -> tuple[dict[str, list[dict]], dict[int, str]]:
    """The links of both menus, and the addresses of the pages to which they lead, by id."""
    network = network_of(request)
    streams = {"header": network.header_menu.raw_data, "footer": network.footer_menu.raw_data}
    pages = _pages({item["value"]["page"] for stream in streams.values() for item in stream})
    links = {
        name: [item["value"] for item in stream if not item["value"]["page"] or item["value"]["page"] in pages]
        for name, stream in streams.items()
    }
    return links, {pk: page.get_url(request) for pk, page in pages.items()}


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


def _entry(request: HttpRequest, link: dict, addresses: dict[int, str]) -> MenuEntry:
    label = (link.get("label_en") if get_language() == "en" else "") or link["label"]
    url = addresses.get(link["page"]) or _local(link["url"])
    here = "page" if request.path == url else "true" if len(url) > 1 and request.path.startswith(url) else ""
    return MenuEntry(label, url, here)


def _local(url: str) -> str:
    """An address of the site in the present language."""
    return translate_url(url, get_language()) if url.startswith("/") else url
