"""The field visit: a pair, a date, one report signed by both, the applicant's reply."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.application import Application, evidence_path, private_storage
from certification.models.mandate import COLLEGE_CHOICES
from certification.states import VisitState


class Visit(models.Model):
    """A pair goes and sees; no judgement during the visit."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="visits")
    state = models.CharField(max_length=10, choices=[(s, s) for s in VisitState], default=VisitState.APPOINTED)
    appointed_at = models.DateTimeField(default=timezone.now)
    held_on = models.DateField(_("day of the visit"), null=True, blank=True)
    findings = models.JSONField(default=dict, blank=True)  # commitment code → what was seen
    summary = models.TextField(_("in a few words"), max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)
    signed_at = models.DateTimeField(null=True, blank=True)  # by the last of the pair
    reply = models.TextField(_("the applicant’s reply"), max_length=4000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-appointed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=~Q(state="replaced"), name="certification_one_visit"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False, held_on__isnull=False),
                name="certification_signed_visit_has_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.actor} {self.held_on or ''}"


class Visitor(models.Model):
    """One person of a pair."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="visitors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits")
    college = models.CharField(max_length=12, choices=COLLEGE_CHOICES)
    is_confidential = models.BooleanField(default=False)  # has signed the confidentiality note
    confidential_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="certification_visitor_once")]

    def __str__(self) -> str:
        return str(self.person)


class VisitDate(models.Model):
    """A date that somebody proposes."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="dates")
    at = models.DateTimeField(_("day and hour"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("proposed date")
        verbose_name_plural = _("proposed dates")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "at"], name="certification_date_once"),
            models.UniqueConstraint(fields=["visit"], condition=Q(is_chosen=True), name="certification_one_date"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class VisitPhoto(models.Model):
    """A photo of a visit: private, like evidence."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    file = models.ImageField(
        upload_to=evidence_path, storage=private_storage, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(default=0, editable=False)  # in pixels
    height = models.PositiveIntegerField(default=0, editable=False)
    alt = models.CharField(_("what one sees"), max_length=250)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("photo of a visit")
        verbose_name_plural = _("photos of visits")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.alt
