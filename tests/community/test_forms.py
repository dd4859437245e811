"""What people type in the steps: understood where it can be, kept and explained where it can't."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.forms.activity import ActivityForm
from community.forms.fields import CommuneField, TerritoriesField
from community.forms.place import PlaceForm
from community.forms.steps import ContactForm, IdentityForm, LegalForm, OpeningForm
from community.forms.widgets import PlaceMap
from community.geocoding import locate
from community.models import Actor
from tests.factories.community import make_actor, make_territory

pytestmark = pytest.mark.django_db
SIRET = "35600000000048"


@pytest.fixture(autouse=True)
def places(db):
    make_territory(postal_codes="79000", population=60_000, latitude=46.3239, longitude=-0.4645)
    make_territory(code="79191b", name="Niort-de-Sault", postal_codes="11140", population=20)
    make_territory(code="97411", name="Saint-Denis", postal_codes="97400", population=150_000)
    make_territory(code="93066", name="Saint-Denis", postal_codes="93200", population=110_000)
    make_territory("departement", "79", "Deux-Sèvres")


def form(cls, data, **kwargs):
    made = cls(data, organisation=kwargs.get("organisation", Actor(family="association")))
    made.is_valid()
    return made


@pytest.mark.parametrize("typed", ["Niort", "niort", "NIORT (79000)", "79000 Niort", "  Niort  "])
def test_a_commune_is_understood(typed):
    assert CommuneField().clean(typed).code == "79191"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("St-Denis", ["97400", "93200", "laquelle"]),
        ("Nior", ["Niort (79000)", "Niort-de-Sault"]),
        ("Xyzzy", ["Aucune commune"]),
    ],
)
def test_a_commune_that_is_not_clear_is_asked_for(typed, words):
    errors = str(form(PlaceForm, {"commune": typed}).errors)
    assert all(word in errors for word in words), errors


def test_the_postal_code_decides_between_namesakes():
    assert CommuneField().clean("Saint-Denis (93200)").code == "93066"


def test_territories_are_read_line_by_line_and_each_error_is_said():
    found = TerritoriesField().clean("Deux-Sèvres (79)\nNiort ; Niort\n")
    assert [one.reference for one in found] == ["departement:79", "commune:79191"]
    errors = str(form(ActivityForm, {"area_kind": "territories", "territories": "Atlantide\nSaint-Denis"}).errors)
    assert "Atlantide" in errors
    assert "93200" in errors


@pytest.mark.parametrize(
    ("typed", "point", "precision"),
    [
        ({"commune": "Niort"}, (46.3239, -0.4645), "commune"),
        ({"commune": "Niort", "point": "46.3239, -0.4645"}, (46.3239, -0.4645), "commune"),  # nobody moved it
        ({"commune": "Niort", "point": "46.33, -0.47"}, (46.33, -0.47), "exact"),
        ({"commune": "Niort", "point": "SRID=4326;POINT(-0.47 46.33)"}, (46.33, -0.47), "exact"),
        ({"commune": ""}, (None, None), ""),
    ],
)
def test_the_point_is_placed_from_the_commune_and_moved_by_hand(typed, point, precision):
    said = form(PlaceForm, typed).section()
    assert (said["latitude"], said["longitude"], said["precision"]) == (*point, precision)


def test_a_postal_code_of_ones_own_is_kept():
    said = form(PlaceForm, {"commune": "Niort", "postal_code": "79012"}).section()
    assert (said["city"], said["insee"], said["postal_code"]) == ("Niort", "79191", "79012")
    assert "cinq chiffres" in str(form(PlaceForm, {"commune": "Niort", "postal_code": "7900"}).errors)


@pytest.mark.parametrize("point", ["ici", "91, 0", "46.3", "1e9, 2", "<b>"])
def test_what_is_no_point_is_said(point):
    assert "Ces coordonnées ne sont pas claires" in str(form(PlaceForm, {"commune": "Niort", "point": point}).errors)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_map_of_a_form_has_a_name_and_words_in_the_language_of_the_page(language):
    with translation.override(language):
        shown = PlaceMap().render("point", "", {"id": "id_point"})
        for attribute, text in (
            ("aria-label", gettext("Map: the marker shows where the place is")),
            ("data-zoom-in", gettext("Zoom in")),
            ("data-zoom-out", gettext("Zoom out")),
        ):
            assert f'{attribute}="{escape(text)}"' in shown


def test_the_help_of_the_point_says_where_coordinates_come_from():
    assert gettext("Another map gives you the latitude and the longitude of a place: copy them here.") in str(
        PlaceForm.base_fields["point"].help_text
    )


def test_the_map_of_a_form_asks_nobody_else():
    media = str(PlaceMap().media) + PlaceMap(address_field="commune").render("point", "", {"id": "id_point"})
    assert "http" not in media.replace("http://www.w3.org", "")
    assert 'for="id_point_latlng"' in media
    evil = PlaceMap().render("point", '"><script>alert(1)</script>', {"id": "id_point"})
    assert "<script>alert" not in evil


@pytest.mark.parametrize(
    ("typed", "field", "ok"),
    [
        ({"siret": "356 000 000 00048"}, "siret", True),
        ({"siret": "12345678901234"}, "siret", False),
        ({"siren": "356000000"}, "siren", True),
        ({"siren": "356000001"}, "siren", False),
        ({"siret": "35600000000049"}, "siret", False),
        ({"siret": "732-829-320-00074"}, "siret", True),
        ({"rna": "W792001234"}, "rna", True),
        ({"rna": "w792001234"}, "rna", True),
        ({"rna": "792001234"}, "rna", False),
        ({"rna": "x792001234"}, "rna", False),
        ({"naf_code": "3832z"}, "naf_code", True),
        ({"naf_code": "38"}, "naf_code", False),
        ({"siret": SIRET, "siren": "552100554"}, "siren", False),
    ],
)
def test_numbers(typed, field, ok):
    assert (field not in form(LegalForm, typed).errors) is ok


def test_the_siren_follows_from_the_siret_and_empty_numbers_are_null():
    said = form(LegalForm, {"siret": SIRET}).section()
    assert (said["siren"], said["rna"]) == ("356000000", None)
    assert form(LegalForm, {"naf_code": "3832z"}).section()["naf_code"] == "38.32Z"


@pytest.mark.parametrize("typed", ["w792000123", " W 792 000 123 ", "w792\u00a0000\u00a0123", "w792.000-123"])
def test_the_rna_is_stored_in_capitals_without_spaces(typed):
    assert form(LegalForm, {"rna": typed}).section()["rna"] == "W792000123"


def test_the_rna_of_another_actor_is_found_whatever_its_case():
    make_actor(name="Les Amis du Lac", rna="W792000123")
    assert "Les Amis du Lac" in str(form(LegalForm, {"rna": "w792000123"}).errors["rna"])


def test_a_number_of_another_actor_leads_to_it():
    make_actor(name="La Poste du Lac", siret=SIRET)
    assert "La Poste du Lac" in str(form(LegalForm, {"siret": SIRET}).errors["siret"])


@pytest.mark.parametrize(("family", "expected"), [("association", "statute"), ("company", ""), ("informal", "")])
def test_the_reason_that_follows_from_the_legal_form_is_proposed(family, expected):
    initial = LegalForm.initial_from({"ess_reason": ""}, Actor(family=family))
    assert initial["ess_reason"] == expected


@pytest.mark.parametrize("year", ["1599", "3000", "-5", "hier"])
def test_a_year_that_cannot_be(year):
    assert form(IdentityForm, {"founded": year}).errors["founded"]


def test_the_kind_of_cooperative_counts_for_cooperatives_only():
    typed = {"cooperative_kind": "scop"}
    assert form(IdentityForm, typed | {"family": "association"}).section()["cooperative_kind"] == ""
    assert form(IdentityForm, typed | {"family": "cooperative"}).section()["cooperative_kind"] == "scop"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"website": "javascript:alert(1)"}, "website"),
        ({"public_phone": "allô"}, "public_phone"),
        ({"public_email": "a@b"}, "public_email"),
    ],
)
def test_contacts_that_cannot_be(typed, field):
    assert form(ContactForm, typed).errors[field]


def test_hours_that_are_not_clear_name_the_piece():
    assert "le matin" in str(form(OpeningForm, {"mon": "le matin"}).errors["mon"])


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"area_kind": "radius"}, "radius_km"),
        ({"area_kind": "radius", "radius_km": "0"}, "radius_km"),
        ({"area_kind": "radius", "radius_km": "9999"}, "radius_km"),
        ({"area_kind": "territories"}, "territories"),
        ({}, "sector"),
    ],
)
def test_an_area_says_what_its_kind_needs(typed, field):
    assert field in form(ActivityForm, typed).errors


def test_what_another_kind_of_area_said_is_left_out():
    typed = {"sector": "mobilite", "area_kind": "country", "radius_km": "20", "territories": "Niort"}
    assert form(ActivityForm, typed).section()["area"] == {"kind": "country"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(["street", "commune", "postal_code", "point"]), st.text(max_size=40)))
def test_anything_may_be_typed_in_a_place(typed):
    said = form(PlaceForm, typed).section()
    assert said["latitude"] is None or abs(said["latitude"]) <= 90


# The online search of addresses, where operators set one


@pytest.fixture
def geocoder(settings):
    answers = {"status": 200, "body": b"{}"}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answers["asked"] = self.path
            self.send_response(answers["status"])
            self.end_headers()
            self.wfile.write(answers["body"])

        def log_message(self, *_args):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}/search/"
    yield answers
    server.shutdown()
    server.server_close()


def found(score=0.9, coordinates=(-0.4601, 46.3201)):
    feature = {"geometry": {"coordinates": coordinates}, "properties": {"score": score}}
    return json.dumps({"features": [feature]}).encode()


def test_without_a_setting_nobody_is_asked(settings):
    settings.GEOCODER_URL = ""
    assert locate("3 rue du Port", "79000", "Niort") is None


def test_an_address_is_found(geocoder):
    geocoder["body"] = found()
    said = form(PlaceForm, {"commune": "Niort", "street": "3 rue du Port"}).section()
    assert (said["latitude"], said["longitude"], said["precision"]) == (46.3201, -0.4601, "address")
    assert "rue" in geocoder["asked"]


@pytest.mark.parametrize(
    "answer",
    [
        {"body": b"<html>"}, {"body": b'{"features": []}'}, {"body": found(score=0.1)}, {"status": 500},
        {"body": found(coordinates=(999, 0))}, {"body": found(coordinates=("a", "b"))}, {"body": b"[1]"},
    ],
)  # fmt: skip
def test_a_search_that_fails_falls_back_on_the_commune(geocoder, answer):
    geocoder.update(answer)
    said = form(PlaceForm, {"commune": "Niort", "street": "3 rue du Port"}).section()
    assert said["precision"] == "commune"
