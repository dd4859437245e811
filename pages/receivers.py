"""Framework events that our pages answer."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from core import page_cache
from pages.models import SectorPage
from pages.seed.sector_editors import ensure_sector_group


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="pages-cache")
def refresh_public_pages(**_kwargs) -> None:
    """Let the next visitor see what an editor changed."""
    page_cache.invalidate()


@receiver(post_save, sender=SectorPage, dispatch_uid="pages-sector-editors")
def give_the_page_its_editors(instance: SectorPage, created: bool, raw: bool = False, **_kwargs) -> None:
    """Make the group of a new sector page."""
    if created and not raw:
        ensure_sector_group(instance)
