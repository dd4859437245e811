"""What a network says of itself, once for all pages."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from certification.network import Network
from community.outlines import outlines
from core import page_cache
from pages.blocks import LinkBlock


def validate_departments(value: str) -> None:
    """Refuse what is not a list of INSEE codes of départements."""
    known = {outline.code for outline in outlines()}
    unknown = [code for code in split_codes(value) if code not in known]
    if unknown:
        raise ValidationError(_("Unknown département: %(codes)s.") % {"codes": ", ".join(unknown)})


def split_codes(value: str) -> list[str]:
    """Codes typed with commas or spaces between them."""
    return [code.upper() for code in re.split(r"[\s,;]+", value) if code]


@register_setting(icon="site", order=10)
class NetworkSettings(BaseSiteSetting):
    """Name, words, territory, menus and footer of the network."""

    name = models.CharField(_("name of the network"), max_length=60, blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in the place of the hexagon beside the name."),
    )
    recognition_noun = models.CharField(
        _("word for the result"),
        max_length=40,
        default="reconnaissance",
        help_text=_("“reconnaissance”, “mention”… French law reserves “certification” to accredited bodies."),
    )
    recognition_noun_en = models.CharField(_("word in English"), max_length=40, default="recognition")
    departments = models.CharField(
        _("territory"),
        max_length=200,
        blank=True,
        validators=[validate_departments],
        help_text=_("INSEE codes of the départements that the map shows first: 79, 17."),
    )
    contact_email = models.EmailField(
        _("contact e-mail"), blank=True, help_text=_("Never shown: the contact form writes to it.")
    )
    tile_url = models.URLField(
        _("map tiles"),
        blank=True,
        help_text=_("Empty: the outline of the départements, with no third party. Else https://…/{z}/{x}/{y}.png"),
    )
    conduct_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("code of conduct"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that every comment form leads to."),
    )
    footer_text = models.CharField(_("sentence of the footer"), max_length=250, blank=True)
    header_menu = StreamField([("link", LinkBlock())], verbose_name=_("main menu"), blank=True)
    footer_menu = StreamField([("link", LinkBlock())], verbose_name=_("footer menu"), blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("name"), FieldPanel("logo"), FieldPanel("footer_text")], _("Who")),
                    MultiFieldPanel([FieldPanel("recognition_noun"), FieldPanel("recognition_noun_en")], _("Words")),
                    FieldPanel("contact_email"),
                    PageChooserPanel("conduct_page", "pages.StandardPage"),
                ],
                heading=_("Network"),
            ),
            ObjectList([FieldPanel("departments"), FieldPanel("tile_url")], heading=_("Map")),
            ObjectList([FieldPanel("header_menu"), FieldPanel("footer_menu")], heading=_("Menus")),
        ]
    )

    class Meta:
        verbose_name = _("network")

    def noun(self, language: str) -> str:
        """The public word for the result, in this language."""
        return self.recognition_noun_en if language == "en" else self.recognition_noun

    def as_network(self) -> Network:
        """What certificates say of the network."""
        nouns = {code: self.noun(code) for code, _name in settings.LANGUAGES}
        return Network(self.name or settings.WAGTAIL_SITE_NAME, nouns)

    @property
    def department_codes(self) -> list[str]:
        """INSEE codes of the territory's départements."""
        return split_codes(self.departments)


def network_of(request: HttpRequest) -> NetworkSettings:
    """The settings of the network that this request visits."""
    return page_cache.remember(request, "network", lambda: NetworkSettings.for_request(request))
