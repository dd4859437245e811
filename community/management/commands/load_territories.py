"""`manage.py load_territories`: communes, EPCI, départements and regions, from the shipped tables."""

from django.core.management.base import BaseCommand

from community.geography import load_territories


class Command(BaseCommand):
    """Store or refresh the territories."""

    help = "Bring the shipped tables of communes, EPCI, départements and regions into the database. May run again."

    def handle(self, *_args, **_options) -> None:
        """Load, and say how many."""
        self.stdout.write(f"{load_territories()} territories.")
