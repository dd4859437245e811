"""The one process that works in the background."""

import logging
import socket
import threading
import time

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from core import tasks
from core.models import Heartbeat

IDLE_SECONDS = 1.0
BEAT_SECONDS = 5.0
TICK_SECONDS = 60.0
BROKEN_SECONDS = 5.0
log = logging.getLogger(__name__)


class Worker:
    """Drains the queues, runs what is periodic, says that it lives; stops between two batches."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._next_beat = self._next_tick = 0.0

    def stop(self, *_signal: object) -> None:
        """End after the present batch; may be given to `signal.signal`."""
        self._stopping.set()

    def run(self) -> None:
        """Work until told to stop; a database that is away is waited for."""
        while not self._stopping.is_set():
            try:
                close_old_connections()
                handled = self.turn()
            except (DatabaseError, InterfaceError):
                log.exception("The database does not answer")
                connection.close()
                self._stopping.wait(BROKEN_SECONDS)
            else:
                self._stopping.wait(0 if handled else IDLE_SECONDS)

    def turn(self) -> int:
        """One batch of each queue, and what is due by the clock; how many entries were handled."""
        now = time.monotonic()
        if now >= self._next_beat:
            beat()
            self._next_beat = now + BEAT_SECONDS
        if now >= self._next_tick:
            tasks.run_periodic()
            self._next_tick = now + TICK_SECONDS
        return tasks.drain_queues()


def beat() -> None:
    """Write down that this machine's worker lives."""
    Heartbeat.objects.update_or_create(name=socket.gethostname()[:120], defaults={"seen_at": timezone.now()})
