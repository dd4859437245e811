"""`manage.py demo`: an invented network around Niort, to try and to test."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.seed.accounts import PASSWORD, printed
from pages.seed.demo import build_demo


class Command(BaseCommand):
    """Build the demo network, where it is missing."""

    help = "Build the demo network around Niort, where it is missing, and say its accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """One flag, for machines that nobody else reaches."""
        parser.add_argument("--known-passwords", action="store_true", help="Accept accounts that anybody can open.")

    def handle(self, *, known_passwords: bool, **_options) -> None:
        """Build, then say who may sign in.

        Raises:
            CommandError: on a real site, whose accounts must not have passwords that everybody knows.
        """
        if not (settings.DEBUG or known_passwords):
            raise CommandError("The demo makes accounts that anybody can open: only with --known-passwords.")
        build_demo()
        self.stdout.write("Demo accounts (password: " + PASSWORD + ")")
        for email, purpose in printed().items():
            self.stdout.write(f"  {email:<28} {purpose}")
