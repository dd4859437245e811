"""`manage.py search_check`: compare the index and the database, and repair."""

from django.core.management.base import BaseCommand

from search import sources


class Command(BaseCommand):
    """Find what the index lacks or should not have."""

    help = (
        "Compare the search index with the database; what is missing is added, what should not be there is taken out."
    )

    def handle(self, *_args, **_options) -> None:
        """Say what was repaired."""
        lacking, stray = sources.repair()
        self.stdout.write(f"{lacking} added, {stray} taken out.")
