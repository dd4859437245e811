"""For a person who lost their telephone, their key and their recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from accounts import workflow
from accounts.models import User


class Command(BaseCommand):
    """Remove every second factor of one person, once an operator has made sure who asks."""

    help = "Removes the second factors of a person and signs them out everywhere; they are told by e-mail."

    def add_arguments(self, parser):
        """Whom, and why."""
        parser.add_argument("email")
        parser.add_argument("--why", required=True, help="How you made sure who asks; kept in the journal.")

    def handle(self, *_args, email: str, why: str, **_options):
        """Do it."""
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"No active account has the address {email}.")
        workflow.remove_second_factor(user=user, actor=None, why=why)
        self.stdout.write(f"{email} signs in with the password alone now, and has been told.")
