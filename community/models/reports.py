"""What people say of a page that is not theirs: reports, members' checks, attestations between actors."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.actor import Actor
from community.models.vocabulary import SENTENCES, Relation
from community.rules.checks import Answer, CheckRule
from community.states import AttestationState, CheckState, ReportState


class ReportKind(models.TextChoices):
    """What somebody noticed."""

    WRONG = "wrong", _("Something that is written is wrong")
    CLOSED = "closed", _("The organisation has closed")
    CHARTER = "charter", _("It breaks the charter")
    DUPLICATE = "duplicate", _("It is listed twice")
    OTHER = "other", _("Something else")


MANY_TEXTS = {"", "activities", "other"}  # what a report may be about that is no field of one text


class Report(models.Model):
    """Somebody noticed something; the actor may answer, a facilitator concludes."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("what did you notice?"), max_length=10, choices=ReportKind)
    field = models.CharField(_("what is wrong"), max_length=30, blank=True)
    said_then = models.TextField(blank=True)  # what the field said when it was reported
    proposed = models.TextField(_("what it should say"), max_length=1000, blank=True)
    commitment = models.CharField(_("which commitment"), max_length=40, blank=True)
    duplicate_of = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    comment = models.TextField(_("tell us more"), max_length=2000, blank=True)
    link = models.URLField(_("a link that shows it"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="actor_reports"
    )
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="fr")
    state = models.CharField(max_length=12, choices=[(s, s) for s in ReportState], default=ReportState.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("your answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer_due_at = models.DateTimeField(null=True, blank=True)
    finding = models.TextField(_("what was found"), max_length=2000, blank=True)
    is_public = models.BooleanField(_("show what was found, and the answer, on the page"), default=False)
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created_at"]
        indexes = [models.Index(fields=["actor", "state"], name="community_report_actor")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("upheld", "dismissed")) | (Q(concluded_at__isnull=False) & ~Q(finding="")),
                name="community_report_concluded_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="community_report_answered_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.actor}"

    @property
    def said_now(self) -> str:
        """What the page says in the field that was reported, where it is one text."""
        value = getattr(self.actor, self.field, "") if self.field not in MANY_TEXTS else ""
        return value if isinstance(value, str) else ""

    @property
    def is_concluded(self) -> bool:
        """Whether a facilitator has said the last word."""
        return self.state in {ReportState.UPHELD, ReportState.DISMISSED}


class Check(models.Model):
    """Members are asked whether an unclaimed page is true; the rule is that of its opening."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="checks")
    state = models.CharField(max_length=12, choices=[(s, s) for s in CheckState], default=CheckState.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    needed = models.PositiveSmallIntegerField()
    opposed_most = models.PositiveSmallIntegerField()
    days_least = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("members’ check")
        verbose_name_plural = _("members’ checks")
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["actor"], condition=Q(state="open"), name="community_check_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.state}"

    @property
    def journal_ref(self) -> str:
        """How the journal names it: the actor and the day of its opening."""
        return f"{self.actor.uid}/{self.opened_at:%Y%m%d%H%M%S}"

    @property
    def rule(self) -> CheckRule:
        """The rule as a value."""
        return CheckRule(self.needed, self.opposed_most, self.days_least)

    def result(self, state: CheckState, now: datetime) -> None:
        """Take the result that the rule gives; the caller stores."""
        self.state, self.closed_at = state, now


class CheckAnswer(models.Model):
    """What one member says."""

    check_asked = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(
        _("what do you know of it?"),
        max_length=8,
        choices=[
            (Answer.EXACT, _("It exists, and what is written is right")),
            (Answer.EXISTS, _("It exists; I can’t say more")),
            (Answer.WRONG, _("It exists, but something is wrong")),
            (Answer.ABSENT, _("It does not exist, or no longer")),
            (Answer.BREAKS, _("It breaks the charter")),
        ],
    )
    comment = models.CharField(_("how do you know?"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer of a member")
        verbose_name_plural = _("answers of members")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_asked", "user"], condition=Q(user__isnull=False), name="community_answer_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.answer


class Attestation(models.Model):
    """An actor says that it works with another one, which accepts or declines."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="attestations_given")
    subject = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="attestations_received")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    since = models.PositiveSmallIntegerField(_("since (year)"), null=True, blank=True)
    text = models.CharField(_("what you do together"), max_length=400)
    state = models.CharField(
        max_length=10, choices=[(s, s) for s in AttestationState], default=AttestationState.PROPOSED
    )
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(author=F("subject")), name="community_attestation_of_another"),
            models.UniqueConstraint(
                fields=["author", "subject", "relation"],
                condition=~Q(state="withdrawn"),  # a refusal is final
                name="community_attestation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author} → {self.subject}"

    @property
    def sentence(self) -> str:
        """Who does what with whom, in words that read the same on both pages."""
        names = {"author": self.author.public_name, "subject": self.subject.public_name}
        return str(SENTENCES[Relation(self.relation)] % names)
