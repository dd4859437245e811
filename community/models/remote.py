"""What other directories say: imports, their rows, and what became of each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.actor import Actor
from community.states import RecordState


class ImportFormat(models.TextChoices):
    """Shapes of files that we read."""

    TRANSISCOPE = "transiscope", "Transiscope (JSON)"
    GOGOCARTO = "gogocarto", "GoGoCarto (JSON)"
    CSV = "csv", _("Table (CSV)")
    MURMURATIONS = "murmurations", "Murmurations (JSON)"


class ImportState(models.TextChoices):
    """How far an import is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


class ImportRun(models.Model):
    """One reading of one file."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("name of the source"), max_length=80)
    format = models.CharField(_("format"), max_length=14, choices=ImportFormat)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    is_whole = models.BooleanField(
        _("the file is the whole directory"),
        default=True,
        help_text=_("What is no longer in it is then withdrawn here, if nobody has claimed it."),
    )
    is_rehearsal = models.BooleanField(_("rehearsal: change nothing"), default=False)
    file_name = models.CharField(max_length=200, blank=True)
    file_path = models.CharField(max_length=300, blank=True)  # of an upload that waits; emptied once read
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.WAITING)
    refusal = models.CharField(max_length=300, blank=True)
    total = models.PositiveIntegerField(default=0)  # bytes of the file
    done = models.PositiveIntegerField(default=0)  # bytes read
    counts = models.JSONField(default=dict)  # created, updated, unchanged, duplicate, unreadable, gone…
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        permissions = [("run_imports", _("Can import directories"))]

    def __str__(self) -> str:
        return f"{self.source} {self.created_at:%Y-%m-%d}"

    @property
    def percent(self) -> int:
        """How much of the file has been read."""
        return 100 if self.finished_at else min(99, 100 * self.done // max(self.total, 1))


class ImportIssue(models.Model):
    """A row that could not be taken as it is: its number, its content, the reason."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="issues")
    row = models.PositiveIntegerField(_("row"))
    content = models.TextField(_("content"))
    reason = models.CharField(_("reason"), max_length=300)
    is_fatal = models.BooleanField(default=True)  # the row was left out; else it was cleaned and taken

    class Meta:
        verbose_name = _("row to look at")
        verbose_name_plural = _("rows to look at")
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"{self.row} {self.reason}"


class RemoteRecord(models.Model):
    """One entry of another directory: what it says, under which licence, and which actor it is."""

    source = models.CharField(max_length=80)
    remote_id = models.CharField(max_length=120)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=80, blank=True)
    raw = models.JSONField()
    content_hash = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in RecordState], default=RecordState.LINKED)
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.SET_NULL, related_name="remote_records")
    candidate = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    similarity = models.PositiveSmallIntegerField(null=True, blank=True)  # of the names, out of 100
    distance = models.PositiveIntegerField(null=True, blank=True)  # metres to the candidate
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="records")

    class Meta:
        verbose_name = _("entry of another directory")
        verbose_name_plural = _("entries of other directories")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "remote_id"], name="community_record_once"),
            models.CheckConstraint(
                condition=~Q(state="duplicate") | Q(actor=None), name="community_record_undecided_has_no_actor"
            ),
        ]
        indexes = [models.Index(fields=["state", "run"], name="community_record_state")]

    def __str__(self) -> str:
        return f"{self.source} {self.remote_id}"
