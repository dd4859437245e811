"""The six colleges, and who may sit for them."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from certification.states import MandateState
from core.colleges import COLLEGES

COLLEGE_CHOICES = [(college.code, college.label) for college in COLLEGES]


class College(models.Model):
    """What a network says of one of the six groups of interests: for whom it speaks, who may sit."""

    code = models.CharField(_("college"), max_length=12, choices=COLLEGE_CHOICES, unique=True, editable=False)
    speaks_for = models.TextField(_("for whom it speaks"), max_length=2000, blank=True)
    speaks_for_en = models.TextField(_("for whom it speaks (English)"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("college")
        verbose_name_plural = _("colleges")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_code_display())

    @property
    def mission(self) -> str:
        """For whom it speaks, in the visitor's language where somebody wrote it."""
        own = self.speaks_for_en if get_language() == "en" else ""
        return own or self.speaks_for


class MandateQuerySet(models.QuerySet):
    """Reads of mandates."""

    def in_force(self, day: date) -> "MandateQuerySet":
        """Those that hold on this day."""
        holds = Q(until__isnull=True) | Q(until__gte=day)
        return self.filter(holds, state=MandateState.ACTIVE, since__lte=day, person__is_active=True)


class Mandate(models.Model):
    """The right of a member to sit for a college, from a day to a day."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates")
    college = models.CharField(_("college"), max_length=12, choices=COLLEGE_CHOICES)
    is_alternate = models.BooleanField(_("as an alternate"), default=False)
    motivation = models.TextField(_("why this college"), max_length=1500)
    shows_name = models.BooleanField(_("my name may be shown on the page of the college"), default=False)
    state = models.CharField(max_length=10, choices=[(s, s) for s in MandateState], default=MandateState.REQUESTED)
    requested_at = models.DateTimeField(default=timezone.now)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("why"), max_length=1000, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["college", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "college"], condition=Q(state__in=("requested", "active")),
                name="certification_mandate_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(since__isnull=False), name="certification_mandate_active_since"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="certification_mandate_ends_after"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_college_display()} {self.person}"


class MandateConfirmation(models.Model):
    """A facilitator or a member of the college says yes to a mandate."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_facilitator = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("confirmation of a mandate")
        verbose_name_plural = _("confirmations of mandates")
        constraints = [
            models.UniqueConstraint(fields=["mandate", "person"], name="certification_mandate_confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.mandate} ← {self.person}"
