"""`manage.py make_credential_key`: a key to sign credentials with."""

import json

from django.core.management.base import BaseCommand

from certification import credential_keys
from certification.rules.keys import thumbprint


class Command(BaseCommand):
    """Make a key and print what to put into the environment; nothing is stored or changed."""

    help = "Make a key that signs credentials, and print the lines for the environment."

    def handle(self, *_args, **_options) -> None:
        """Print the new key; with one in use already, keep its public part among the retired."""
        self._line("CREDENTIAL_KEY", credential_keys.make())
        used = credential_keys.present()
        if used is None:
            return
        kept = [one for one in credential_keys.retired() if thumbprint(one) != thumbprint(used.public)]
        self._line("CREDENTIAL_RETIRED_KEYS", [used.public, *kept])

    def _line(self, name: str, value: object) -> None:
        self.stdout.write(f"{name}='{json.dumps(value, separators=(',', ':'))}'")
