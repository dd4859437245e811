"""From an address to a page in one query, and what is private, remembered."""

from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from core import page_cache

DEEPEST = 8


def private_paths(request: HttpRequest) -> list[str]:
    """Tree paths of the sections that editors closed."""
    return page_cache.remember(
        request, "private", lambda: list(PageViewRestriction.objects.values_list("page__path", flat=True))
    )


def open_to_all(request: HttpRequest, pages: PageQuerySet) -> PageQuerySet:
    """Published pages outside the closed sections."""
    pages = pages.live()
    for path in private_paths(request):
        pages = pages.exclude(path__startswith=path)
    return pages


def route_below(home: Page, request: HttpRequest, components: list[str]) -> RouteResult:
    """The page at this address below `home`; the rest of the address is left to that page.

    Wagtail asks twice for each level; here one query finds the whole line, which the breadcrumb then uses.

    Raises:
        Http404: there is no such page.
    """
    line = _line(home, components[:DEEPEST])
    if not line:
        raise Http404
    request.page_line = [home, *line]
    page = line[-1].specific
    result = page.route(request, components[len(line) :])
    result.page.is_site_open = not private_paths(request)
    return result


def _line(home: Page, components: list[str]) -> list[Page]:
    """The pages from just below home down to the last that the address names."""
    found = Page.objects.filter(path__startswith=home.path, slug__in=components, depth__gt=home.depth)
    by_address = {page.url_path: page for page in found}
    line, address = [], home.url_path
    for component in components:
        address += f"{component}/"
        if address not in by_address:
            break
        line.append(by_address[address])
    return line
