"""The charter, which editors write and applicants sign."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList, TabbedInterface
from wagtail.blocks import StructBlockValidationError
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.log_actions import get_active_log_context

from certification.models import CharterVersion
from certification.rules.charters import compare, compare_articles, compare_preambles
from certification.rules.ruleset import Ruleset, RulesetError
from certification.workflow.charters import publish_charter
from core.colleges import COLLEGES
from pages.models.base import INTRO_PANEL, SitePage
from pages.models.charter_form import CharterPageForm

LEVELS = 4
MOST_VERSIONS = 9999


class LevelsBlock(blocks.StructBlock):
    """The four steps of a commitment of progress, each in words."""

    level_0 = blocks.CharBlock(label=_("0: not begun"), max_length=250, required=False)
    level_1 = blocks.CharBlock(label=_("1: first steps"), max_length=250, required=False)
    level_2 = blocks.CharBlock(label=_("2: well on the way"), max_length=250, required=False)
    level_3 = blocks.CharBlock(label=_("3: an example to others"), max_length=250, required=False)


class CommitmentBlock(blocks.StructBlock):
    """One commitment of the charter."""

    code = blocks.CharBlock(
        label=_("code"),
        max_length=12,
        validators=[RegexValidator(r"^[A-Z]{1,4}[0-9]{1,3}$", _("Capital letters, then a number: GOV1."))],
        help_text=_("Stable: never give the code of one commitment to another."),
    )
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("what one commits to"), rows=3)
    indicators = blocks.TextBlock(label=_("how it is observed"), rows=3, help_text=_("One indicator a line."))
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("required", _("Required: its breach excludes")), ("progress", _("Progress: a way to go"))],
        default="required",
    )
    levels = LevelsBlock(label=_("levels of progress"))

    class Meta:
        icon = "form"
        label = _("Commitment")
        label_format = "{code} {title}"

    def clean(self, value):
        """A commitment of progress describes its four levels."""
        value = super().clean(value)
        if value["kind"] == "progress" and not all(value["levels"].values()):
            error = ValidationError(_("Describe the four levels, from 0 to 3."))
            raise StructBlockValidationError({"levels": error})
        return value


class ArticleBlock(blocks.StructBlock):
    """One article of the charter."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    intro = blocks.TextBlock(label=_("introduction"), rows=2, required=False)
    commitments = blocks.ListBlock(CommitmentBlock(), label=_("commitments"))

    class Meta:
        icon = "list-ul"
        label = _("Article")


class RulesetFields(models.Model):
    """The parameters of the process, one column each so that editors see them."""

    opinion_days = models.PositiveSmallIntegerField(_("days of the public opinion"), default=21)
    round_days = models.PositiveSmallIntegerField(_("days of a round"), default=21)
    round_days_least = models.PositiveSmallIntegerField(_("days of a round, at least"), default=7)
    rounds_most = models.PositiveSmallIntegerField(_("rounds, at most"), default=3)
    extension_days = models.PositiveSmallIntegerField(_("days of the extension without quorum"), default=7)
    quorum_colleges = models.PositiveSmallIntegerField(_("colleges that make the quorum"), default=4)
    consenting_colleges = models.PositiveSmallIntegerField(_("colleges that must consent"), default=4)
    required_colleges = models.JSONField(_("colleges without which there is no quorum"), default=list, blank=True)
    validity_months = models.PositiveSmallIntegerField(_("months that a recognition lasts"), default=12)
    progress_plan_months = models.PositiveSmallIntegerField(_("months of a progress plan, at most"), default=6)
    prolongation_days = models.PositiveSmallIntegerField(_("days of prolongation when the delay is ours"), default=60)
    renewal_opens_days = models.PositiveSmallIntegerField(_("days before the end when renewal opens"), default=90)
    appeal_days = models.PositiveSmallIntegerField(_("days to appeal"), default=30)
    urgent_suspension_days = models.PositiveSmallIntegerField(_("days of an urgent suspension, at most"), default=30)
    visit_reciprocity_months = models.PositiveSmallIntegerField(_("months without a visit in return"), default=24)

    class Meta:
        abstract = True

    def ruleset(self) -> Ruleset:
        """The parameters as a value.

        Raises:
            RulesetError: no process could run with them.
        """
        return Ruleset.from_dict({name: getattr(self, name) for name in Ruleset.__dataclass_fields__})

    def clean(self) -> None:
        """Say next to the field what is wrong with a parameter."""
        super().clean()
        try:
            self.ruleset()
        except RulesetError as error:
            raise ValidationError({error.field: RULESET_MESSAGES[str(error)]}) from error


RULESET_MESSAGES = {
    "between_one_and_six": _("There are six colleges: type a number from 1 to 6."),
    "unknown_college": _("Choose among the six colleges."),
    "at_least_one": _("Type a number from 1."),
    "shorter_than_least": _("A round cannot be shorter than its least duration."),
}


