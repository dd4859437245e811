"""Application: actors, sectors and those who take part."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "community"
    verbose_name = _("Community")

    def ready(self) -> None:
        """Let a change of an actor or a sector reach the next visitor."""
        from django.db.models.signals import m2m_changed

        from community.models import Actor, Sector
        from core import page_cache

        page_cache.watch(Actor, Sector)
        m2m_changed.connect(page_cache.invalidate, sender=Actor.sectors.through, dispatch_uid="actor-sectors")
