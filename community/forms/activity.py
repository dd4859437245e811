"""One activity: what is offered, in what form, and how far."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.forms.fields import TerritoriesField
from community.forms.steps import StepForm
from community.models import Actor, Sector
from community.models.document import ACTIVITY
from community.models.parts import FARTHEST
from community.models.vocabulary import AreaKind, Mode
from community.workflow.publication import territories_of


def sector_choices() -> list:
    """The tree of sectors, as a list in groups; the first level can be chosen too."""
    children: dict[int, list[Sector]] = {}
    sectors = list(Sector.objects.all())
    for sector in sectors:
        children.setdefault(sector.parent_id or 0, []).append(sector)
    choices: list = [("", _("Choose a sector"))]
    for root in children.get(0, []):
        below = [(child.code, child.label) for child in children.get(root.pk, [])]
        choices.append((root.label, [(root.code, _("%(sector)s: all of it") % {"sector": root.label}), *below]))
    return choices


class ActivityForm(StepForm):
    """An activity and its area of action."""

    title = _("An activity")
    compulsory = ("sector",)
    asked_once = ("radius_km", "territories")

    sector = forms.ChoiceField(label=_("Sector"))
    mode = forms.ChoiceField(label=_("In what form"), choices=Mode.choices, widget=forms.RadioSelect)
    description = forms.CharField(
        label=_("What you offer"), max_length=3000, widget=forms.Textarea({"rows": 5, "data-rich": ""})
    )
    area_kind = forms.ChoiceField(label=_("Where?"), choices=AreaKind.choices, widget=forms.RadioSelect)
    radius_km = forms.IntegerField(
        label=_("How many kilometres around?"), min_value=1, max_value=FARTHEST,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    territories = TerritoriesField(
        label=_("Which territories?"), help_text=_("One a line: a commune, an EPCI, a département or a region.")
    )
    capacity = forms.CharField(
        label=_("What you can take on, in words"),
        max_length=200,
        help_text=_("Forty baskets a week, two sites at once…"),
    )
    capacity_number = forms.IntegerField(
        label=_("The same in figures"), min_value=0, max_value=100_000_000,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    capacity_unit = forms.CharField(label=_("Of what"), max_length=60, help_text=_("Baskets a week, seats, m²…"))
    takes_subcontracts = forms.BooleanField(label=_("We accept to work as subcontractors"))
    takes_joint_bids = forms.BooleanField(label=_("We accept to answer tenders together with others"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = sector_choices()
        self.fields["sector"].required = True  # an activity without one is no activity

    @classmethod
    def initial_from(cls, section: dict, _organisation: Actor) -> dict:
        """Territories as one would type them."""
        area = section.get("area") or {}
        names = [str(territory) for territory in territories_of(area.get("territories", ()))]
        known = {"area_kind": area.get("kind"), "radius_km": area.get("radius_km"), "territories": "\n".join(names)}
        return dict(section) | known

    def clean(self) -> dict:
        """What the chosen kind of area needs must be there."""
        said = super().clean()
        kind = said.get("area_kind")
        if kind == AreaKind.RADIUS and not said.get("radius_km") and "radius_km" not in self.errors:
            self.add_error("radius_km", ValidationError(_("Say how many kilometres around your address.")))
        if kind == AreaKind.TERRITORIES and not said.get("territories") and "territories" not in self.errors:
            self.add_error("territories", ValidationError(_("Name at least one territory.")))
        return said

    def section(self) -> dict:
        """The activity, with the area that its kind says."""
        said = self.cleaned_data
        area = {"kind": said.get("area_kind") or ""}
        if area["kind"] == AreaKind.RADIUS:
            area["radius_km"] = said.get("radius_km")
        elif area["kind"] == AreaKind.TERRITORIES:
            area["territories"] = sorted(territory.reference for territory in said.get("territories") or ())
        known = {name: said.get(name) for name in ACTIVITY}
        return {"sector": said.get("sector", ""), "area": area} | known
