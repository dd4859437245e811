"""Framework events that our pages answer."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from core import changes, page_cache
from pages import found
from pages.models import SectorPage
from pages.seed.sector_editors import ensure_sector_group


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="pages-cache")
def refresh_public_pages(**_kwargs) -> None:
    """Let the next visitor see what an editor changed."""
    page_cache.invalidate()


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="pages-search")
def find_what_changed(instance: Page, **_kwargs) -> None:
    """A page that is published, taken back or moved, and all that stands below it."""
    found.note_branch(instance)


@receiver([pre_delete], sender=Page, dispatch_uid="pages-search-gone")
def forget_what_is_gone(instance: Page, **_kwargs) -> None:
    """A page that is deleted."""
    changes.note(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="pages-search-closed")
def follow_closed_sections(instance: PageViewRestriction, **_kwargs) -> None:
    """A section that is closed, or opened."""
    found.note_branch(instance.page)


@receiver(post_save, sender=SectorPage, dispatch_uid="pages-sector-editors")
def give_the_page_its_editors(instance: SectorPage, created: bool, raw: bool = False, **_kwargs) -> None:
    """Make the group of a new sector page."""
    if created and not raw:
        ensure_sector_group(instance)
