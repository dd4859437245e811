"""Application: community."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "community"
    verbose_name = _("Community")
