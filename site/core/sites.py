"""The one row of Django's sites, which some packages ask for: it says what this site is called, and where it is."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site


def ensure_site(**_kwargs) -> None:
    """Name the row after the settings."""
    values = {"domain": urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc, "name": settings.WAGTAIL_SITE_NAME}
    Site.objects.update_or_create(pk=settings.SITE_ID, defaults=values)
