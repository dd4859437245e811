"""Framework events that our pages answer."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, post_page_move

from certification.workflow import publish_charter
from core import page_cache
from pages.models import CharterPage, SectorPage
from pages.seed.sector_editors import ensure_sector_group


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="pages-cache")
def refresh_public_pages(**_kwargs) -> None:
    """Let the next visitor see what an editor changed."""
    page_cache.invalidate()


@receiver(page_published, sender=CharterPage, dispatch_uid="pages-charter")
def freeze_charter(instance: CharterPage, revision=None, **_kwargs) -> None:
    """Make the next version of the charter, unless nothing changed."""
    if instance.makes_versions:
        publish_charter(
            content=instance.as_charter(),
            ruleset=instance.ruleset(),
            actor=revision.user if revision else None,
            now=timezone.now(),
        )


@receiver(post_save, sender=SectorPage, dispatch_uid="pages-sector-editors")
def give_the_page_its_editors(instance: SectorPage, created: bool, raw: bool = False, **_kwargs) -> None:
    """Make the group of a new sector page."""
    if created and not raw:
        ensure_sector_group(instance)
