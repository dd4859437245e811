"""The admin's account page: how the admin looks and what it sends; who one is stays on the site's page."""

from wagtail.admin.views import account

ELSEWHERE = (account.NameEmailSettingsPanel, account.AvatarSettingsPanel, account.ChangePasswordPanel)


class AccountView(account.AccountView):
    """Wagtail's page without name (ours is one field), picture and password."""

    def get_panels(self):
        """What is left."""
        return [panel for panel in super().get_panels() if not isinstance(panel, ELSEWHERE)]
