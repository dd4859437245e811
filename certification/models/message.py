"""What is said in a deliberation: messages, whom they call, who finds them useful or says that one should not stay."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.application import Application
from certification.models.mandate import COLLEGE_CHOICES
from certification.states import Audience, MessageState
from community.models import ReportReason


class Message(models.Model):
    """Something said in a deliberation, to one of three audiences. Who is called by “@” is in its text as a uid."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    audience = models.CharField(
        _("who reads it"), max_length=10,
        choices=[
            (Audience.SEATS, _("The seats only")),
            (Audience.APPLICANT, _("The applicant and the seats")),
            (Audience.PUBLIC, _("Everybody")),
        ],
    )  # fmt: skip
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    college = models.CharField(max_length=12, choices=COLLEGE_CHOICES, blank=True)  # of the seat that speaks
    is_question = models.BooleanField(_("it is a question to the applicant"), default=False)
    state = models.CharField(max_length=10, choices=[(s, s) for s in MessageState], default=MessageState.POSTED)
    text = models.TextField(_("your message"), max_length=4000)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    folded_at = models.DateTimeField(null=True, blank=True)
    folded_why = models.CharField(max_length=10, choices=ReportReason, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at"]
        indexes = [
            models.Index(fields=["application", "audience", "at"], name="certification_message_thread"),
            models.Index(
                fields=["application", "at", "id"], condition=Q(parent=None), name="certification_message_order"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_question=False) | ~Q(audience="seats"), name="certification_question_is_read"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False, text="")
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="certification_withdrawn_message_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="folded", folded_at__isnull=False) & ~Q(folded_why="")
                | (~Q(state="folded") & Q(folded_at__isnull=True, folded_why="")),
                name="certification_folded_message_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class UsefulMark(models.Model):
    """Somebody who reads a message finds it useful."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("useful mark")
        verbose_name_plural = _("useful marks")
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="certification_useful_once")]

    def __str__(self) -> str:
        return str(self.message_id)


class MessageCall(models.Model):
    """A person called by “@” in a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="certification_called_once")]

    def __str__(self) -> str:
        return str(self.message_id)


class FileFollow(models.Model):
    """Somebody wants to know when something is said about a file."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("follow-up of a file")
        verbose_name_plural = _("follow-ups of files")
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="certification_follow_once")]

    def __str__(self) -> str:
        return str(self.application_id)


class MessageReport(models.Model):
    """Somebody says that a message should not stay; a facilitator who has no part in it keeps or folds it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("what is wrong with it?"), max_length=10, choices=ReportReason)
    text = models.TextField(_("tell us more"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_upheld = models.BooleanField(null=True, blank=True)
    words = models.TextField(_("your message"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("report of a message")
        verbose_name_plural = _("reports of messages")
        ordering = ["at"]
        indexes = [models.Index(fields=["at"], condition=Q(concluded_at=None), name="certification_msg_reported")]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "person"], condition=Q(concluded_at=None), name="certification_report_once"
            ),
            models.CheckConstraint(
                condition=Q(concluded_at__isnull=True) | (Q(is_upheld__isnull=False) & ~Q(words="")),
                name="certification_report_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
