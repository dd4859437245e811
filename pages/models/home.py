"""The home page."""

from django.db import models
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField

from community.models import Actor, Sector
from core import page_cache
from pages import maps, present
from pages.blocks import CallToActionBlock
from pages.models.article import ArticlePage
from pages.models.base import INTRO_PANEL, SitePage
from pages.models.sector import SectorPage
from pages.routing import open_to_all, private_paths, route_below

CARDS = 4
NEWS = 3


class StepBlock(blocks.StructBlock):
    """One step of the process, in ten words."""

    title = blocks.CharBlock(label=_("title"), max_length=60)
    text = blocks.CharBlock(label=_("sentence"), max_length=160)


class StepsBlock(blocks.StructBlock):
    """How an organisation is recognised."""

    title = blocks.CharBlock(label=_("title"), max_length=100)
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=2, max_num=6)

    class Meta:
        icon = "list-ol"
        label = _("Steps of recognition")
        template = "pages/home/steps.html"


class TitledBlock(blocks.StructBlock):
    """A section whose content comes from the network itself."""

    title = blocks.CharBlock(label=_("title"), max_length=100)
    intro = blocks.CharBlock(label=_("sentence"), max_length=250, required=False)


class SectionsBlock(blocks.StreamBlock):
    """The sections of the home page, in the order that editors choose."""

    steps = StepsBlock()
    recognised = TitledBlock(label=_("Latest recognised actors"), icon="tick", template="pages/home/recognised.html")
    sectors = TitledBlock(label=_("Sectors"), icon="folder-open-inverse", template="pages/home/sectors.html")
    news = TitledBlock(label=_("News"), icon="doc-full", template="pages/home/news.html")
    text = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(label=_("title"), max_length=100)),
            ("text", blocks.RichTextBlock(label=_("text"))),
        ],
        label=_("Text"),
        icon="pilcrow",
        template="pages/home/text.html",
    )
    call_to_action = CallToActionBlock(template="pages/home/call_to_action.html")


class HomePage(SitePage):
    """What the network is, in one screen, then what happens in it."""

    headline = models.CharField(_("headline"), max_length=120)
    intro = models.CharField(_("what this is, in one sentence"), max_length=300)
    sections = StreamField(SectionsBlock(), verbose_name=_("sections"), blank=True)

    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel([FieldPanel("headline"), INTRO_PANEL], _("Top of the page")),
        HelpPanel(content=_("The search box and the map come from the actors of the network.")),
        FieldPanel("sections"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "pages/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def route(self, request, path_components):
        """Find the page of an address below home in one query."""
        if path_components:
            return route_below(self, request, path_components)
        self.is_site_open = not private_paths(request)
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs) -> dict:
        """Add what the sections show of the network; querysets run only where a section asks."""
        context = super().get_context(request, *args, **kwargs)
        sectors = present.counted(request)
        return context | {
            "map": maps.network_map(request),
            "sectors": sectors,
            "recognised": Actor.objects.published().recognised().for_cards()[:CARDS],
            "confirmed": Actor.objects.published().recently_confirmed().for_cards()[:CARDS],
            "sector_pages": SimpleLazyObject(lambda: self._sector_pages(request, sectors)),
            "news": open_to_all(request, ArticlePage.objects.news(self.locale))[:NEWS],
        }

    def _sector_pages(self, request, sectors: list[Sector]) -> list[SectorPage]:
        """The pages of these sectors, with their number of actors."""
        pages = open_to_all(request, SectorPage.objects.filter(locale=self.locale, sector__in=sectors))
        name = f"sector-pages-{self.locale_id}"
        return page_cache.remember(request, name, lambda: SectorPage.beside_counts(pages, sectors))

    def structured_data(self, request) -> dict:
        """The site itself, with its search."""
        data = super().structured_data(request)
        target = f"{request.build_absolute_uri(reverse('search:results'))}?q={{query}}"
        action = {"@type": "SearchAction", "target": target, "query-input": "required name=query"}
        return data | {"@type": "WebSite", "potentialAction": action}
