"""What all our pages share."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Locale, Page, PageViewRestriction

from core import page_cache

INTRO_PANEL = FieldPanel("intro", widget=AdminAutoHeightTextInput)  # 300 characters need more than one line


class SitePage(Page):
    """A page with what robots and social networks are told of it."""

    social_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            _("For search engines"),
        ),
        MultiFieldPanel([FieldPanel("social_image")], _("For social networks")),
    ]

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        """Answer; the locale comes from what the process remembers."""
        locales = page_cache.remember(request, "locales", Locale.objects.in_bulk)
        if self.locale_id in locales:
            self.locale = locales[self.locale_id]
        return super().serve(request, *args, **kwargs)

    def get_view_restrictions(self):
        """Who may see the page; where the whole site is open (see `HomePage.route`) nothing is asked."""
        if getattr(self, "is_site_open", False):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def description(self) -> str:
        """One sentence on the page, for search engines and cards."""
        return self.search_description or getattr(self, "intro", "")

    def structured_data(self, request) -> dict:
        """What schema.org would say of the page."""
        return {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": self.title,
            "description": self.description,
            "inLanguage": self.locale.language_code,
            "url": self.get_full_url(request),
        }
