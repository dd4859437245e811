"""A deliberation: its frozen seats, their sealed opinions, positions and objections."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models.application import Application
from certification.models.mandate import COLLEGE_CHOICES, Mandate
from certification.states import ObjectionState, RoundState
from core import colleges


class PositionValue(models.TextChoices):
    """What a seat may say."""

    CONSENT = colleges.CONSENT, pgettext_lazy("position", "I consent")
    RESERVATION = colleges.RESERVATION, pgettext_lazy("position", "I consent with a reservation")
    STAND_ASIDE = colleges.STAND_ASIDE, pgettext_lazy("position", "I stand aside")
    OBJECT = colleges.OBJECT, pgettext_lazy("position", "I object")


class Round(models.Model):
    """Sealed opinions, discussion, positions. Opening froze its seats, the profile and the charter."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()  # in the file, void ones too
    state = models.CharField(max_length=10, choices=[(s, s) for s in RoundState], default=RoundState.OPEN)
    profile_sha256 = models.CharField(max_length=64)
    opened_at = models.DateTimeField(default=timezone.now)
    sealed_until = models.DateTimeField()
    closes_at = models.DateTimeField(db_index=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    void_why = models.TextField(max_length=1000, blank=True)
    tally = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["application", "number"]
        indexes = [models.Index(fields=["state", "closes_at"], name="certification_due_round")]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="certification_round_number"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=("open", "no_quorum")), name="certification_one_round"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False, tally__isnull=False),
                name="certification_closed_round_has_a_count",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.actor} {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether seats may still speak, as far as is written down."""
        return self.state == RoundState.OPEN


class SeatQuerySet(models.QuerySet):
    """Reads of seats."""

    def sitting(self) -> "SeatQuerySet":
        """Those of the latest round of a file that is not void, who are not recused."""
        latest = Round.objects.filter(application=OuterRef("round__application")).exclude(state=RoundState.VOID)
        latest = latest.order_by("-number").values("pk")[:1]
        return self.filter(recused_at__isnull=True, round=Subquery(latest))


class Seat(models.Model):
    """A person who sits for a college in one round; stays as frozen."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    college = models.CharField(max_length=12, choices=COLLEGE_CHOICES)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="seats")
    ref = models.CharField(max_length=20)  # "ngo-2": how the public record names it
    is_alternate = models.BooleanField(default=False)
    recused_at = models.DateTimeField(null=True, blank=True)  # an interest that was declared after the opening
    shows_name = models.BooleanField(default=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="certification_one_seat"),
            models.UniqueConstraint(fields=["round", "ref"], name="certification_seat_ref"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def current(self) -> "Position | None":
        """The position in force; without a query where the positions were prefetched."""
        return next((one for one in self.positions.all() if one.is_current), None)


class Grid(models.Model):
    """The sealed opinion of a seat, commitment by commitment; a commitment to it goes into the journal at once."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="grid")
    marks = models.JSONField(default=dict, blank=True)  # commitment code → {"mark": kept|partly|not|unknown, "text": …}
    summary = models.TextField(_("on the whole"), max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("sealed opinion")
        verbose_name_plural = _("sealed opinions")

    def __str__(self) -> str:
        return f"{self.seat}"


class Position(models.Model):
    """What a seat says; the last one before the deadline counts, the earlier ones are kept."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="positions")
    value = models.CharField(_("your position"), max_length=24, choices=PositionValue)
    text = models.TextField(_("in your words"), max_length=2000, blank=True)
    condition = models.TextField(_("what should be done"), max_length=500, blank=True)
    condition_due_on = models.DateField(_("by when"), null=True, blank=True)
    taken_at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)
    salt = models.CharField(max_length=32)
    objection = models.ForeignKey(  # on which it stands; the seal of the position covers its name
        "Objection", on_delete=models.PROTECT, null=True, blank=True, related_name="positions"
    )

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(is_current=True), name="certification_one_position"),
            models.CheckConstraint(
                condition=Q(condition="") | Q(value="consent_with_reservation", condition_due_on__isnull=False),
                name="certification_condition_of_a_reservation",
            ),
            models.CheckConstraint(
                condition=Q(objection__isnull=True) | Q(value="object"), name="certification_objection_of_an_objector"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.value}"


class Objection(models.Model):
    """An object of its own: criterion, harm, evidence, what would lift it, answer, state."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="objections")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="objections")
    commitment = models.CharField(_("which commitment"), max_length=40)
    harm = models.TextField(_("what harm"), max_length=2000)
    evidence = models.TextField(_("what shows it"), max_length=2000)
    lifted_by = models.TextField(_("what would lift it"), max_length=2000)
    state = models.CharField(max_length=10, choices=[(s, s) for s in ObjectionState], default=ObjectionState.FILED)
    filed_at = models.DateTimeField(default=timezone.now)
    admitted_at = models.DateTimeField(null=True, blank=True)
    form_note = models.TextField(_("what is missing"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_why = models.TextField(_("why"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["filed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("lifted", "withdrawn")) | (Q(ended_at__isnull=False) & ~Q(end_why="")),
                name="certification_ended_objection_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.commitment}"


class ObjectionAnswer(models.Model):
    """A written answer to an objection."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_applicant = models.BooleanField()
    text = models.TextField(_("your answer"), max_length=4000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to an objection")
        verbose_name_plural = _("answers to objections")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]
