"""Where an organisation is: its address, its point, and other places."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community import geocoding
from community.forms.fields import CommuneField, PointField
from community.forms.steps import StepForm
from community.forms.widgets import PlaceMap
from community.models import Actor, Establishment, Territory
from community.models.document import PLACE
from community.models.vocabulary import Precision
from community.queries.places import commune_at, find_communes
from community.rules.places import distance, write_point

SAME_PLACE = 30.0  # metres: a marker that nobody moved from the middle of the commune
UNMOVED = 1.0  # metres: or from where it was published


class PlaceForm(StepForm):
    """Street, commune, point."""

    title = _("Where you are")
    compulsory = ("commune",)

    street = forms.CharField(
        label=_("Number and street"), max_length=200, widget=forms.TextInput({"autocomplete": "street-address"})
    )
    commune = CommuneField(label=_("Commune"), help_text=_("Its name or its postal code."))
    postal_code = forms.RegexField(
        r"^\d{5}$", label=_("Postal code"), help_text=_("Empty: that of the commune."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code", "class": "short"}),
        error_messages={"invalid": _("A postal code has five figures.")},
    )  # fmt: skip
    point = PointField(
        label=_("On the map"), widget=PlaceMap(address_field="commune"),
        help_text=format_lazy(
            "{} {}",
            _("Empty: the middle of the commune. Drag the marker, move it with the arrow keys, or write."),
            _("Another map gives you the latitude and the longitude of a place: copy them here."),
        ),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        commune = self["commune"].value()
        found = find_communes(commune) if commune else []
        self.fields["point"].widget.start = _middle(found[0]) if len(found) == 1 else None

    @classmethod
    def initial_from(cls, section: dict, _organisation: Actor) -> dict:
        """The commune as one would type it, and the point as the map writes it."""
        commune = commune_at(section.get("insee", ""))
        known = {"street": section.get("street"), "commune": str(commune or section.get("city") or "")}
        if section.get("latitude") is not None:
            known["point"] = write_point((section["latitude"], section["longitude"]))
        code = section.get("postal_code")
        return known | {"postal_code": "" if commune and code == commune.postal_code else code}

    def section(self) -> dict:
        """Address and point; without one, the commune's middle."""
        said = self.cleaned_data
        commune = said.get("commune")
        found = {name: None if name in ("latitude", "longitude") else "" for name in PLACE}
        found["street"] = said.get("street") or ""
        if commune:
            found |= {"city": commune.name, "insee": commune.code}
            found["postal_code"] = said.get("postal_code") or commune.postal_code
        return found | self._point(commune, said.get("point"))

    def _point(self, commune: Territory | None, typed: tuple[float, float] | None) -> dict:
        middle = _middle(commune)
        known = self._unmoved(typed) if typed else None
        if known and commune and known.insee == commune.code:
            return _located(typed, known.precision or Precision.EXACT)
        if known:
            typed = None  # the commune has changed, and nobody has moved the marker
        if typed and not (middle and distance(typed, middle) < SAME_PLACE):
            return _located(typed, Precision.EXACT)
        street = self.cleaned_data.get("street")
        found = geocoding.locate(street, commune.postal_code, commune.name) if street and commune else None
        if found:
            return _located(found, Precision.ADDRESS)
        return _located(middle, Precision.COMMUNE) if middle else {}

    def _unmoved(self, typed: tuple[float, float]) -> Actor | Establishment | None:
        """The published place on whose point the marker still is."""
        if not self.organisation.pk:
            return None
        places = [self.organisation, *self.organisation.establishments.all()]
        return next((p for p in places if p.latitude is not None and distance(_point_of(p), typed) < UNMOVED), None)


class EstablishmentForm(PlaceForm):
    """Another place."""

    title = _("Another place")
    name = forms.CharField(
        label=_("Name of the place"), max_length=120, help_text=_("Shop, workshop, branch… Empty: that of the town.")
    )
    field_order = ["name", "street", "commune", "postal_code", "point"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].required = True  # a place without one is nowhere

    @classmethod
    def initial_from(cls, section: dict, organisation: Actor) -> dict:
        """The same, with a name."""
        return super().initial_from(section, organisation) | {"name": section.get("name", "")}

    def section(self) -> dict:
        """The same, with a name."""
        return {"name": self.cleaned_data.get("name", "")} | super().section()


def _point_of(place: Actor | Establishment) -> tuple[float, float]:
    return place.latitude, place.longitude


def _middle(commune: Territory | None) -> tuple[float, float] | None:
    if commune is None or commune.latitude is None:
        return None
    return commune.latitude, commune.longitude


def _located(point: tuple[float, float], precision: str) -> dict:
    return {"latitude": round(point[0], 6), "longitude": round(point[1], 6), "precision": precision}
