"""JSON-LD of an actor's page."""

import pytest

from community.exports.schema_org import structured_data
from community.models import Territory
from community.models.document import content_of
from tests.community.exports.conftest import reach

URL = "https://site.example/actors/la-cagette/"
POINT = {"@type": "GeoCoordinates", "latitude": 46.3239, "longitude": -0.4646}


def said_of(actor, **kwargs):
    return structured_data(actor, content_of(actor), URL, **kwargs)


def test_an_organisation_one_can_go_to(grocery):
    assert said_of(grocery) == {
        "@context": "https://schema.org",
        "@type": ["Cooperative", "LocalBusiness"],
        "@id": URL,
        "name": "La Cagette",
        "legalName": "SCIC La Cagette Niortaise",
        "alternateName": "LCN",
        "description": "Une épicerie coopérative.",
        "url": URL,
        "sameAs": ["https://cagette.example/"],
        "telephone": "05 49 00 00 00",
        "foundingDate": "2016",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "SIRET", "value": "82319275500014"},
            {"@type": "PropertyValue", "propertyID": "RNA", "value": "W792004321"},
        ],
        "knowsLanguage": ["fr", "en"],
        "areaServed": [{"@type": "GeoCircle", "geoMidpoint": POINT, "geoRadius": 30_000}],
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "FR",
            "streetAddress": "3 rue Basse",
            "postalCode": "79000",
            "addressLocality": "Niort",
        },
        "geo": POINT,
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["Monday", "Saturday"],
                "opens": "09:00",
                "closes": "12:30",
            },
            {"@type": "OpeningHoursSpecification", "dayOfWeek": ["Monday"], "opens": "14:00", "closes": "23:59"},
        ],
    }


def test_what_says_little_is_an_organisation_somewhere(make):
    said = said_of(make(name="Collectif", city="", latitude=46.0, longitude=-0.5))
    assert (said["@type"], said["name"]) == (["Organization"], "Collectif")
    assert said["location"]["geo"]["latitude"] == 46.0
    assert not {"address", "geo", "sameAs", "telephone", "legalName", "identifier"} & said.keys()


@pytest.mark.parametrize(
    ("family", "kind"),
    [("association", "NGO"), ("foundation", "NGO"), ("company", "Corporation"), ("mutual", "Organization")],
)
def test_the_type_follows_the_legal_family(make, family, kind):
    assert said_of(make(family=family))["@type"] == [kind]


def test_areas_have_names_when_they_are_known(make):
    actor = make()
    reach(actor, "territories", [("departement:79", "Deux-Sèvres")])
    reach(actor, "territories", [("departement:79", "Deux-Sèvres")])
    reach(actor, "country")
    code = {"@type": "PropertyValue", "propertyID": "INSEE", "value": "79"}
    country = {"@type": "Country", "name": "France", "identifier": "FR"}
    assert said_of(actor)["areaServed"] == [{"@type": "AdministrativeArea", "identifier": code}, country]
    named = said_of(actor, territories=Territory.objects.filter(kind="departement", code="79"))
    assert named["areaServed"][0]["name"] == "Deux-Sèvres"


def test_around_no_point_is_nowhere(make):
    actor = make()
    reach(actor, "radius", radius_km=10)
    assert "areaServed" not in said_of(actor)
