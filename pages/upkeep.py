"""What the pages need every minute."""

from datetime import datetime

from django.core.management import call_command

from core.tasks import periodic


@periodic
def publish_what_is_due(_now: datetime) -> None:
    """Publish and unpublish what editors scheduled; Wagtail's command does nothing the second time."""
    call_command("publish_scheduled")
