"""`manage.py tick`: what is periodic, once."""

from django.core.management.base import BaseCommand, CommandError

from core import tasks


class Command(BaseCommand):
    """Run the periodic work, each part whatever becomes of the others."""

    help = "Run the periodic work once; the worker does so every minute. Harmless if run twice or late."

    def handle(self, *_args, **_options) -> None:
        """Run, and fail if anything did."""
        if failed := tasks.run_periodic():
            raise CommandError("Failed: " + ", ".join(failed))
