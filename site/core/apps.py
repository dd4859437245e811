"""Application: what every other app may use."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Journal, mail, background work, page cache, template tags."""

    name = "core"
    verbose_name = _("Foundation")

    def ready(self):
        """Declare the queues and the periodic work."""
        from core import upkeep

        upkeep.register()
