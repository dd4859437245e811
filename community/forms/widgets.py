"""The map on which a place is put, by wagtailgeowidget with its traps closed.

Its own class loads Leaflet from another site, asks tiles of a third party, and leaves its text field without a
label: this one loads our Leaflet and our outlines, labels what the keyboard uses, and works as a text without
JavaScript.
"""

import json

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html, json_script
from django.utils.translation import gettext as _
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

    srid = 4326
    is_in_admin = False

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
        attrs["data-leaflet-field-options-value"] = json.dumps(options)
        if not self.is_in_admin:
            attrs.pop("data-controller")
        return attrs

    def render(self, name, value, attrs=None, renderer=None):
        """The coordinates as a labelled text, which alone is sent, then the map."""
        attrs = attrs or {}
        id_ = attrs["id"]
        self.value_data = value
        hidden = self.build_attrs({"id": id_, "type": "hidden", "disabled": True})
        point = read_point(value or "")
        typed = f"{point[0]:.6f}, {point[1]:.6f}" if point else value or ""
        return format_html(
            '{}<label class="place-map__label" for="{}_latlng">{}</label>'
            '<input type="text" id="{}_latlng" name="{}" value="{}" class="place-map__typed" autocomplete="off"{}>'
            '<div id="{}_map" class="leaflet-field place-map" data-place-map data-outlines="{}" data-communes="{}"></div>'
            "{}",
            self._hidden(hidden, value), id_, _("Latitude, longitude"), id_, name, typed, self._described(attrs),
            id_, self._url("outlines"), self._url("communes_near"), self._settings(id_),
        )  # fmt: skip

    def _hidden(self, attrs: dict, value: str | None):
        """What the script of the field writes into; never sent, the text beside says the same."""
        pairs = format_html("{}", "")
        for name, said in (attrs | {"value": value or ""}).items():
            if said is not False and said is not None:
                pairs = format_html('{} {}="{}"', pairs, name, "" if said is True else said)
        return format_html("<input{}>", pairs)

    def _described(self, attrs: dict):
        pairs = format_html("{}", "")
        for name in ("aria-describedby", "aria-invalid"):
            if name in attrs:
                pairs = format_html('{} {}="{}"', pairs, name, attrs[name])
        return pairs

    def _url(self, name: str) -> str:
        from django.urls import reverse  # noqa: PLC0415 (addresses come after widgets)

        return reverse(f"community:{name}")

    def _settings(self, id_: str):
        return json_script({"hint": _("Drag the marker, or move it with the arrow keys.")}, f"{id_}_texts")

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
