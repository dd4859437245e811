"""One actor's file: the self-assessment, its evidence, what was frozen when it was submitted."""

import json
import uuid

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.charter import CharterVersion
from certification.rules.ruleset import Ruleset
from certification.states import UNDECIDED, ApplicationState, RoundState
from community.models import Actor


def private_storage() -> FileSystemStorage:
    """Files that no address leads to: they are served after a check of who asks."""
    return FileSystemStorage(location=settings.EVIDENCE_FOLDER, file_permissions_mode=0o600)


def evidence_path(_instance: models.Model, filename: str) -> str:
    """Where an uploaded file is kept: under a name that says nothing."""
    return f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}.{filename.rsplit('.', 1)[-1].lower()[:5]}"


class ApplicationKind(models.TextChoices):
    """Why a file was opened."""

    FIRST = "first", _("First application")
    RENEWAL = "renewal", _("Renewal")
    FOLLOW_UP = "follow_up", _("After a progress plan")


class Application(models.Model):
    """A file, from draft to decision. Its charter, profile and self-assessment are those of its submission."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(_("kind"), max_length=10, choices=ApplicationKind, default=ApplicationKind.FIRST)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_ones")
    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(
        max_length=14, choices=[(s, s) for s in ApplicationState], default=ApplicationState.DRAFT, db_index=True
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)  # when the file last moved
    what_changed = models.TextField(_("what has changed since the last time"), max_length=4000, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_as = models.CharField(_("in what capacity"), max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    profile = models.TextField(blank=True)  # canonical JSON of the actor's profile
    profile_sha256 = models.CharField(max_length=64, blank=True)
    assessment = models.TextField(blank=True)  # canonical JSON of the self-assessment
    assessment_sha256 = models.CharField(max_length=64, blank=True)
    lacks = models.TextField(_("what is missing"), max_length=4000, blank=True)
    visit_waived = models.TextField(_("why no visit"), max_length=1000, blank=True)
    opinion_opens_at = models.DateTimeField(null=True, blank=True)
    opinion_ends_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    plan_reminders = models.JSONField(default=list, blank=True)  # days before its last day, of those that were sent
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "changed_at"], name="certification_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["actor"], condition=Q(state__in=UNDECIDED), name="certification_one_open_application"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn"))
                | (Q(submitted_at__isnull=False, signed_at__isnull=False) & ~Q(profile_sha256="")),
                name="certification_submitted_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_at__isnull=False), name="certification_decided_has_a_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="opinion") | Q(opinion_ends_at__isnull=False),
                name="certification_opinion_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_kind_display()})"

    @property
    def ruleset(self) -> Ruleset:
        """The numbers of the process for this file: those of its charter."""
        return self.charter.rules

    @property
    def latest_round(self):
        """The latest deliberation that counts, if there is any: a void one never does."""
        return self.rounds.exclude(state=RoundState.VOID).order_by("-number").first()

    @property
    def frozen_profile(self) -> dict:
        """The actor's profile as it was submitted."""
        return json.loads(self.profile) if self.profile else {}

    @property
    def frozen_assessment(self) -> dict:
        """The self-assessment as it was submitted: commitment code → level, text, evidence."""
        return json.loads(self.assessment) if self.assessment else {}

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in UNDECIDED


class Answer(models.Model):
    """What the applicant says of one commitment, as it is typed."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    commitment = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    text = models.TextField(_("what you do, and how one can see it"), max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["application", "commitment"], name="certification_answer_once"),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__lte=3), name="certification_level"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} {self.level}"


class Evidence(models.Model):
    """Something that shows what an answer says: a private file, or a link."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="evidence")
    commitment = models.CharField(max_length=40)
    title = models.CharField(_("what it is"), max_length=160)
    url = models.URLField(_("link"), blank=True, max_length=500)
    file = models.FileField(_("file"), upload_to=evidence_path, storage=private_storage, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(url="") & ~Q(file="")) | (~Q(url="") & Q(file="")), name="certification_file_or_link"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Interest(models.Model):
    """What a person declares before reading a file: no interest, or which."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    has_interest = models.BooleanField(_("I have an interest in this file"))
    text = models.TextField(_("which"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="certification_interest_once"),
            models.CheckConstraint(condition=Q(has_interest=False) | ~Q(text=""), name="certification_interest_said"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.has_interest}"


class PublicOpinion(models.Model):
    """A member's reasoned opinion while the public first opinion is open: it informs, it never decides."""

    class Value(models.TextChoices):
        """What it says."""

        FAVOURABLE = "favourable", _("Favourable")
        RESERVED = "reserved", _("Reserved")
        UNFAVOURABLE = "unfavourable", _("Unfavourable")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(_("your opinion"), max_length=12, choices=Value)
    text = models.TextField(_("your reasons"), max_length=2000)
    given_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("public opinion")
        verbose_name_plural = _("public opinions")
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="certification_public_opinion_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.value}"
