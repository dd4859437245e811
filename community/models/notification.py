"""What a person was told, and how each wants to be told."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from community.rules.delivery import Channel

CHANNELS = [
    (Channel.AT_ONCE, _("By mail, at once")),
    (Channel.DAILY, _("By mail, once a day")),
    (Channel.WEEKLY, _("By mail, once a week")),
    (Channel.SITE, _("On the site only")),
]


class Notification(models.Model):
    """One thing that one person was told, in the words and the language of that day."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)  # "app.name", of the vocabulary
    about = models.CharField(max_length=80, blank=True)  # "kind:uid" of what it is about
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)  # somebody's words
    url = models.CharField(max_length=500)
    button = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    digest_at = models.DateTimeField(null=True, blank=True)  # when the digest that takes it leaves
    mail = models.ForeignKey(Email, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="community_told"),
            models.Index(fields=["person", "about", "kind", "at"], name="community_told_about"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="community_unread"),
            models.Index(fields=["digest_at"], condition=Q(digest_at__isnull=False), name="community_digest_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest_at__isnull=True) | Q(channel__in=("daily", "weekly")),
                name="community_digest_channel",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def address(self) -> str:
        """The whole address to which it leads, for a mail."""
        return self.url if self.url.startswith("http") else f"{settings.WAGTAILADMIN_BASE_URL}{self.url}"


class Preference(models.Model):
    """How one person wants to be told of one kind of thing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=8, choices=CHANNELS)

    class Meta:
        verbose_name = _("choice of notification")
        verbose_name_plural = _("choices of notification")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="community_one_preference")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"
