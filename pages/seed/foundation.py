"""The site itself: languages, the first pages, who may edit what, the editorial workflow."""

from urllib.parse import urlsplit

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
# Wagtail asks for the rights of its own models, whatever model holds the pictures.
MEDIA_RIGHTS = (
    "add_image", "change_image", "choose_image",
    "add_document", "change_document", "choose_document",
)  # fmt: skip
OWN_MEDIA_RIGHTS = ("add_image", "choose_image", "add_document", "choose_document")
MEDIA_APPS = ("wagtailimages", "wagtaildocs")
MODEL_RIGHTS = (
    "add_sector", "change_sector", "delete_sector", "view_sector",
    "add_qualifier", "change_qualifier", "view_qualifier", "view_territory", "change_territory",
    "change_networksettings", "change_communitysettings", "view_actor", "submit_translation",
    "add_synonyms", "change_synonyms", "delete_synonyms", "view_synonyms",
)  # fmt: skip
REVIEW = "Relecture éditoriale"


def ensure_languages() -> dict[str, Locale]:
    """The locales of the content, by code."""
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES}


def ensure_site(home: HomePage) -> Site:
    """The default site, whose root is this home page; made once, with the address that the settings give."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    defaults = {"root_page": home, "hostname": address.hostname, "port": port, "site_name": "Sextant"}
    site, _ = Site.objects.get_or_create(is_default_site=True, defaults=defaults)
    return site


def drop_welcome_page() -> None:
    """Remove the page that Wagtail makes at its installation."""
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()


def drop_other_roles() -> None:
    """Remove the groups that Wagtail makes at its installation, where nobody is in them."""
    Group.objects.filter(name__in=("Editors", "Moderators"), user=None).delete()


def ensure_rights(home: HomePage) -> None:
    """Let editors edit everything under the home pages, and bring proposals to them."""
    editors = Group.objects.get(name=EDITOR)
    if editors.page_permissions.exists():
        return  # somebody may have changed what follows since
    drop_other_roles()
    root = Page.objects.get(depth=1)
    for codename in PAGE_RIGHTS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    editors.permissions.add(*Permission.objects.filter(codename__in=MODEL_RIGHTS))
    give_media_rights(editors, MEDIA_RIGHTS)
    ensure_review(editors, home)


def give_media_rights(group: Group, codenames: tuple[str, ...]) -> None:
    """Let a group add and choose images and documents (who adds one may change that one)."""
    collection = Collection.objects.get(depth=1)
    rights = Permission.objects.filter(content_type__app_label__in=MEDIA_APPS, codename__in=codenames)
    for permission in rights:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def ensure_review(editors: Group, home: HomePage) -> None:
    """The editorial workflow, in the place of Wagtail's: an author proposes, an editor approves."""
    Workflow.objects.update(active=False)
    task = GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.set([editors])
    workflow = Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    for page in [home, *home.get_translations()]:
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
