"""Pages of text: about, legal pages, code of conduct."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages.blocks import BodyBlock
from pages.models.base import INTRO_PANEL, SitePage


class StandardPage(SitePage):
    """A page of text."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *SitePage.content_panels,
        INTRO_PANEL,
        FieldPanel("body"),
    ]
    template = "pages/standard_page.html"

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def plain_text(self) -> str:
        """What the body says, markup included."""
        return " ".join(str(block.value) for block in self.body)
