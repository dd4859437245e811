"""News: articles and their index by sector and year."""

from datetime import MAXYEAR, MINYEAR

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Locale, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from community.models import Sector
from core import page_cache
from pages.blocks import BodyBlock
from pages.feeds import article_feed
from pages.models.base import INTRO_PANEL, SitePage
from pages.routing import open_to_all

PER_PAGE = 12


class ArticleQuerySet(PageQuerySet):
    """Reads of articles."""

    def news(self, locale: Locale) -> "ArticleQuerySet":
        """Published articles of this language, the latest first, ready for cards."""
        articles = self.live().filter(locale=locale).order_by("-date", "-pk")
        return articles.select_related("image", "locale").prefetch_related("sectors")


class ArticlePage(SitePage):
    """A piece of news."""

    date = models.DateField(_("date"), default=timezone.localdate)
    intro = models.CharField(_("introduction"), max_length=300)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sectors = ParentalManyToManyField(Sector, verbose_name=_("sectors"), blank=True, related_name="articles")
    body = StreamField(BodyBlock(), verbose_name=_("content"))

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("date"), INTRO_PANEL, FieldPanel("image")],
            _("Top of the article"),
        ),
        FieldPanel("body"),
        FieldPanel("sectors"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("intro"), index.FilterField("date")]
    parent_page_types = ["pages.ArticleIndexPage"]
    subpage_types = []
    template = "pages/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def structured_data(self, request) -> dict:
        """A news article with its dates."""
        data = super().structured_data(request)
        published = self.first_published_at or timezone.now()
        return data | {
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.date.isoformat(),
            "dateModified": (self.last_published_at or published).isoformat(),
        }


class ArticleIndexPage(RoutablePageMixin, SitePage):
    """All the news, by sector and by year, with a feed of each list."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*SitePage.content_panels, INTRO_PANEL]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ArticlePage"]
    template = "pages/article_index_page.html"

    class Meta:
        verbose_name = _("list of articles")

    def articles(self, request: HttpRequest) -> ArticleQuerySet:
        """Public articles under this index, the latest first."""
        return open_to_all(request, ArticlePage.objects.child_of(self).news(self.locale))

    @path("")
    def all_articles(self, request: HttpRequest) -> HttpResponse:
        """Every article."""
        return self._render_list(request, self.articles(request))

    @path("sector/<slug:code>/")
    def by_sector(self, request: HttpRequest, code: str) -> HttpResponse:
        """Articles of one sector."""
        sector = get_object_or_404(Sector, code=code)
        return self._render_list(request, self.articles(request).filter(sectors=sector), sector=sector)

    @path("<int:year>/")
    def by_year(self, request: HttpRequest, year: int) -> HttpResponse:
        """Articles of one year."""
        if not MINYEAR <= year <= MAXYEAR:
            raise Http404
        return self._render_list(request, self.articles(request).filter(date__year=year), year=year)

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """RSS of every article."""
        return article_feed(request, self, self.articles(request))

    @path("sector/<slug:code>/feed/")
    def sector_feed(self, request: HttpRequest, code: str) -> HttpResponse:
        """RSS of one sector."""
        sector = get_object_or_404(Sector, code=code)
        return article_feed(request, self, self.articles(request).filter(sectors=sector), sector)

    def _render_list(self, request: HttpRequest, articles: ArticleQuerySet, **chosen) -> HttpResponse:
        page = Paginator(articles, PER_PAGE).get_page(request.GET.get("page"))
        years, sectors = page_cache.remember(request, f"articles-{self.pk}", lambda: self._choices(request))
        return self.render(request, context_overrides=chosen | {"articles": page, "years": years, "sectors": sectors})

    def _choices(self, request: HttpRequest) -> tuple[list[int], list[Sector]]:
        """Years and sectors that have articles."""
        live = open_to_all(request, ArticlePage.objects.child_of(self))
        years = live.annotate(year=ExtractYear("date")).values_list("year", flat=True).distinct()
        return list(years.order_by("-year")), list(Sector.objects.filter(articles__in=live).distinct())
