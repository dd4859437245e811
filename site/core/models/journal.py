"""The journal: what happened, in a chain that nobody can rewrite unnoticed (see `core.chain`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that happened. Triggers in the database refuse to change or to delete it."""

    seq = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("moment"))
    kind = models.CharField(_("kind"), max_length=60)
    actor = models.CharField(_("who"), max_length=40, help_text=_("Public identifier, or “system”."))
    object_kind = models.CharField(_("kind of object"), max_length=60)
    object_ref = models.CharField(_("object"), max_length=120)
    data = models.TextField(_("public data"), help_text=_("Canonical JSON."))
    commitment = models.CharField(max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["seq"]
        indexes = [models.Index(fields=["object_kind", "object_ref", "seq"], name="core_event_object")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class EventDetail(models.Model):
    """The private part of an event: why, and whatever is personal. It may be deleted, never changed."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="detail")
    salt = models.CharField(max_length=64)
    private = models.TextField(help_text=_("Canonical JSON."))

    class Meta:
        verbose_name = _("private part of an event")
        verbose_name_plural = _("private parts of events")

    def __str__(self) -> str:
        return str(self.event_id)
