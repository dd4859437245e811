"""The colleges in the editors' site: for whom each speaks. Their codes and their number are fixed."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from certification.models import College
from community.wagtail_guards import Guarded


class SixPolicy(ModelPermissionPolicy):
    """The six are neither added to nor taken from, by anybody."""

    def user_has_permission(self, user, action: str) -> bool:
        """Whether this person may do this to colleges."""
        return action in {"view", "change"} and super().user_has_permission(user, action)


class CollegeViewSet(Guarded, ModelViewSet):
    """The texts of the six colleges."""

    model = College
    icon = "group"
    menu_label = _("Colleges")
    menu_order = 245
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "speaks_for"]
    panels = [FieldPanel("speaks_for"), FieldPanel("speaks_for_en")]

    @property
    def permission_policy(self) -> SixPolicy:
        """Who may change them."""
        return SixPolicy(self.model)


@hooks.register("register_admin_viewset")
def register_colleges() -> CollegeViewSet:
    """Add the colleges to the menu."""
    return CollegeViewSet("colleges")
