"""A mail server on loopback that goes wrong as real ones do: it refuses, it is slow, it drops the line."""

import random
import time
from collections import Counter
from email import message_from_bytes
from threading import Lock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

NOBODY = "nobody@example.org"


class Sink:
    """Takes mails, and counts each Message-ID that it has said yes to."""

    def __init__(self, seed: int = 5) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (not for secrets)
        self.is_kind = False
        self.taken: Counter[str] = Counter()
        self.lock = Lock()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 (aiosmtpd's name)
        """Refuse for good whoever does not exist; one in thirty for the moment."""
        if address == NOBODY:
            return "550 5.1.1 no such person"
        if not self.is_kind and self.chance.random() < 1 / 30:
            return "451 4.3.0 busy, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session, envelope):  # noqa: N802 (aiosmtpd's name)
        """Take the mail; or say nothing and drop the line, or take one's time."""
        if not self.is_kind:
            if self.chance.random() < 1 / 100:
                server.transport.close()
                return "421 gone"
            if self.chance.random() < 1 / 50:
                time.sleep(0.05)
        with self.lock:
            self.taken[message_from_bytes(envelope.content)["Message-ID"]] += 1
        return "250 OK"


def serve(sink: Sink, port: int) -> Controller:
    """The sink, listening; the caller stops it."""
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
