"""Territories: communes, EPCI, départements, regions, as INSEE codes them; and those that a network draws itself."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from community.rules.checks import CheckRule
from community.rules.names import fold_place

NEAREST_FIRST = 40


class TerritoryKind(models.TextChoices):
    """From the smallest to the largest."""

    COMMUNE = "commune", _("Commune")
    EPCI = "epci", _("Group of communes (EPCI)")
    OWN = "own", _("Territory of the network")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Region")


# What stands behind a name in its label, besides codes; read back by `queries.places`.
KIND_WORDS = {TerritoryKind.EPCI: "EPCI", TerritoryKind.REGION: "région", TerritoryKind.OWN: "réseau"}


class TerritoryQuerySet(models.QuerySet):
    """Reads of territories."""

    def communes(self) -> "TerritoryQuerySet":
        """Communes only."""
        return self.filter(kind=TerritoryKind.COMMUNE)

    def matching(self, typed: str, at_home: Sequence[str] = ()) -> "TerritoryQuerySet":
        """Those whose name or postal code begins with what was typed.

        First those of the départements `at_home`, in their order; among these the exact and the most populated.
        """
        words = fold_place(typed)
        if not words:
            return self.none()
        if words.isdigit():
            found = self.filter(Q(postal_codes__startswith=words) | Q(postal_codes__contains=f" {words}"))
        else:
            found = self.filter(sort_name__gte=words, sort_name__lt=f"{words}\U0010ffff")  # uses the index
        is_exact = Case(When(sort_name=words, then=Value(0)), default=Value(1))
        order = ("is_exact", F("population").desc(nulls_last=True), "name")
        return found.alias(is_exact=is_exact).order_by(*_ranks(at_home), *order)


def _ranks(departements: Sequence[str]) -> list[Case]:
    """How to sort by these départements, all the others last; nothing when there are none."""
    ranks = [
        When(Q(kind=TerritoryKind.COMMUNE, parent__code=code) | Q(kind=TerritoryKind.DEPARTEMENT, code=code), then=rank)
        for rank, code in enumerate(departements)
    ]
    return [Case(*ranks, default=len(ranks))] if ranks else []


class Territory(models.Model):
    """A part of the country. `code` is INSEE's; a territory of the network takes a code of its own."""

    kind = models.CharField(_("kind"), max_length=12, choices=TerritoryKind)
    code = models.CharField(_("code"), max_length=12)
    name = models.CharField(_("name"), max_length=120)
    sort_name = models.CharField(max_length=130, editable=False, db_index=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("inside"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The département of a commune, the region of a département."),
    )
    epci = models.ForeignKey(
        "self", verbose_name=_("EPCI"), null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    communes = models.ManyToManyField(
        "self",
        verbose_name=_("communes"),
        blank=True,
        symmetrical=False,
        related_name="own_territories",
        limit_choices_to={"kind": TerritoryKind.COMMUNE},
        help_text=_("Only for a territory of the network."),
    )
    postal_codes = models.CharField(_("postal codes"), max_length=300, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    check_needed = models.PositiveSmallIntegerField(
        _("concordant answers needed"), null=True, blank=True, help_text=_("Empty: the rule of the whole network.")
    )
    check_opposed_most = models.PositiveSmallIntegerField(_("opposed answers at most"), null=True, blank=True)
    check_days_least = models.PositiveSmallIntegerField(_("days at least"), null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["sort_name", "code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="community_territory_once"),
            models.CheckConstraint(
                condition=Q(check_needed=None) | Q(check_needed__gte=1), name="community_territory_check_needs_one"
            ),
        ]
        indexes = [models.Index(fields=["kind", "sort_name"], name="community_territory_kind_name")]

    def __str__(self) -> str:
        return self.label

    def save(self, *args, **kwargs) -> None:
        """Store, with the name as one sorts it."""
        self.sort_name = fold_place(self.name)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name, with what tells it from others of the same name."""
        if self.kind == TerritoryKind.COMMUNE:
            return f"{self.name} ({self.postal_code or self.code})"
        return f"{self.name} ({KIND_WORDS.get(self.kind, self.code)})"

    @property
    def postal_code(self) -> str:
        """The first postal code; a large commune has several."""
        return self.postal_codes.partition(" ")[0]

    @property
    def reference(self) -> str:
        """Kind and code in one word, as profiles name it."""
        return f"{self.kind}:{self.code}"

    def check_rule(self, default: CheckRule) -> CheckRule:
        """The rule of members' checks here; what is empty follows `default`."""
        return CheckRule(
            needed=default.needed if self.check_needed is None else self.check_needed,
            opposed_most=default.opposed_most if self.check_opposed_most is None else self.check_opposed_most,
            days_least=default.days_least if self.check_days_least is None else self.check_days_least,
        )
