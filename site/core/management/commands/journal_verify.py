"""`manage.py journal_verify`: is the journal what was written?"""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core import journal
from core.models import Event


class Command(BaseCommand):
    """Check every event, the private parts that still exist, and a head noted earlier."""

    help = "Check the journal's chain; fails with the first event that was changed, added or removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the anchor: without one, events cut off the end can't be noticed."""
        parser.add_argument("--anchor", metavar="NUMBER:HASH", help="A head that this command printed earlier.")

    def handle(self, *_args, anchor: str | None, **_options) -> None:
        """Check, then print the head."""
        if broken := journal.verify():
            raise CommandError(f"Event {broken.seq} {broken.reason}.")
        if anchor:
            self._check_anchor(anchor)
        seq, last_hash = journal.head()
        self.stdout.write(f"The journal holds. Head to note elsewhere: {seq}:{last_hash}")

    def _check_anchor(self, anchor: str) -> None:
        seq, _colon, known_hash = anchor.partition(":")
        if not seq.isdecimal() or not known_hash:
            raise CommandError("An anchor is NUMBER:HASH.")
        if not Event.objects.filter(seq=seq, hash=known_hash).exists():
            raise CommandError(f"Event {seq} is no longer the one that was noted.")
