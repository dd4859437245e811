"""Each format gives the same organisation."""

import json
from datetime import UTC, datetime

import pytest

from community.imports.demo import FILE
from community.imports.entries import entry_of
from community.imports.rows import Row
from community.models import RemoteRecord
from tests.community.imports.conftest import NOON, counts, element, gogocarto, imported, reasons, table
from tests.factories.community import make_territory

pytestmark = pytest.mark.django_db

TRANSISCOPE = {
    "id": "3xyz",
    "title": "Le Fournil",
    "summary": "Du pain au levain.",
    "description": "Deux fournées par semaine.",
    "commitment": "Farines de la vallée.",
    "categories": [{"id": 3, "name": "Agriculture et alimentation"}],
    "address": {"street": "1 rue du Four", "postalCode": "15000", "city": "Aurillac", "country": "FR"},
    "location": {"lat": 45.1, "lon": 2.5},
    "url": "https://annuaire.example.org/#/fiche/3xyz",
    "website": "https://fournil.example.org",
}
MURMURATIONS = {
    "linked_schemas": ["organizations_schema-v1.0.0"],
    "name": "Le Fournil",
    "nickname": "Fournil & Cie",
    "primary_url": "https://fournil.example.org",
    "profile_url": "https://fournil.example.org/profile.json",
    "tags": ["agriculture et alimentation", "pain"],
    "description": "Du pain au levain.",
    "mission": "Farines de la vallée.",
    "status": "active",
    "full_address": "1 rue du Four, 15000 Aurillac, France",
    "country_iso_3166": "FR",
    "geolocation": {"lat": 45.1, "lon": 2.5},
    "contact_details": {"email": "bonjour@fournil.example.org"},
    "telephone": "+33 4 71 00 00 00",
}
HEADINGS = (
    "Identifiant", "Nom", "Adresse", "Code postal", "Ville", "Latitude", "Longitude", "Site", "Courriel", "Téléphone",
    "SIRET", "SIREN", "RNA", "Catégories", "Description", "URL", "Mise à jour", "Forme juridique", "Colonne inconnue",
)  # fmt: skip
CELLS = (
    "f1", "Le Fournil", "1 rue du Four", "15000", "Aurillac", "45,1", "2,5", "fournil.example.org",
    "bonjour@fournil.example.org", "04 71 00 00 00", "732 829 320 00074", "732829320", "W151000001",
    "Agriculture et alimentation|Pain", "Du pain au levain.", "https://annuaire.example.org/f1", "12/03/2026",
    "Association loi 1901", "x",
)  # fmt: skip
COMMON = {
    "name": "Le Fournil",
    "summary": "Du pain au levain.",
    "street": "1 rue du Four",
    "postal_code": "15000",
    "city": "Aurillac",
    "latitude": 45.1,
    "longitude": 2.5,
    "precision": "source",
}


def values_of(raw, kind):
    return entry_of(Row(1, raw), kind, NOON)


def test_transiscope_is_read(load):
    run = load(json.dumps([TRANSISCOPE]).encode(), "transiscope", licence="ODbL")
    assert counts(run) == {"created": 1}
    [actor] = imported()
    assert {name: getattr(actor, name) for name in COMMON} == COMMON
    assert actor.description == "Deux fournées par semaine."
    assert actor.commitment == "Farines de la vallée."
    assert actor.website == "https://fournil.example.org"
    assert actor.source_url == "https://annuaire.example.org/#/fiche/3xyz"
    assert actor.source_licence == "ODbL"
    assert [sector.code for sector in actor.sectors.all()] == ["alimentation"]
    assert actor.last_confirmed_at is None
    record = RemoteRecord.objects.get(source="Annuaire")
    assert (record.remote_id, record.raw, record.licence) == ("3xyz", TRANSISCOPE, "ODbL")


def test_gogocarto_is_read_with_its_custom_fields_and_its_licence(load):
    said = element(descriptionMore="Et plus encore.", siret="73282932000074", statutJuridique="SCOP SARL")
    run = load(gogocarto(said))
    [actor] = imported()
    assert (actor.siret, actor.family, actor.cooperative_kind) == ("73282932000074", "cooperative", "scop")
    assert actor.ess_reason == "statute"
    assert (actor.summary, actor.description) == ("Ce que fait la structure 1.", "Et plus encore.")
    assert (actor.public_email, actor.public_phone) == ("contact@structure-1.example.org", "04 71 00 00 00")
    assert (actor.source_licence, run.licence) == ("ODbL", "ODbL")
    assert actor.last_confirmed_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert (actor.confirmed_by, actor.due_at) == ("import", datetime(2027, 3, 1, 10, tzinfo=UTC))


def test_an_entry_that_the_directory_has_refused_is_left_out(load):
    run = load(gogocarto(element(1, status=-4), element(2, status=1)))
    assert counts(run) == {"created": 1, "unreadable": 1}
    assert run.issues.get().row == 1


