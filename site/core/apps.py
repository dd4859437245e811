"""Application: what every other app may use."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Journal, mail, background work, page cache, template tags."""

    name = "core"
    verbose_name = _("Foundation")

    def ready(self):
        """Declare the queues and the periodic work; name the site's row after every migration."""
        from django.apps import apps
        from django.db.models.signals import post_migrate

        from core import sites, upkeep

        upkeep.register()
        post_migrate.connect(sites.ensure_site, sender=apps.get_app_config("sites"), dispatch_uid="site")
