"""The pages of editors on which people comment, and where the network's code of conduct is."""

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.discussions import Subject
from core import page_cache
from pages.models import ArticlePage, SectorPage
from pages.models.network import network_of
from pages.open import in_the_open

SUBJECTS = [
    Subject(
        name=name,
        model=model,
        plural=plural,
        visible_to=lambda _user, pages: in_the_open(pages),
        label=lambda page: page.title,
        address=lambda page: page.get_url(),
        is_open=True,
    )
    for name, model, plural in (("sector", SectorPage, _("Sectors")), ("article", ArticlePage, _("News")))
]


def conduct_url(request: HttpRequest) -> str:
    """The code of conduct in the present language; "" while none is chosen and published."""
    return page_cache.remember(request, f"conduct-{get_language()}", lambda: _conduct_url(request))


def _conduct_url(request: HttpRequest) -> str:
    chosen = network_of(request).conduct_page
    page = chosen.localized if chosen else None
    return (page.get_url() or "") if page and page.live else ""
