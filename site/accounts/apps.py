"""Applications: the accounts themselves, and Wagtail's pages to manage them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """The user, sign-up, roles, second factor, export and erasure."""

    name = "accounts"
    verbose_name = _("Accounts")
    default = True

    def ready(self):
        """Connect the receivers and the periodic work; say what we hold of a person."""
        from accounts import privacy, receivers, upkeep, workflow  # noqa: F401
        from core.mail_delivery import on_refusal
        from core.privacy import register

        receivers.connect()
        on_refusal(workflow.note_refused_mail)
        register("account", export=privacy.export, erase=privacy.erase)


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users section, with the forms of our own user."""

    user_viewset = "accounts.wagtail_users.PersonViewSet"
