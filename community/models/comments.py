"""What people say under an object of the site: the package's comments, with what we add to them."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import LIKEDIT_FLAG, XtdComment, XtdCommentManager

from community.models.actor import Actor
from community.states import CommentState, DiscussionState

LIKE, USEFUL = LIKEDIT_FLAG, "useful"


class Discussion(models.Model):
    """All that is said about one object; its row is locked by whoever adds to it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    content_object = GenericForeignKey()
    threads = models.PositiveIntegerField(default=0)  # first comments, whatever became of them: pages count them
    comments = models.PositiveIntegerField(default=0)  # those that everybody here may read

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="community_discussion_one_per_object")
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id}"

    @property
    def state(self) -> DiscussionState:
        """A discussion is open as long as its object is seen."""
        return DiscussionState.OPEN


class CommentQuerySet(models.QuerySet):
    """Reads of comments."""

    def threads(self) -> "CommentQuerySet":
        """First comments, each of which may have answers."""
        return self.filter(root=None)

    def confirmed(self) -> "CommentQuerySet":
        """Without those of visitors who have not yet proved their address."""
        return self.exclude(state=CommentState.UNCONFIRMED)


class CommentManager(XtdCommentManager.from_queryset(CommentQuerySet)):
    """The package's manager, in the order of writing."""

    def get_queryset(self) -> CommentQuerySet:
        """Every comment; joined to nothing that nobody asked for."""
        return CommentQuerySet(self.model, using=self._db)


class Comment(XtdComment):
    """Something that somebody said. Stored once; changed by `update()` in workflow functions only.

    The package's own `save` counts answers again each time it is called, so a second call is refused.
    """

    xtdcomment_ptr = models.OneToOneField(
        XtdComment, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="said"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="all_comments")
    root = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=12, choices=[(s, s) for s in CommentState], default=CommentState.PUBLISHED)
    edited_at = models.DateTimeField(null=True, blank=True)
    likes = models.PositiveIntegerField(default=0)
    useful = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=5, default="fr")

    objects = CommentManager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(
                fields=["discussion", "xtdcomment_ptr"], condition=Q(root=None), name="community_comment_order"
            ),
            models.Index(
                fields=["discussion", "-useful", "-xtdcomment_ptr"],
                condition=Q(root=None),
                name="community_comment_useful",
            ),
            models.Index(fields=["root", "xtdcomment_ptr"], name="community_comment_answers"),
            models.Index(fields=["state"], condition=Q(state="held"), name="community_comment_held"),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    def save(self, *args, **kwargs) -> None:
        """Store a new comment.

        Raises:
            TypeError: it is stored already.
        """
        if not self._state.adding:
            raise TypeError("A comment is stored once: change it by `update()`.")
        super().save(*args, **kwargs)

    @property
    def author_name(self) -> str:
        """Who said it, as others may know."""
        return self.user.get_full_name() if self.user_id else self.user_name or str(_("Account closed"))


class Mention(models.Model):
    """A person or an actor called by “@” in a comment; its text holds the uid, never the name."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True), name="community_mention_of_one"
            ),
            models.UniqueConstraint(
                fields=["comment", "person"], condition=Q(person__isnull=False), name="community_mention_person_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "organisation"],
                condition=Q(organisation__isnull=False),
                name="community_mention_actor_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the text names it."""
        return str((self.person or self.organisation).uid)

    @property
    def name(self) -> str:
        """How readers know it today."""
        return self.person.get_full_name() if self.person_id else self.organisation.public_name


class Follow(models.Model):
    """Somebody wants to know what is said about an object."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [models.UniqueConstraint(fields=["discussion", "user"], name="community_follow_once")]

    def __str__(self) -> str:
        return f"{self.user} → {self.discussion}"


class BlockedMember(models.Model):
    """Somebody no longer wants to read somebody, nor to hear from them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_members")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("blocked member")
        verbose_name_plural = _("blocked members")
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["user", "blocked"], name="community_blocked_once"),
            models.CheckConstraint(condition=~Q(user=F("blocked")), name="community_blocked_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ✕ {self.blocked}"


class ReportReason(models.TextChoices):
    """Why a comment should not stay."""

    HURTFUL = "hurtful", _("It insults or belittles somebody")
    PRIVATE = "private", _("It gives away something private")
    FALSE = "false", _("It says something false that does harm")
    ADVERT = "advert", _("It is advertising")
    OTHER = "other", _("Something else")


class CommentReport(models.Model):
    """Somebody says that a comment should not stay; a facilitator keeps or removes it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="comment_reports"
    )
    reason = models.CharField(_("what is wrong with it?"), max_length=10, choices=ReportReason)
    text = models.TextField(_("tell us more"), max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_upheld = models.BooleanField(null=True, blank=True)
    message = models.TextField(_("your message"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(concluded_at=None), name="community_comment_reported")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "user"], condition=Q(concluded_at=None), name="community_comment_report_once"
            ),
            models.CheckConstraint(
                condition=Q(concluded_at__isnull=True) | (Q(is_upheld__isnull=False) & ~Q(message="")),
                name="community_comment_report_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
