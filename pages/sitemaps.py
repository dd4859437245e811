"""What search engines are told exists."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import Page

from community.models import Actor


class PageSitemap(WagtailSitemap):
    """Public pages of the editors, in every language."""

    def items(self):
        """Live public pages under the home page of each language."""
        home = self.get_wagtail_site().root_page
        found = Page.objects.none()
        for root in (home, *home.get_translations()):
            found |= Page.objects.descendant_of(root, inclusive=True)
        return found.live().public().order_by("path").specific(defer=True)


class ViewSitemap(Sitemap):
    """Pages that no editor makes."""

    i18n = True

    def items(self) -> list[str]:
        """Names of addresses."""
        return [
            "community:actors",
            "certification:register",
            "certification:colleges",
            "pages:activity",
            "pages:contact",
            "pages:site_map",
        ]

    def location(self, name: str) -> str:
        """The address in the present language."""
        return reverse(name)


class ActorSitemap(Sitemap):
    """Published actors."""

    def items(self):
        """Every published actor."""
        return Actor.objects.published().only("slug", "last_confirmed_at", "created_at")

    def lastmod(self, actor: Actor):
        """When what is said was last true for sure."""
        return actor.last_confirmed_at or actor.created_at
