"""Application: the process of recognition."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        """Let a new version of the charter reach the next visitor."""
        from certification.models import CharterVersion
        from core import page_cache

        page_cache.watch(CharterVersion)
