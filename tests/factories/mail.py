"""Mails in the queue, and mail servers that go wrong."""

import os
import signal

from post_office.models import STATUS, Email

from core import mail


def make_mail(address="bob@example.org", *, status=STATUS.queued, errors=(), due=None):
    """One mail, due at `due` (at once by default), with earlier errors in its log."""
    email = mail.queue(
        from_email="site@example.org",
        to=[address],
        subject=f"To {address}",
        message="private text",
        html_message="<p>private text</p>",
        scheduled_time=due,
    )
    Email.objects.filter(pk=email.pk).update(status=status)
    for error in errors:
        email.logs.create(status=STATUS.failed, message=error)
    return email


def make_mails(count, **kwargs):
    """Mails to user0@example.org, user1@example.org..."""
    return [make_mail(f"user{n}@example.org", **kwargs) for n in range(count)]


class BrokenBackend:
    """A server that refuses everything."""

    def __init__(self, **_kwargs):
        pass

    def open(self):
        """Nothing to open."""

    def close(self):
        """Nothing to close."""

    def send_messages(self, _messages):
        """Fail."""
        raise ConnectionError("no server here")


class DeadlyBackend(BrokenBackend):
    """Writes what it sends to a file; the process dies once the second mail has left."""

    path = None

    def send_messages(self, messages):
        """Write down Message-ID and recipient."""
        with DeadlyBackend.path.open("a") as file:
            for message in messages:
                file.write(f"{message.extra_headers['Message-ID']} {message.to[0]}\n")
        if len(DeadlyBackend.path.read_text().splitlines()) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
