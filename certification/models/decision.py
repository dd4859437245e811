"""Decisions, which never change, and what follows from them: conditions, certificates, appeals."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models.application import Application, evidence_path, private_storage
from certification.models.mandate import COLLEGE_CHOICES
from certification.models.round import Round
from certification.rules import status_list
from certification.rules.tally import Tally
from certification.states import AppealState, CertificateState, ConditionState, Outcome
from community.models import Actor

OUTCOMES = [
    (Outcome.GRANTED, _("Granted")),
    (Outcome.GRANTED_WITH_CONDITIONS, _("Granted with conditions")),
    (Outcome.DEFERRED, _("Deferred")),
    (Outcome.REFUSED, pgettext_lazy("outcome of a decision", "Refused")),
]


class Decision(models.Model):
    """What was decided, with its reasons and the count that gave it. The database refuses to change it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=16, unique=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    round = models.OneToOneField(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    appeal = models.OneToOneField(
        "certification.Appeal", null=True, blank=True, on_delete=models.PROTECT, related_name="new_decision"
    )
    outcome = models.CharField(_("outcome"), max_length=24, choices=OUTCOMES)
    decided_at = models.DateTimeField()
    reasons = models.TextField(_("reasons"))
    tally = models.JSONField()
    plan_ends_on = models.DateField(null=True, blank=True)  # of the progress plan of a deferral

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at"]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="certification_register")]
        constraints = [
            models.CheckConstraint(
                condition=Q(round__isnull=False, appeal__isnull=True) | Q(round__isnull=True, appeal__isnull=False),
                name="certification_decision_of_a_round_or_an_appeal",
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="certification_decision_has_reasons"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def count(self) -> Tally:
        """The count as a value, with its explanation."""
        return Tally.from_dict(self.tally)

    @property
    def is_granted(self) -> bool:
        """Whether it gives a certificate."""
        return self.outcome in {Outcome.GRANTED, Outcome.GRANTED_WITH_CONDITIONS}


class Erratum(models.Model):
    """A mistake in a decision, said beside it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="errata")
    text = models.TextField(_("what should be read"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]


class Certificate(models.Model):
    """What a granted decision gives, with an end."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=16, unique=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="certificates")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="certificate")
    state = models.CharField(max_length=10, choices=[(s, s) for s in CertificateState], default=CertificateState.ACTIVE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    prolonged_at = models.DateTimeField(null=True, blank=True)
    state_at = models.DateTimeField(default=timezone.now)  # when the state last changed
    state_why = models.TextField(max_length=1000, blank=True)
    index = models.PositiveIntegerField(unique=True)  # its bit in the status lists
    renewal_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor"], condition=Q(state__in=("active", "suspended")), name="certification_one_certificate"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="certification_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(index__lt=status_list.BITS), name="certification_bit_is_in_the_list"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def suspended_until(self) -> datetime | None:
        """When its suspension ends by itself; None for one that is not suspended, or whose suspension was confirmed."""
        if self.state != CertificateState.SUSPENDED:
            return None
        return self.suspensions.filter(lifted_at__isnull=True).values_list("ends_at", flat=True).first()


class Suspension(models.Model):
    """A certificate is suspended: at once by a facilitator and two colleges, then confirmed or lifted."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="suspensions")
    reasons = models.TextField(_("reasons"), max_length=2000)
    proposed_at = models.DateTimeField(default=timezone.now)
    proposed_by = models.ForeignKey(  # nobody when a condition was not met by its day
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    suspended_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)  # unless it is confirmed before
    confirmed_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.TextField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(lifted_at__isnull=True), name="certification_one_suspension"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate}"


class SuspensionSupport(models.Model):
    """A college supports an urgent suspension, by one of its members."""

    suspension = models.ForeignKey(Suspension, on_delete=models.CASCADE, related_name="supports")
    college = models.CharField(max_length=12, choices=COLLEGE_CHOICES)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("support of a suspension")
        verbose_name_plural = _("supports of suspensions")
        constraints = [
            models.UniqueConstraint(fields=["suspension", "college"], name="certification_support_by_college"),
            models.UniqueConstraint(fields=["suspension", "person"], name="certification_support_by_person"),
        ]

    def __str__(self) -> str:
        return self.college


class Condition(models.Model):
    """Something to be done by a day, with a proof and a person who checks it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions")
    text = models.TextField(_("what is to be done"), max_length=500)
    due_on = models.DateField(_("by"))
    verifier = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    college = models.CharField(max_length=12, choices=COLLEGE_CHOICES)
    state = models.CharField(max_length=8, choices=[(s, s) for s in ConditionState], default=ConditionState.OPEN)
    proof = models.TextField(_("how one can see it"), max_length=2000, blank=True)
    proof_file = models.FileField(upload_to=evidence_path, storage=private_storage, blank=True)
    proved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    reminders = models.JSONField(default=list, blank=True)  # days before the date, of those that were sent
    suspension_proposed_at = models.DateTimeField(null=True, blank=True)  # since it was not met by its day

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="proved") | (Q(proved_at__isnull=False) & ~Q(proof="")),
                name="certification_proved_says_how",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Appeal(models.Model):
    """The applicant asks for a second look, once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appealed_by")
    grounds = models.TextField(_("why you appeal"), max_length=4000)
    state = models.CharField(max_length=10, choices=[(s, s) for s in AppealState], default=AppealState.FILED)
    filed_at = models.DateTimeField(default=timezone.now)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, blank=True,
        choices=[
            ("confirmed", _("The decision stands")),
            ("annulled", _("The decision is annulled: the colleges deliberate once more")),
            ("replaced", _("The decision is replaced: granted")),
        ],
    )  # fmt: skip
    reasons = models.TextField(_("reasons"), max_length=4000, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-filed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="concluded") | (Q(concluded_at__isnull=False) & ~Q(outcome="") & ~Q(reasons="")),
                name="certification_concluded_appeal_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}"


class PanelSeat(models.Model):
    """A member of the panel of an appeal: one per college, who took no part before."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="panel")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_seats")
    college = models.CharField(max_length=12, choices=COLLEGE_CHOICES)
    vote = models.CharField(_("your conclusion"), max_length=10, blank=True, choices=Appeal.outcome.field.choices)
    text = models.TextField(_("your reasons"), max_length=2000, blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("seat of a panel")
        verbose_name_plural = _("seats of panels")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "college"], name="certification_panel_one_per_college"),
            models.UniqueConstraint(fields=["appeal", "person"], name="certification_panel_one_per_person"),
        ]

    def __str__(self) -> str:
        return self.college
