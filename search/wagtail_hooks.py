"""The search in the editors' site: words that mean the same."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
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


@hooks.register("register_admin_viewset")
def register_synonyms() -> SynonymsViewSet:
    """Add them to the menu."""
    return SynonymsViewSet("synonyms")
