"""Reads for the editors' home."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from community.models import Sector
from pages.models import CharterPage, SectorPage, StandardPage

PLACEHOLDERS = ("[à compléter", "[to complete")
FORGOTTEN = timedelta(days=30)
MOST = 8


@dataclass(frozen=True)
class Waiting:
    """What awaits an editor, besides proposals (which Wagtail lists itself)."""

    unfinished: list[Page]
    forgotten: list[Page]
    without_page: list[Sector]
    charter_draft: CharterPage | None

    def __bool__(self) -> bool:
        return bool(self.unfinished or self.forgotten or self.without_page or self.charter_draft)


def what_awaits(user: User, now: datetime) -> Waiting:
    """Texts to complete, drafts left for a month, sectors without a page, a charter not published."""
    editable = Page.objects.filter(pk__in=_editable(user))
    return Waiting(
        unfinished=_unfinished(user),
        forgotten=list(
            editable.filter(has_unpublished_changes=True, latest_revision_created_at__lt=now - FORGOTTEN)[:MOST]
        ),
        without_page=_sectors_without_page(user),
        charter_draft=CharterPage.objects.filter(pk__in=_editable(user), has_unpublished_changes=True).first(),
    )


def _editable(user: User):
    policy = PagePermissionPolicy()
    return policy.instances_user_has_permission_for(user, "change").values("pk")


def _unfinished(user: User) -> list[Page]:
    """Pages of text that still say what somebody must complete (a handful: they are read one by one)."""
    pages = StandardPage.objects.live().filter(pk__in=_editable(user))
    return [page for page in pages if any(said in page.plain_text() for said in PLACEHOLDERS)][:MOST]


def _sectors_without_page(user: User) -> list[Sector]:
    """Sectors of the first level without a page; only for those who may write about all of them."""
    if not user.has_perm("community.change_sector"):
        return []
    return list(Sector.objects.roots().exclude(pk__in=SectorPage.objects.values("sector"))[:MOST])
