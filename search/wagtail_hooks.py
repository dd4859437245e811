"""The search in the editors' site: words that mean the same."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from community.wagtail_guards import Guarded
from search.models import Synonyms


class SynonymsViewSet(Guarded, ModelViewSet):
    """Expressions that mean the same, a group a line."""

    model = Synonyms
    icon = "search"
    menu_label = _("Words that mean the same")
    menu_order = 245
    add_to_admin_menu = True
    list_display = ["__str__"]
    search_fields = ["expressions"]
    panels = [FieldPanel("expressions")]


@hooks.register("register_reports_menu_item")
def register_missing() -> MenuItem:
    """A page of the site, not of Wagtail."""
    return MenuItem(_("Looked for and not found"), reverse_lazy("search:missing"), icon_name="search", order=900)


@hooks.register("register_admin_viewset")
def register_synonyms() -> SynonymsViewSet:
    """Add them to the menu."""
    return SynonymsViewSet("synonyms")
