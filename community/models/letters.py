"""Reminders sent by e-mail, and the addresses that want none."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.actor import Actor

ADDRESS_TAG = "sextant.address.v1:"


def address_hash(email: str) -> str:
    """SHA-256 of an address, whatever its case: enough to recognise it, not to write to it."""
    return hashlib.sha256(f"{ADDRESS_TAG}{email.strip().lower()}".encode()).hexdigest()


class Letter(models.Model):
    """One reminder to one address in one cycle of an actor; without an address when there was nobody to write to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="letters_sent")
    due_at = models.DateTimeField()  # the cycle that it belongs to
    number = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=64, blank=True)  # see `address_hash`
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, blank=True)  # confirm, correct, closed
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "due_at", "number", "address"], name="community_letter_once_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.number}"


class DoNotWrite(models.Model):
    """An address that asked us to write no more reminders."""

    address = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("address that wants no reminder")
        verbose_name_plural = _("addresses that want no reminder")

    def __str__(self) -> str:
        return self.address[:8]
