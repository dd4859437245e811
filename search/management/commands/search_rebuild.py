"""`manage.py search_rebuild`: index everything anew, while searches go on with the older index."""

import sys
import time

from django.core.management.base import BaseCommand

from search import sources
from search.engine import engine


class Command(BaseCommand):
    """Write a new index beside the older one, then have it searched."""

    help = "Index everything that the public may find, anew; searches go on meanwhile."

    def handle(self, *_args, **_options) -> None:
        """Say how far it is on a terminal, and how long it took."""
        begun = time.perf_counter()
        count = engine().rebuild(sources.every(), self._progress if sys.stdout.isatty() else lambda _count: None)
        seconds = time.perf_counter() - begun
        self.stdout.write(f"{count} documents, {seconds:.1f} s, {count / seconds:.0f} a second.")

    def _progress(self, count: int) -> None:
        self.stdout.write(f"\r{count}", ending="")
        self.stdout.flush()
