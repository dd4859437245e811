"""What a network decides for its community; edited in the editors' site."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from community.models.vocabulary import Family
from community.rules.checks import CheckRule


@register_setting(icon="group", order=20)
class CommunitySettings(ClusterableModel, BaseGenericSetting):
    """How long pages stay fresh, how members check them, how long an actor has to answer, what comments are."""

    confirm_months = models.PositiveSmallIntegerField(
        _("months before a page must be confirmed again"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    letters_per_run = models.PositiveSmallIntegerField(
        _("reminders a minute at most"), default=20, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    check_needed = models.PositiveSmallIntegerField(
        _("concordant answers needed"), default=3, validators=[MinValueValidator(1)]
    )
    check_opposed_most = models.PositiveSmallIntegerField(_("opposed answers at most"), default=0)
    check_days_least = models.PositiveSmallIntegerField(_("days at least"), default=2)
    answer_days = models.PositiveSmallIntegerField(
        _("days that an actor has to answer a report"), default=14, validators=[MinValueValidator(1)]
    )

    comments_open = models.BooleanField(
        _("visitors may comment on sector pages and articles"),
        default=False,
        help_text=_("They confirm their address by e-mail first. Members only, unless you tick it."),
    )
    comments_held_after = models.PositiveSmallIntegerField(
        _("reports that hide a comment until you decide"), default=3, validators=[MinValueValidator(1)]
    )
    comments_new_days = models.PositiveSmallIntegerField(_("days during which a member is new"), default=14)
    comments_new_links = models.PositiveSmallIntegerField(
        _("links that a new member may write in a comment"), default=1
    )
    comments_refused_words = models.TextField(
        _("words that no comment may hold"), blank=True, help_text=_("One word or expression a line.")
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("confirm_months"),
                InlinePanel("family_months", heading=_("Except for"), label=_("legal family")),
                FieldPanel("letters_per_run"),
            ],
            _("Freshness of the pages"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("check_needed"),
                        FieldPanel("check_opposed_most"),
                        FieldPanel("check_days_least"),
                    ]
                )
            ],
            _("Members’ checks of pages that nobody has claimed (a territory may have its own rule)"),
        ),
        FieldPanel("answer_days"),
        MultiFieldPanel(
            [
                FieldPanel("comments_open"),
                FieldPanel("comments_held_after"),
                FieldRowPanel([FieldPanel("comments_new_days"), FieldPanel("comments_new_links")]),
                FieldPanel("comments_refused_words"),
            ],
            _("Comments"),
        ),
    ]

    class Meta:
        verbose_name = _("community")

    def months_for(self, family: str) -> int:
        """For how many months a page of this legal family stays fresh."""
        by_family = {row.family: row.months for row in self.family_months.all()}
        return by_family.get(family, self.confirm_months)

    @property
    def refused_words(self) -> tuple[str, ...]:
        """Words and expressions that no comment may hold."""
        return tuple(filter(None, (line.strip() for line in self.comments_refused_words.splitlines())))

    @property
    def check_rule(self) -> CheckRule:
        """The rule of members' checks where a territory has none."""
        return CheckRule(self.check_needed, self.check_opposed_most, self.check_days_least)


class FamilyMonths(models.Model):
    """Another length for one legal family."""

    settings = ParentalKey(CommunitySettings, on_delete=models.CASCADE, related_name="family_months")
    family = models.CharField(_("legal family"), max_length=20, choices=Family, unique=True)
    months = models.PositiveSmallIntegerField(_("months"), validators=[MinValueValidator(1), MaxValueValidator(60)])

    class Meta:
        verbose_name = _("length for a legal family")
        verbose_name_plural = _("lengths for legal families")

    def __str__(self) -> str:
        return self.get_family_display()
