"""The map on which a place is put, by wagtailgeowidget with its traps closed.

Its own class loads Leaflet from another site, asks tiles of a third party, and leaves its text field without a
label: this one loads our Leaflet and our outlines, labels what the keyboard uses, and works as a text without
JavaScript.
"""

import json

from django import forms
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import json_script
from django.utils.translation import gettext as _
from wagtailgeowidget.app_settings import GEO_WIDGET_ZOOM
from wagtailgeowidget.widgets import LeafletField

from community.rules.places import read_point

SCRIPTS = (
    "wagtailadmin/js/vendor/jquery-3.6.0.min.js",
    "vendor/leaflet/leaflet.js",
    "wagtailgeowidget/js/leaflet-field.js",
    "js/place-map.js",
)
STYLES = ("vendor/leaflet/leaflet.css", "wagtailgeowidget/css/leaflet-field.css", "css/place-map.css")


class PlaceMap(LeafletField):
    """A map with one marker, and its coordinates as a text."""

    template_name = "community/widgets/place_map.html"
    srid = 4326
    is_in_admin = False
    start: tuple[float, float] | None = None  # where the map begins while nothing is chosen; None: the country

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("zoom", 11)
        super().__init__(*args, **kwargs)

    @property
    def is_hidden(self) -> bool:
        """There is something to see: the coordinates, and the map."""
        return False

    @cached_property
    def media(self) -> forms.Media:
        """Everything from this site."""
        scripts = SCRIPTS[1:] if self.is_in_admin else SCRIPTS
        if self.is_in_admin:  # the admin has jQuery, and Stimulus starts the field
            scripts = (*scripts, "wagtailgeowidget/js/leaflet-field-controller.js")
        return forms.Media(css={"all": STYLES}, js=scripts)

    def build_attrs(self, *args, **kwargs) -> dict:
        """The options of the field, in our words; outside the admin, our own script reads them."""
        attrs = super().build_attrs(*args, **kwargs)
        options = json.loads(attrs["data-leaflet-field-options-value"])
        options["translations"] = _texts()
        options |= self._start(read_point(self.value_data or ""))
        attrs["data-leaflet-field-options-value"] = json.dumps(options)
        if not self.is_in_admin:
            attrs.pop("data-controller")
        return attrs

    def _start(self, point: tuple[float, float] | None) -> dict:
        """The point itself, which the field's script writes back; else the commune, else the country from far."""
        if at := point or self.start:
            return {"defaultLocation": {"lat": at[0], "lng": at[1]}}
        return {"zoom": GEO_WIDGET_ZOOM}

    def render(self, name, value, attrs=None, renderer=None):
        """The coordinates as a labelled text, which alone is sent, then the map."""
        self.value_data = value
        return self._render(self.template_name, self.get_context(name, value, attrs), renderer)

    def get_context(self, name, value, attrs) -> dict:
        """The hidden field that the script of the map writes into, the text, and the words of the map."""
        id_, point = attrs["id"], read_point(value or "")
        hint = {"hint": str(_("Drag the marker, or move it with the arrow keys."))}
        source = self.build_attrs({"id": id_, "type": "hidden", "disabled": True, "value": value or ""})
        return {
            "widget": {"name": name},
            "id": id_,
            "source": flatatt(source),
            "typed": f"{point[0]:.6f}, {point[1]:.6f}" if point else value or "",
            "described": flatatt({key: attrs[key] for key in ("aria-describedby", "aria-invalid") if key in attrs}),
            "texts": json_script(hint, f"{id_}_texts"),
        }

    def id_for_label(self, id_: str) -> str:
        """The text field is what a label leads to."""
        return f"{id_}_latlng" if id_ else id_


class AdminPlaceMap(PlaceMap):
    """The same in the editors' site."""

    is_in_admin = True


def _texts() -> dict[str, str]:
    return {
        "error_message_invalid_location": _("Write the latitude, then the longitude: 46.3239, -0.4645."),
        "success_address_geocoded": _("The marker has moved."),
        "error_could_not_geocode_address": _("This address was not found."),
        "enter_location": _("Enter a place"),
        "initialize_map": _("Show the map"),
    }
