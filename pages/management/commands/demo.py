"""`manage.py demo`: an invented network around Niort, to try and to test."""

from django.core.management.base import BaseCommand

from pages.seed.demo import ACCOUNTS, PASSWORD, build_demo


class Command(BaseCommand):
    """Build the demo network, where it is missing."""

    help = "Build the demo network around Niort, where it is missing, and say its accounts."

    def handle(self, **_options) -> None:
        """Build, then say who may sign in."""
        build_demo()
        self.stdout.write("Demo accounts (password: " + PASSWORD + ")")
        for email, (_, roles) in ACCOUNTS.items():
            self.stdout.write(f"  {email:<28} {', '.join(roles) or 'member'}")
