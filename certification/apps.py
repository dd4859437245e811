"""Application: certification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "certification"
    verbose_name = _("Certification")
