"""What search engines are told exists."""

from django.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap

from community.models import Actor


class PageSitemap(WagtailSitemap):
    """Public pages of the editors."""


class ActorSitemap(Sitemap):
    """Published actors."""

    def items(self):
        """Every published actor."""
        return Actor.objects.published().only("slug", "last_confirmed_at", "created_at")

    def lastmod(self, actor: Actor):
        """When what is said was last true for sure."""
        return actor.last_confirmed_at or actor.created_at
