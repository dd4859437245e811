"""Applications: the accounts themselves, and Wagtail's pages to manage them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """The user, sign-up, roles, second factor, export and erasure."""

    name = "accounts"
    verbose_name = _("Accounts")


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users section, with the forms of our own user."""
