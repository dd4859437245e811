"""What is looked for and not found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unanswered(models.Model):
    """How many searches found nothing, in a week, a sector and a territory: what the network lacks.

    Nothing of who asked, nor of what was typed.
    """

    week = models.DateField(help_text=_("The Monday on which it begins."))
    sector = models.CharField(max_length=60, blank=True, help_text=_("Code of the sector; empty for any."))
    territory = models.CharField(
        max_length=30, blank=True, help_text=_("Reference of a département or a region; empty for anywhere.")
    )
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("search without an answer")
        verbose_name_plural = _("searches without an answer")
        constraints = [models.UniqueConstraint(fields=["week", "sector", "territory"], name="search_unanswered_once")]

    def __str__(self) -> str:
        return f"{self.week} {self.sector} {self.territory}: {self.count}"
