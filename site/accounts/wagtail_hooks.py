"""What we add to Wagtail's admin about people."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.wagtail_users import EraseBulkAction

# Wagtail keeps the last action registered under a name: ours erases where its own deletes rows.
hooks.register("register_bulk_action", EraseBulkAction, order=100)


@hooks.register("register_account_menu_item")
def site_account(_request) -> dict:
    """A way from the admin's account page to the site's."""
    return {
        "url": reverse("accounts:home"),
        "label": _("My account on the site"),
        "help_text": _("Name, e-mail address, password, second factor, copy of your data."),
    }
