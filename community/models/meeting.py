"""A date that a file, a college or a sector holds, who answered, and the address of one's own calendar."""

import secrets
import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """Why people meet."""

    DELIBERATION = "deliberation", _("Meeting to deliberate")
    EVENT = "event", _("Event")


class Meeting(models.Model):
    """When, where, why; it is held by an object, which says who learns of it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    holder = GenericForeignKey()
    kind = models.CharField(_("kind"), max_length=14, choices=MeetingKind)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=250, blank=True)
    link = models.URLField(
        _("link to take part at a distance"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    text = models.TextField(_("what it is about"), max_length=4000, blank=True)
    convened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveIntegerField(default=0)  # how often it changed (RFC 5545)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(_("why it is called off"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "starts_at"], name="community_meetings_of")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="community_meeting_ends_after"),
            models.CheckConstraint(condition=~Q(place="") | ~Q(link=""), name="community_meeting_is_somewhere"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_why=""), name="community_meeting_cancelled_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, for those who may see it."""
        return reverse("community:meeting", args=[self.uid])


class Reply(models.TextChoices):
    """Whether somebody comes."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    MAYBE = "maybe", _("Maybe")


class MeetingReply(models.Model):
    """What one person answered."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="meeting_replies")
    answer = models.CharField(_("do you come?"), max_length=5, choices=Reply)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a meeting")
        verbose_name_plural = _("answers to meetings")
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="community_meeting_reply_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.answer}"


def new_secret() -> str:
    """Nobody guesses it: 256 bits."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The secret address at which programs read one person's calendar."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(max_length=43, unique=True, default=new_secret, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("personal calendar")
        verbose_name_plural = _("personal calendars")

    def __str__(self) -> str:
        return str(self.person_id)
