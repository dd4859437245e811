"""Sector pages: what a field of activity is, who is in it, what it needs."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from community.models import Sector
from core import page_cache
from pages import maps, present
from pages.blocks import BodyBlock, LinkBlock
from pages.models.base import INTRO_PANEL, SitePage
from pages.routing import open_to_all

CARDS = 6


class SectorIndexPage(SitePage):
    """All the sectors."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*SitePage.content_panels, INTRO_PANEL]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.SectorPage"]
    template = "pages/sector_index_page.html"

    class Meta:
        verbose_name = _("list of sectors")

    def get_context(self, request, *args, **kwargs) -> dict:
        """Add the first-level sector pages with their counts."""
        context = super().get_context(request, *args, **kwargs)
        pages = open_to_all(request, SectorPage.objects.child_of(self))
        return context | {"entries": SectorPage.beside_counts(pages, present.with_counts(Sector.objects.all()))}


class SectorPage(SitePage):
    """The page of one sector."""

    sector = models.ForeignKey(
        Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="editorial_pages"
    )
    intro = models.CharField(_("introduction"), max_length=300)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("what it is"), blank=True)
    needs = RichTextField(_("what the sector needs"), blank=True, features=["bold", "italic", "ul", "link"])
    resources = StreamField([("link", LinkBlock())], verbose_name=_("resources"), blank=True)
    contact_name = models.CharField(_("person to contact"), max_length=80, blank=True)
    contact_role = models.CharField(_("her or his role"), max_length=120, blank=True)
    contact_email = models.EmailField(
        _("e-mail of this person"), blank=True, help_text=_("Never shown: the contact form writes to it.")
    )
    related = ParentalManyToManyField("self", verbose_name=_("related sectors"), blank=True, symmetrical=False)

    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("sector"), INTRO_PANEL, FieldPanel("image")],
            _("Top of the page"),
        ),
        FieldPanel("body"),
        FieldPanel("needs"),
        FieldPanel("resources"),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_role"), FieldPanel("contact_email")],
            _("Person to contact"),
        ),
        FieldPanel("related"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("intro")]
    parent_page_types = ["pages.SectorIndexPage", "pages.SectorPage"]
    subpage_types = ["pages.SectorPage"]
    template = "pages/sector_page.html"

    class Meta:
        verbose_name = _("sector page")
        verbose_name_plural = _("sector pages")

    def clean(self) -> None:
        """Refuse a second page for the same sector in the same language."""
        super().clean()
        others = SectorPage.objects.exclude(pk=self.pk).filter(sector_id=self.sector_id, locale_id=self.locale_id)
        if self.sector_id and others.exists():
            raise ValidationError({"sector": _("This sector already has its page. Edit that one.")})

    @classmethod
    def beside_counts(cls, pages, sectors: list[Sector]) -> list["SectorPage"]:
        """These pages in the order of these sectors (which have their `actor_count`), each with its count."""
        by_sector = {page.sector_id: page for page in pages.select_related("locale")}
        found = [(by_sector[sector.pk], sector) for sector in sectors if sector.pk in by_sector]
        for page, sector in found:
            page.actor_count = sector.actor_count
        return [page for page, _ in found]

    def neighbours(self, request) -> dict[str, list["SectorPage"]]:
        """The pages below this one, and the related ones, in one query."""
        if getattr(request, "is_preview", False):  # a draft's neighbours are not to be remembered
            return self._neighbours(request)
        return page_cache.remember(request, f"near-{self.pk}", lambda: self._neighbours(request))

    def _neighbours(self, request) -> dict[str, list["SectorPage"]]:
        related = [page.translation_key for page in self.related.all()]  # a preview's are not in the database
        near = Q(path__startswith=self.path, depth=self.depth + 1) | Q(translation_key__in=related)
        pages = open_to_all(request, SectorPage.objects.filter(near, locale=self.locale))
        below = [page for page in pages if page.path.startswith(self.path)]
        return {"children": below, "related": [page for page in pages if page not in below]}

    def get_context(self, request, *args, **kwargs) -> dict:
        """Add the live list, the map, and neighbouring sectors."""
        context = super().get_context(request, *args, **kwargs)
        found = present.in_sector(request, self.sector, CARDS)
        return context | {
            **self.neighbours(request),
            "actors": found.actors,
            "actor_count": found.total,
            "map": maps.network_map(request, self.sector),
        }