class CharterPage(RoutablePageMixin, RulesetFields, SitePage):
    """Publishing this page in the network's language makes an immutable version of the charter.

    The public page shows the version in force, never the draft. A page in another language is a translation
    for information and makes no version.
    """

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    preamble = RichTextField(_("preamble"), features=["bold", "italic", "ul"])
    articles = StreamField([("article", ArticleBlock())], verbose_name=_("articles"))

    content_panels = [
        *SitePage.content_panels,
        HelpPanel(
            content=_(
                "Publishing makes a new version of the charter. Files already open end under the version "
                "with which they began; what you change here, they do not see."
            )
        ),
        INTRO_PANEL,
        FieldPanel("preamble"),
        FieldPanel("articles"),
    ]
    ruleset_panels = [
        HelpPanel(content=_("These numbers are frozen with each version. Change them rarely, and together.")),
        FieldRowPanel([FieldPanel("opinion_days"), FieldPanel("round_days"), FieldPanel("round_days_least")]),
        FieldRowPanel([FieldPanel("rounds_most"), FieldPanel("extension_days")]),
        FieldRowPanel([FieldPanel("quorum_colleges"), FieldPanel("consenting_colleges")]),
        FieldPanel("required_colleges"),
        FieldRowPanel(
            [FieldPanel("validity_months"), FieldPanel("renewal_opens_days"), FieldPanel("prolongation_days")]
        ),
        FieldRowPanel([FieldPanel("progress_plan_months"), FieldPanel("appeal_days")]),
        FieldRowPanel([FieldPanel("urgent_suspension_days"), FieldPanel("visit_reciprocity_months")]),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Charter")),
            ObjectList(ruleset_panels, heading=_("Rules of the process")),
            ObjectList(SitePage.promote_panels, heading=_("Promote")),
        ]
    )
    base_form_class = CharterPageForm
    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "pages/charter_page.html"

    class Meta:
        verbose_name = _("charter")

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs) -> None:
        """Store the page, and with it the next version of the charter when what is public changed.

        Every way of publishing (an editor, an approval, a schedule) saves the whole page; a draft saves some
        fields only.
        """
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None and self.live and self.live_revision_id and self.makes_versions:
            actor = get_active_log_context().user  # nobody when a schedule publishes
            publish_charter(content=self.as_charter(), ruleset=self.ruleset(), actor=actor, now=timezone.now())

    def clean(self) -> None:
        """Refuse a code given twice."""
        super().clean()
        codes = [c["code"] for article in self.articles for c in article.value["commitments"]]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            message = _("Each commitment has its own code; given twice: %(codes)s.") % {"codes": ", ".join(twice)}
            raise ValidationError({"articles": message})

    def as_charter(self) -> dict:
        """The content as plain values, the form in which a version keeps it."""
        return {
            "title": self.title,
            "preamble": self.preamble,
            "articles": [_plain_article(article.value) for article in self.articles],
        }

    @path("")
    def in_force(self, request: HttpRequest) -> HttpResponse:
        """The version in force; a preview and a translation show the page's own content."""
        version = CharterVersion.objects.in_force()
        is_own = getattr(request, "is_preview", False) or not self.makes_versions or version is None
        charter = self.as_charter() if is_own else version.charter
        return self._render_charter(request, charter, version, is_translation=not self.makes_versions)

    @path("versions/")
    def versions(self, request: HttpRequest) -> HttpResponse:
        """All versions, the latest first."""
        context = {"versions": CharterVersion.objects.all()}
        return self.render(request, context_overrides=context, template="pages/charter_versions.html")

    @path("versions/<int:number>/")
    def version(self, request: HttpRequest, number: int) -> HttpResponse:
        """One version as it was published."""
        version = _version(number)
        latest = CharterVersion.objects.in_force()
        return self._render_charter(request, version.charter, version, latest=latest)

    @path("versions/<int:number>/json/")
    def version_json(self, _request: HttpRequest, number: int) -> HttpResponse:
        """The file whose SHA-256 is the fingerprint of the version."""
        version = _version(number)
        return HttpResponse(version.document, content_type="application/json; charset=utf-8")

    @path("changes/<int:old>/<int:new>/")
    def changes(self, request: HttpRequest, old: int, new: int) -> HttpResponse:
        """What changed between two versions, commitment by commitment."""
        versions = list(CharterVersion.objects.all())
        found = {version.number: version for version in versions}
        if old == new or {old, new} - found.keys():
            raise Http404
        before, after = found[old], found[new]
        context = {
            "old": before,
            "new": after,
            "preamble": compare_preambles(before.charter, after.charter),
            "changes": compare(before.charter, after.charter),
            "articles": compare_articles(before.charter, after.charter),
            "rules": _changed_rules(before.ruleset, after.ruleset),
            "versions": versions,
        }
        return self.render(request, context_overrides=context, template="pages/charter_changes.html")

    @property
    def makes_versions(self) -> bool:
        """Whether this is the page of the network's own language."""
        return self.locale.language_code == settings.LANGUAGE_CODE

    def _render_charter(self, request: HttpRequest, charter: dict, version, **context) -> HttpResponse:
        rules = version.rules if version else self.ruleset()
        context |= {"charter": charter, "version": version, "rules": rules, "colleges": COLLEGES}
        return self.render(request, context_overrides=context)


def _version(number: int) -> CharterVersion:
    """The version of this number, however large the number that somebody typed.

    Raises:
        Http404: there is none.
    """
    if number > MOST_VERSIONS:
        raise Http404
    return get_object_or_404(CharterVersion, number=number)


def _plain_article(article) -> dict:
    commitments = [_plain_commitment(commitment) for commitment in article["commitments"]]
    return {"title": article["title"], "intro": article["intro"], "commitments": commitments}


def _plain_commitment(commitment) -> dict:
    names = ("code", "title", "text", "indicators", "kind")
    levels = [commitment["levels"][f"level_{n}"] for n in range(LEVELS)] if commitment["kind"] == "progress" else []
    return {name: commitment[name] for name in names} | {"levels": levels}


def _changed_rules(old: dict, new: dict) -> list[tuple[str, object, object]]:
    """(label, before, after) of each parameter that differs."""
    labels = {field.name: field.verbose_name for field in RulesetFields._meta.get_fields()}
    return [(labels[name], old.get(name), new[name]) for name in new if old.get(name) != new[name]]
