"""`manage.py worker`: works in the background until it is stopped."""

import signal
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from core.worker import Worker


class Command(BaseCommand):
    """Drain the queues and run what is periodic."""

    help = "Send queued mail, index changes and run periodic work, until SIGTERM or SIGINT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the option for a single turn."""
        parser.add_argument("--once", action="store_true", help="Work off what is due, then end.")

    def handle(self, *_args, once: bool, **_options) -> None:
        """Work."""
        worker = Worker()
        if once:
            while worker.turn():
                pass
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, worker.stop)
        worker.run()
