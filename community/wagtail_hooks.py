"""Sectors in the editors' site."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet

from community.models import Sector


class SectorViewSet(ModelViewSet):
    """The tree of sectors, two levels."""

    model = Sector
    icon = "folder-open-inverse"
    menu_label = _("Sectors")
    menu_order = 250
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = ["name", "parent", "code", "position"]
    list_filter = ["parent"]
    search_fields = ["name", "name_en", "code"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("position")]),
    ]


@hooks.register("register_admin_viewset")
def register_sectors() -> SectorViewSet:
    """Add sectors to the menu."""
    return SectorViewSet("sectors")
