"""What is being written about an actor, and what was published: drafts keep what was typed, revisions never change."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from community.models.actor import Actor
from core.chain import canonical_json


class DraftPart(models.Model):
    """One step of an actor's form exactly as it was typed, valid or not; one activity or place has a `key`.

    `version` grows at each save: a page that was opened before somebody else saved is told so.
    """

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="draft_parts")
    step = models.CharField(max_length=20)
    key = models.CharField(max_length=36, blank=True)
    data = models.JSONField(default=dict)  # name of the field → list of what was typed
    is_removed = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)  # number of the revision in force when one began to type
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("part of a draft")
        verbose_name_plural = _("parts of drafts")
        ordering = ["step", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["actor", "step", "key"], name="community_draft_part_once")]

    def __str__(self) -> str:
        return f"{self.step} {self.key}".strip()

    @property
    def typed(self) -> MultiValueDict:
        """What a form takes as its data."""
        return MultiValueDict(self.data)


class Origin(models.TextChoices):
    """Who made a revision."""

    OWNER = "owner", _("the organisation")
    FACILITATOR = "facilitator", _("a facilitator")
    IMPORT = "import", _("an import")
    LETTER = "letter", _("the link of a reminder")
    REPORT = "report", _("a report that was upheld")


class ActorRevision(models.Model):
    """One publication of an actor's profile: canonical JSON and its SHA-256."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.TextField(help_text=_("Canonical JSON."))
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=12, choices=Origin)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["actor", "number"], name="community_revision_number_once")]

    def __str__(self) -> str:
        return f"{self.actor} {self.number}"

    def save(self, *args, **kwargs) -> None:
        """Store once.

        Raises:
            TypeError: the revision is already stored.
        """
        if self.pk:
            raise TypeError("A revision never changes.")
        super().save(*args, **kwargs)

    @property
    def profile(self) -> dict:
        """The document as plain values."""
        return json.loads(self.content)

    @classmethod
    def of(cls, actor: Actor, profile: dict, **fields: object) -> "ActorRevision":
        """A revision, not yet stored, of this document."""
        text = canonical_json(profile)
        return cls(actor=actor, content=text, sha256=hashlib.sha256(text.encode()).hexdigest(), **fields)
