"""Actors in the editors' site: lists to filter, search and take away, and a form for what facilitators correct."""

import django_filters
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from community.forms.fields import PointField, RnaField
from community.forms.widgets import AdminPlaceMap
from community.models import Actor, ConfirmedBy, Family, Sector
from community.models.actor import CertificateState
from community.models.vocabulary import Precision
from community.rules.places import write_point
from community.states import Publication
from community.wagtail_guards import Guarded
from community.workflow import publication


class ActorForm(WagtailAdminModelForm):
    """What a facilitator corrects, with the point on a map."""

    point = PointField(label=_("On the map"), required=False, widget=AdminPlaceMap())
    rna = RnaField(label="RNA", required=False, empty_value=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.point:
            self.initial["point"] = write_point(self.instance.point)

    def said(self) -> dict:
        """The columns that changed, the point as its two columns."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name != "point"}
        if "point" in self.changed_data:
            point = self.cleaned_data["point"] or (None, None)
            precision = Precision.EXACT if self.cleaned_data["point"] else ""
            changed |= {"latitude": point[0], "longitude": point[1], "precision": precision}
        return changed


class PublishedOnly:
    """What nobody has published is its writers' alone, whatever address an editor types."""

    def get_object(self, *args, **kwargs):
        """The actor; 404 for a draft."""
        found = super().get_object(*args, **kwargs)
        if found.state == Publication.DRAFT:
            raise Http404
        return found


class ActorHistoryView(PublishedOnly, history.HistoryView):
    """What was done to an actor."""


class ActorInspectView(PublishedOnly, generic.InspectView):
    """What an actor says in public."""

    any_permission_required = ["change", "view"]


class ActorEditView(PublishedOnly, generic.EditView):
    """Saving goes through the workflow: a revision, the journal, the index."""

    def save_instance(self):
        """Correct what changed."""
        return publication.edit(
            organisation=Actor.objects.get(pk=self.object.pk),
            values=self.form.said(),
            actor=self.request.user,
            now=timezone.now(),
        )


class ActorFilterSet(WagtailFilterSet):
    """How the list is narrowed."""

    sectors = django_filters.ModelChoiceFilter(queryset=Sector.objects.all(), label=_("Sector"))
    family = django_filters.ChoiceFilter(choices=Family.choices, label=_("Legal family"))
    confirmed_by = django_filters.ChoiceFilter(choices=ConfirmedBy.choices, label=_("Confirmed by"))
    certificate_state = django_filters.ChoiceFilter(choices=CertificateState.choices, label=_("Recognition"))
    unclaimed = django_filters.BooleanFilter(method="filter_unclaimed", label=_("Nobody looks after it"))

    class Meta:
        model = Actor
        fields = ["state", "is_stale", "source"]

    def filter_unclaimed(self, actors, _name, value: bool):
        """Those that nobody manages, or those that somebody does."""
        unclaimed = Actor.objects.unclaimed().values("pk")
        return actors.filter(pk__in=unclaimed) if value else actors.exclude(pk__in=unclaimed)


class EditOnlyPolicy(ModelPermissionPolicy):
    """Django's permissions of the model, without adding and deleting."""

    def user_has_permission(self, user, action) -> bool:
        """Refuse to add and to delete, even to a superuser."""
        return action not in {"add", "delete"} and super().user_has_permission(user, action)


class ActorViewSet(Guarded, ModelViewSet):
    """Every actor, drafts apart."""

    model = Actor
    icon = "group"
    menu_label = _("Actors")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "trade_name", "acronym", "family", "founded", "siret", "siren", "rna", "ess_reason", "ess_reason_text",
        "summary", "street", "postal_code", "city", "public_phone", "website", "state", "is_stale",
        "last_confirmed_at", "confirmed_by", "edited_at", "imported_at", "source", "source_url", "certificate_state",
    ]  # fmt: skip
    edit_view_class = ActorEditView
    history_view_class = ActorHistoryView
    inspect_view_class = ActorInspectView
    filterset_class = ActorFilterSet
    search_fields = ["name", "trade_name", "city", "siret", "siren", "rna"]
    list_display = [
        "name",
        "city",
        Column("get_state_display", label=_("state")),
        BooleanColumn("is_stale", label=_("stale")),
        DateColumn("last_confirmed_at", label=_("last confirmed")),
        "source",
    ]
    list_export = [
        "uid", "name", "trade_name", "family", "siret", "siren", "rna", "city", "insee", "latitude", "longitude",
        "state", "is_stale", "last_confirmed_at", "confirmed_by", "source", "source_url", "certificate_state",
    ]  # fmt: skip
    export_filename = "actors"
    list_per_page = 50
    ordering = ["sort_name"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("trade_name"), FieldPanel("acronym")]),
                    FieldRowPanel([FieldPanel("family"), FieldPanel("founded")]),
                    FieldPanel("cooperative_kind"),
                ],
                _("Identity"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("siret"), FieldPanel("siren"), FieldPanel("rna")]),
                    FieldPanel("ess_reason"),
                    FieldPanel("ess_reason_text"),
                ],
                _("Status and numbers"),
            ),
            FieldPanel("summary"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("public_email"), FieldPanel("public_phone"), FieldPanel("website")]),
                    FieldRowPanel(
                        [FieldPanel("contact_name"), FieldPanel("private_email"), FieldPanel("private_phone")]
                    ),
                ],
                _("Contact"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("street"),
                    FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city"), FieldPanel("insee")]),
                    FieldPanel("point"),
                ],
                _("Place"),
            ),
        ],
        base_form_class=ActorForm,
    )

    def get_index_view_kwargs(self, **kwargs) -> dict:
        """The list, without what nobody has published yet."""
        return super().get_index_view_kwargs(**kwargs) | {"queryset": Actor.objects.exclude(state="draft")}

    @property
    def permission_policy(self):
        """Actors are described on the site and archived there: nobody adds or deletes one here."""
        return EditOnlyPolicy(self.model)