@pytest.mark.parametrize("wrap", [lambda one: [one], lambda one: {"data": [one]}])
def test_murmurations_is_read(load, wrap):
    load(json.dumps(wrap(MURMURATIONS)).encode(), "murmurations")
    [actor] = imported()
    assert {name: getattr(actor, name) for name in COMMON} == COMMON
    assert actor.trade_name == "Fournil & Cie"
    assert actor.commitment == "Farines de la vallée."
    assert (actor.website, actor.source_url) == (MURMURATIONS["primary_url"], MURMURATIONS["profile_url"])
    assert (actor.public_email, actor.public_phone) == ("bonjour@fournil.example.org", "+33 4 71 00 00 00")
    assert [sector.code for sector in actor.sectors.all()] == ["alimentation"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_whatever_its_separator_and_its_encoding(load, separator, encoding):
    run = load(table(HEADINGS, CELLS, separator=separator, encoding=encoding), "csv")
    assert counts(run) == {"created": 1}
    [actor] = imported()
    assert {name: getattr(actor, name) for name in COMMON} == COMMON
    assert (actor.siret, actor.siren, actor.rna) == ("73282932000074", "732829320", "W151000001")
    assert (actor.website, actor.source_url) == ("https://fournil.example.org", "https://annuaire.example.org/f1")
    assert actor.family == "association"
    assert actor.last_confirmed_at.date().isoformat() == "2026-03-11"  # midnight in Paris
    assert [sector.code for sector in actor.sectors.all()] == ["alimentation"]


def test_a_table_of_windows_is_read_and_said_to_be_one(load):
    rows = table(("Nom", "Ville"), ("Épicerie d’à côté", "Orléans"), encoding="cp1252")
    run = load(rows, "csv")
    assert imported()[0].name == "Épicerie d’à côté"
    [(row, reason)] = reasons(run)
    assert row == 0
    assert "cp1252" in reason


def test_english_headings_are_understood(load):
    load(table(("name", "zip", "city", "lat", "lon", "website"), ("Bakery", "15000", "Aurillac", 45.1, 2.5, "")), "csv")
    assert (imported()[0].name, imported()[0].latitude) == ("Bakery", 45.1)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"postalCode": "15000", "addressLocality": "Aurillac"}, "15014"),
        ({"postalCode": "15012", "addressLocality": "AURILLAC Cedex 2"}, "15014"),
        ({"postalCode": "", "addressLocality": "Aurillac"}, "15014"),
        ({"postalCode": "00130", "addressLocality": ""}, "15999"),
        ({"postalCode": "15000", "addressLocality": "Nulle-Part"}, ""),
        ({"postalCode": "", "addressLocality": "Saint-Double"}, ""),
    ],
)
def test_the_commune_is_found_when_exactly_one_answers(load, address, expected):
    make_territory(code="15014", name="Aurillac", postal_codes="15000", latitude=44.92, longitude=2.44)
    make_territory(code="15999", name="Autre", postal_codes="00130", latitude=44.8, longitude=2.4)
    make_territory(code="15997", name="Saint-Double", postal_codes="15100", latitude=44.8, longitude=2.4)
    make_territory(code="63998", name="Saint-Double", postal_codes="63100", latitude=45.8, longitude=3.1)
    load(gogocarto(element(address=address)))
    assert imported()[0].insee == expected


def test_without_coordinates_the_point_is_the_middle_of_the_commune(load):
    make_territory(code="15014", name="Aurillac", postal_codes="15000", latitude=44.92, longitude=2.44)
    load(gogocarto(element(geo={}, address={"postalCode": "15000", "addressLocality": "Aurillac"})))
    actor = imported()[0]
    assert (actor.latitude, actor.longitude, actor.precision) == (44.92, 2.44, "commune")


def test_a_table_of_communes_without_articles_is_understood(load):
    make_territory(code="15998", name="Rochelle", postal_codes="15400", latitude=44.9, longitude=2.4)
    load(gogocarto(element(address={"postalCode": "15400", "addressLocality": "La Rochelle"})))
    assert imported()[0].insee == "15998"


def test_categories_are_known_by_name_code_or_alias(load):
    load(gogocarto(element(1, categories=["Habitat, logement"]), element(2, categories=[{"name": "HABITAT"}])))
    assert [[sector.code for sector in actor.sectors.all()] for actor in imported()] == [["habitat"], ["habitat"]]
    assert [[one.sector.code for one in actor.activities.all()] for actor in imported()] == [["habitat"], ["habitat"]]


def test_a_summary_too_long_for_its_column_loses_nothing():
    long = "Une phrase qui dit ce que l’on fait. " * 20
    entry = values_of(element(description=long, descriptionMore="La suite."), "gogocarto")
    assert len(entry.values["summary"]) <= 400
    assert entry.values["summary"].endswith("…")
    assert entry.values["description"] == f"{long.strip()}\n\nLa suite."
    assert entry.notes == []


def test_the_shipped_file_has_sixty_entries_that_need_no_cleaning(load):
    run = load(FILE.read_bytes(), "transiscope", source="Ailleurs", is_rehearsal=True)
    assert sum(counts(run).values()) == 60
    assert set(counts(run)) <= {"created", "duplicate"}
