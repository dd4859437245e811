"""Sectors (filières): fields of activity, a tree of two levels."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class SectorQuerySet(models.QuerySet):
    """Reads of sectors."""

    def roots(self) -> "SectorQuerySet":
        """The first level."""
        return self.filter(parent=None)

    def with_counts(self) -> "SectorQuerySet":
        """Add `actor_count`: published actors of the sector itself and of its children, each once."""
        published = (
            apps.get_model("community", "Actor")
            .objects.published()
            .filter(Q(sectors=models.OuterRef("pk")) | Q(sectors__parent=models.OuterRef("pk")))
            .order_by()
            .annotate(one=models.Value(1))
            .values("one")
            .annotate(total=Count("pk", distinct=True))
            .values("total")
        )
        return self.annotate(actor_count=models.functions.Coalesce(models.Subquery(published), 0))


class Sector(models.Model):
    """A field of activity; its editorial page is a `pages.SectorPage`."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Stable: addresses and imports use it."))
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        limit_choices_to={"parent": None},
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = SectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="community_sector_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the present language, else in the network's."""
        return (self.name_en if get_language() == "en" else "") or self.name

    def clean(self) -> None:
        """Refuse a third level."""
        if self.parent and (self.parent.parent_id or (self.pk and self.children.exists())):
            raise ValidationError({"parent": _("Sectors have two levels: choose a sector of the first level.")})

    def with_children(self) -> Q:
        """A condition on `Actor.sectors`: this sector or one of its children."""
        return Q(sectors=self) | Q(sectors__parent=self)
