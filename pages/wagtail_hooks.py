"""What we add to the editors' site."""

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from pages.queries import what_awaits


class WaitingPanel(Component):
    """What awaits the editor, on the first page of the editors' site."""

    name = "sextant_waiting"
    template_name = "pages/admin/waiting.html"
    order = 50

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context=None) -> dict:  # noqa: ARG002 (Wagtail passes it)
        """Everything that awaits this person."""
        return {"waiting": what_awaits(self.request.user, timezone.now())}


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request, panels: list) -> None:
    """Put the panel first."""
    panels.append(WaitingPanel(request))


@hooks.register("insert_global_admin_css")
def admin_style() -> SafeString:
    """Our colours in the editors' site."""
    return format_html('<link rel="stylesheet" href="{}" />', static("css/admin.css"))
