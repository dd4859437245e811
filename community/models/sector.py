"""Sectors (filières): fields of activity, a tree of two levels."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.rules.names import fold


class SectorQuerySet(models.QuerySet):
    """Reads of sectors."""

    def roots(self) -> "SectorQuerySet":
        """The first level."""
        return self.filter(parent=None)

    def counted(self) -> list["Sector"]:
        """These sectors, each with its `actor_count`: published actors of it and of its children, each once."""
        counts = _actors_by_root()
        sectors = list(self)
        own = _actors_by_sector() if any(sector.parent_id for sector in sectors) else {}
        for sector in sectors:
            sector.actor_count = (own if sector.parent_id else counts).get(sector.pk, 0)
        return sectors


def _actors_by_root() -> dict[int, int]:
    """Published actors by sector of the first level, in one pass over all of them."""
    links = apps.get_model("community", "Actor").objects.published().order_by().filter(sectors__isnull=False)
    by_root = links.values(root=Coalesce("sectors__parent", "sectors"))
    return dict(by_root.annotate(total=Count("pk", distinct=True)).values_list("root", "total"))


def _actors_by_sector() -> dict[int, int]:
    links = apps.get_model("community", "Actor").objects.published().order_by().filter(sectors__isnull=False)
    return dict(links.values("sectors").annotate(total=Count("pk", distinct=True)).values_list("sectors", "total"))


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
    aliases = models.TextField(
        _("names elsewhere"),
        blank=True,
        help_text=_("Categories of other directories that mean this sector, one per line: imports use them."),
    )

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

    def save(self, *args, **kwargs) -> None:
        """Store; a new sector comes after all others."""
        if self._state.adding and not self.position:
            last = Sector.objects.aggregate(last=Max("position"))["last"]
            self.position = 0 if last is None else last + 1
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name in the present language, else in the network's."""
        return (self.name_en if get_language() == "en" else "") or self.name

    @property
    def known_names(self) -> set[str]:
        """Every name under which another directory may call this sector, folded."""
        return {fold(name) for name in (self.name, self.name_en, self.code, *self.aliases.splitlines())} - {""}

    def clean(self) -> None:
        """Refuse a third level."""
        if self.parent and (self.parent.parent_id or (self.pk and self.children.exists())):
            raise ValidationError({"parent": _("Sectors have two levels: choose a sector of the first level.")})
