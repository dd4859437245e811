"""The community in the editors' site: actors, sectors, qualifiers, territories, and the history of each."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import AdminAutoHeightTextInput

from community.forms.fields import TerritoriesField
from community.models import Qualifier, Sector, Territory
from community.models.territory import TerritoryKind
from community.permissions import is_facilitator
from community.queries.places import communes_in
from community.wagtail_actors import ActorViewSet
from community.wagtail_guards import Guarded
from community.workflow.media import COLLECTION

ACTIONS = {
    "actor.published": _("Published for the first time"),
    "actor.updated": _("Published"),
    "actor.corrected": _("Corrected"),
    "actor.confirmed": _("Confirmed"),
    "actor.archived": _("Taken off the lists"),
    "actor.restored": _("Put back"),
    "actor.became_stale": _("Shown as no longer sure"),
}


class TreeColumn(TitleColumn):
    """A name, set back below that of which it is part."""

    def get_value(self, instance) -> str:
        """The name behind its branch."""
        return f"— {instance.label}" if instance.parent_id else instance.label


class SectorFilterSet(WagtailFilterSet):
    """One branch of the tree."""

    parent = django_filters.ModelChoiceFilter(queryset=Sector.objects.filter(parent=None), label=_("part of"))

    class Meta:
        model = Sector
        fields = ["parent"]


class SectorViewSet(Guarded, ModelViewSet):
    """The tree of sectors, two levels; dragged into its order."""

    model = Sector
    icon = "folder-open-inverse"
    menu_label = _("Sectors")
    inspect_view_enabled = True
    sort_order_field = "position"
    list_display = [TreeColumn("label", label=_("name")), "parent", "code"]
    list_export = ["code", "name", "name_en", "parent", "position", "aliases"]
    export_filename = "sectors"
    filterset_class = SectorFilterSet
    list_per_page = 100
    search_fields = ["name", "name_en", "code", "aliases"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldPanel("parent"),
        FieldPanel("aliases"),
    ]


class QualifierViewSet(Guarded, ModelViewSet):
    """The words in which actors say what they add."""

    model = Qualifier
    icon = "tick"
    menu_label = _("Qualifiers")
    sort_order_field = "position"
    list_display = ["name", Column("get_kind_display", label=_("kind")), "code", "is_active"]
    list_filter = ["kind", "is_active"]
    list_export = ["code", "kind", "name", "name_en", "help", "help_en", "is_active"]
    export_filename = "qualifiers"
    search_fields = ["name", "name_en", "code"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldPanel("help"),
        FieldPanel("help_en"),
        FieldPanel("is_active"),
    ]


class TerritoryFilterSet(WagtailFilterSet):
    """A kind, or what is inside a larger territory."""

    kind = django_filters.ChoiceFilter(choices=TerritoryKind.choices, label=_("kind"))
    has_rule = django_filters.BooleanFilter(
        field_name="check_needed", lookup_expr="isnull", exclude=True, label=_("has its own rule of members’ checks")
    )

    class Meta:
        model = Territory
        fields = ["kind"]


class TerritoryForm(WagtailAdminModelForm):
    """A territory; that of a network is made of communes."""

    inside = TerritoriesField(
        label=_("communes"), required=False, widget=AdminAutoHeightTextInput,
        help_text=_("For a territory of the network: communes, EPCI, départements, one a line."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["inside"] = "\n".join(str(one) for one in self.instance.communes.all())

    def clean(self) -> dict:
        """Only a territory of the network has communes of its own."""
        said = super().clean()
        if said.get("inside") and said.get("kind") != TerritoryKind.OWN:
            self.add_error("inside", _("Only for a territory of the network."))
        return said

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "inside" in self.changed_data:
            self.instance.communes.set(communes_in(self.cleaned_data["inside"]))


class TerritoryViewSet(Guarded, ModelViewSet):
    """Communes, EPCI, départements, regions, and the network's own territories."""

    model = Territory
    icon = "site"
    menu_label = _("Territories")
    copy_view_enabled = False
    list_display = ["name", Column("get_kind_display", label=_("kind")), "code", "postal_codes", "population"]
    list_export = ["kind", "code", "name", "postal_codes", "population", "latitude", "longitude"]
    export_filename = "territories"
    filterset_class = TerritoryFilterSet
    list_per_page = 50
    search_fields = ["name", "sort_name", "code", "postal_codes"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("code")]),
            FieldPanel("inside"),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("check_needed"),
                            FieldPanel("check_opposed_most"),
                            FieldPanel("check_days_least"),
                        ]
                    )
                ],
                _("Rule of members’ checks here; empty fields follow the network’s"),
            ),
        ],
        base_form_class=TerritoryForm,
    )


class CommunityGroup(ModelViewSetGroup):
    """One entry of the menu for the whole community."""

    menu_label = _("Community")
    menu_icon = "group"
    menu_order = 240
    items = (
        ActorViewSet("actors"),
        SectorViewSet("sectors"),
        QualifierViewSet("qualifiers"),
        TerritoryViewSet("territories"),
    )


@hooks.register("register_admin_viewset")
def register_community() -> CommunityGroup:
    """Add the community to the menu."""
    return CommunityGroup()


@hooks.register("construct_image_chooser_queryset")
def hide_pictures_of_actors(images, _request):
    """Editors choose among their own pictures: those of organisations, drafts among them, are not theirs to show."""
    return images.exclude(collection__name=COLLECTION)


class QueueMenuItem(MenuItem):
    """The facilitators' queue, for facilitators."""

    def is_shown(self, request) -> bool:
        """Whether the person is one."""
        return is_facilitator(request.user)


@hooks.register("register_admin_menu_item")
def register_queue() -> QueueMenuItem:
    """Lead from the editors' site to the queue."""
    return QueueMenuItem(
        _("The facilitators’ queue"), reverse("community:queue"), icon_name="clipboard-list", order=235
    )


@hooks.register("register_log_actions")
def register_actions(actions) -> None:
    """Words for what the workflow does to actors."""
    for code, label in ACTIONS.items():
        actions.register_action(code, label, label)
