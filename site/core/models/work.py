"""Work in the background: what waits, and when somebody last looked after it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """An object that changed and that a consumer has not dealt with yet; one row per object."""

    object_kind = models.CharField(max_length=60)
    object_key = models.CharField(max_length=60)
    token = models.UUIDField(default=uuid.uuid4, help_text=_("Another one each time the object changes."))
    noted_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(db_index=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_kind", "object_key"], name="core_change_once_per_object")
        ]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_key}"


class Heartbeat(models.Model):
    """When the worker of a machine was last seen."""

    name = models.CharField(max_length=120, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        permissions = [("view_operations", _("Can see the operators' page"))]

    def __str__(self) -> str:
        return self.name


class PeriodicRun(models.Model):
    """How one kind of periodic work went the last time."""

    name = models.CharField(max_length=120, unique=True)
    ran_at = models.DateTimeField()
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
