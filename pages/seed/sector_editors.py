"""One group of editors per sector page: they write on their page, an editor approves."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from pages.models import SectorPage
from pages.seed.foundation import OWN_MEDIA_RIGHTS, give_media_rights

RIGHTS = ("add_page", "change_page")


def ensure_sector_group(page: SectorPage) -> Group:
    """The group whose members edit this page and those below it, and nothing else."""
    group, _ = Group.objects.get_or_create(name=group_name(page.sector.code))
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    give_media_rights(group, OWN_MEDIA_RIGHTS)
    return group


def group_name(code: str) -> str:
    """How the group of a sector is called."""
    return f"filière : {code}"


def sector_group(code: str) -> Group:
    """The group of the sector of this code."""
    return Group.objects.get(name=group_name(code))
