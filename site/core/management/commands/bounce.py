"""`manage.py bounce < message`: takes in a message of a mail server that could not deliver one of ours."""

import sys
from email import message_from_binary_file, policy
from email.message import EmailMessage

from django.core.management.base import BaseCommand

from core.mail_delivery import note_refusal


class Command(BaseCommand):
    """For the mailbox to which failures return: have the mail server pipe its messages into it (RFC 3464)."""

    help = "Reads from its input a report of delivery, and marks the addresses that take no mail."

    def handle(self, **_options: object) -> None:
        """Mark each address that failed for good; what is no report is left alone."""
        for address, why in failures(message_from_binary_file(sys.stdin.buffer, policy=policy.default)):
            note_refusal(address, why)
            self.stdout.write(address)


def failures(message: EmailMessage) -> list[tuple[str, str]]:
    """(address, what the server said) of each that failed for good, of a report of delivery."""
    parts = [part for one in message.walk() if one.get_content_type() == "message/delivery-status"
             for part in one.get_payload()]  # fmt: skip
    failed = [part for part in parts if part.get("Action", "").strip().lower() == "failed"]
    return [(_address(part), _why(part)) for part in failed if _is_final(part)]


def _why(part: EmailMessage) -> str:
    return str(part.get("Diagnostic-Code", part.get("Status", "")))


def _is_final(part: EmailMessage) -> bool:
    return str(part.get("Status", "")).strip().startswith("5") and "Final-Recipient" in part


def _address(part: EmailMessage) -> str:
    return str(part["Final-Recipient"]).rpartition(";")[2].strip()
