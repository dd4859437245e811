"""What the network's editors say of words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST, MOST = 2, 12  # expressions of one line


class Synonyms(models.Model):
    """Expressions that mean the same: whoever searches one finds the others."""

    expressions = models.TextField(
        _("expressions"),
        max_length=1000,
        help_text=_("One per line: AMAP, then “association pour le maintien d’une agriculture paysanne”."),
    )

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["expressions"]

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """Each expression, once."""
        return list(dict.fromkeys(line.strip() for line in self.expressions.splitlines() if line.strip()))

    def clean(self) -> None:
        """Several expressions, each with a word.

        Raises:
            ValidationError: one alone, or too many.
        """
        if not LEAST <= len(self.lines) <= MOST:
            raise ValidationError({"expressions": _("Write two to twelve expressions, one per line.")})


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
