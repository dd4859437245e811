"""The site itself: languages, the first pages, who may edit what, the editorial workflow."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.roles import EDITOR
from pages.models import HomePage

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
MEDIA_RIGHTS = (
    "add_siteimage",
    "change_siteimage",
    "choose_siteimage",
    "add_sitedocument",
    "change_sitedocument",
    "choose_sitedocument",
)
MODEL_RIGHTS = (
    "add_sector", "change_sector", "delete_sector", "view_sector",
    "change_networksettings", "view_actor",
)  # fmt: skip
REVIEW = "Relecture éditoriale"


def ensure_languages() -> dict[str, Locale]:
    """The locales of the content, by code."""
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES}


def ensure_site(home: HomePage) -> Site:
    """The one site, whose root is this home page."""
    site, _ = Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "site_name": "Sextant"}
    )
    return site


def drop_welcome_page() -> None:
    """Remove the page that Wagtail makes at its installation."""
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()


def ensure_rights(home: HomePage) -> None:
    """Let editors edit everything under the home pages, and bring proposals to them."""
    editors = Group.objects.get(name=EDITOR)
    root = Page.objects.get(depth=1)
    for codename in PAGE_RIGHTS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    editors.permissions.add(*Permission.objects.filter(codename__in=MODEL_RIGHTS))
    give_media_rights(editors)
    ensure_review(editors, home)


def give_media_rights(group: Group) -> None:
    """Let a group add and choose images and documents."""
    collection = Collection.objects.get(depth=1)
    for permission in Permission.objects.filter(content_type__app_label="pages", codename__in=MEDIA_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def ensure_review(editors: Group, home: HomePage) -> None:
    """The editorial workflow: an author proposes, an editor approves."""
    Workflow.objects.exclude(name=REVIEW).update(active=False)
    task, _ = GroupApprovalTask.objects.get_or_create(name=REVIEW)
    task.groups.set([editors])
    workflow, _ = Workflow.objects.get_or_create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for page in [home, *home.get_translations()]:
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
