"""What Django and other packages send goes through the same queue as our own mail."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from post_office.backends import EmailBackend

from core import mail


class QueueBackend(EmailBackend):
    """Queues each message as it is; post_office's own would render it once more as a template."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages; how many.

        Raises:
            ValueError: one has an attachment; nothing in the site sends any.
        """
        for message in email_messages:
            _queue(message)
        return len(email_messages)


def _queue(message: EmailMessage) -> None:
    if message.attachments:
        raise ValueError("The mail queue doesn't take attachments.")
    alternatives = getattr(message, "alternatives", [])
    headers = message.extra_headers | ({"Reply-To": ", ".join(message.reply_to)} if message.reply_to else {})
    mail.queue(
        from_email=message.from_email,
        to=message.to,
        cc=message.cc,
        bcc=message.bcc,
        subject=message.subject,
        message=message.body,
        html_message=next((content for content, kind in alternatives if kind == "text/html"), ""),
        headers=headers or None,
    )
