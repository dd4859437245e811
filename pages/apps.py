"""Application: the editors' site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Listen to Wagtail, and let changes reach the next visitor."""
        from wagtail.models import Locale, PageViewRestriction, Site

        from certification import network
        from community import calendar, conduct, discussions, happening, home_area
        from core import page_cache
        from pages import commented, found, happened, meetings, receivers, upkeep  # noqa: F401
        from pages.models import NetworkSettings, SiteDocument, SiteImage
        from pages.models.network import network_of
        from search.sources import Source
        from search.sources import register as find

        page_cache.watch(Locale, NetworkSettings, PageViewRestriction, Site, SiteDocument, SiteImage)
        home_area.register(lambda request: network_of(request).department_codes)
        conduct.register(commented.conduct_url)
        for subject in commented.SUBJECTS:
            discussions.register(subject)
        calendar.register(meetings.SECTORS)
        find(Source("page", "wagtailcore.page", found.documents))
        for source in happened.SOURCES:
            happening.register(source)
        network.register(lambda request: network_of(request).as_network())
