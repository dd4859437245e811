"""Searches that people keep, and what each is known to find."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.rules.news import MOST_FOUND

LONGEST_QUERY = 2000  # characters of an address


class HowOften(models.TextChoices):
    """How often somebody is told what is new."""

    NEVER = "never", _("No mail: it is only kept")
    DAILY = "daily", _("By mail, once a day")
    WEEKLY = "weekly", _("By mail, once a week")


class SavedSearch(models.Model):
    """A query that somebody keeps; with an alert, what is new in its answers is told by mail.

    New is what the query finds and its owner is not known to know. `known` begins as what was found when the alert
    began, so that nothing of it is told. Whenever the search is looked at, what it finds joins `known` in the
    transaction that queues the mail: a worker that is killed loses and doubles nothing, and what was told once is never
    told again, even if it goes and comes back. No date is compared: an old organisation that is recognised today is new
    to a search for recognised ones.

    A search that finds more than `rules.news.MOST_FOUND` is too wide for that: nothing is known of it, nothing told,
    and its owner sees why. Once it is narrower it begins anew.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(max_length=LONGEST_QUERY, editable=False)  # see `queries.elsewhere.identity`
    how_often = models.CharField(
        _("tell me what is new"), max_length=6, choices=HowOften.choices, default=HowOften.NEVER
    )
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)  # when it is looked at next
    told_at = models.DateTimeField(null=True, blank=True, editable=False)  # when something new was told last
    known = models.JSONField(null=True, blank=True, editable=False)  # identifiers; what is found now comes first
    is_too_wide = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="search_alert_due")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "query"], name="search_saved_once"),
            models.CheckConstraint(
                condition=Q(how_often="never", due_at__isnull=True) | ~Q(how_often="never") & Q(due_at__isnull=False),
                name="search_alert_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def most_found(self) -> int:
        """How many answers it may have for its news to be told."""
        return MOST_FOUND
