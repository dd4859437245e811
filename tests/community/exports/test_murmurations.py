"""`/actors/<slug>.json`: a profile that the index of Murmurations takes.

`organizations_schema.json` holds what we use of their `organizations_schema-v1.0.0`, fields resolved.
"""

import json
import re
from pathlib import Path

import pytest

from community.exports.murmurations import REGIONAL, _scope
from community.states import Publication
from tests.community.exports.conftest import reach

SCHEMA = json.loads((Path(__file__).parent / "organizations_schema.json").read_text())
TYPES = {"array": list, "number": int | float, "object": dict, "string": str}


def problems(value, schema, path="profile"):
    """What breaks the schema: as much of JSON Schema as ours uses, and no field that it doesn't know."""
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        return [f"{path} is no {schema['type']}"]
    found = [f"{path} lacks {name}" for name in schema.get("required", ()) if name not in value]
    if isinstance(value, str):
        found += text_problems(value, schema, path)
    for name, part in value.items() if isinstance(value, dict) else ():
        known = schema["properties"].get(name)
        found += problems(part, known, f"{path}.{name}") if known else [f"{path} has an unknown {name}"]
    for part in value if isinstance(value, list) else ():
        found += problems(part, schema["items"], f"{path}[]")
    return found


def text_problems(value, schema, path):
    fits = (
        re.search(schema.get("pattern", ""), value),
        value in schema.get("enum", [value]),
        schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)),
    )
    return [] if all(fits) else [f"{path} is {value!r}"]


def test_the_check_itself_sees_problems():
    assert len(problems({"name": 7, "status": "open", "mail": "x"}, SCHEMA)) == 4


def test_a_whole_profile(grocery, take):
    said = json.loads(take("/actors/la-cagette.json"))
    assert problems(said, SCHEMA) == []
    assert said == {
        "linked_schemas": ["organizations_schema-v1.0.0"],
        "name": "SCIC La Cagette Niortaise",
        "nickname": "La Cagette",
        "primary_url": "https://cagette.example/",
        "urls": [{"name": "testserver", "url": "http://testserver/actors/la-cagette/"}],
        "tags": said["tags"],
        "description": "Une épicerie coopérative.\n\nDu vrac et des légumes d’ici.",
        "mission": "Nourrir sans abîmer.",
        "status": "active",
        "telephone": "05 49 00 00 00",
        "contact_details": {"contact_form": "http://testserver/actors/la-cagette/write/"},
        "starts_at": 1451606400,
        "geographic_scope": "local",
        "unique_id": "00000000-0000-0000-0000-00000000004f",
        "full_address": "3 rue Basse, 79000 Niort, France",
        "country_iso_3166": "FR",
        "geolocation": {"lat": 46.3239, "lon": -0.4646},
    }
    assert said["tags"][-1] == grocery.sectors.get().name


def test_a_poor_profile_is_still_one(make, take):
    make(city="")
    said = json.loads(take("/actors/structure-1.json"))
    assert problems(said, SCHEMA) == []
    assert said["primary_url"] == "http://testserver/actors/structure-1/"
    assert not {"urls", "telephone", "contact_details", "geolocation", "full_address", "starts_at"} & said.keys()


def test_an_imported_entry_names_its_source(make, take):
    make(source="Transiscope", source_url="https://transiscope.example/12")
    urls = json.loads(take("/actors/structure-1.json"))["urls"]
    assert urls == [{"name": "transiscope.example", "url": "https://transiscope.example/12"}]


def test_no_form_that_would_answer_no(make, take):
    make(public_email="a@b.example", has_contact_form=False)
    assert "contact_details" not in json.loads(take("/actors/structure-1.json"))


@pytest.mark.parametrize(
    ("area", "scope"),
    [
        ({"kind": "country"}, "national"),
        ({"kind": "radius", "radius_km": 30}, "local"),
        ({"kind": "radius", "radius_km": 120}, "regional"),
        ({"kind": "territories", "territories": ["commune:79191"]}, "local"),
        ({"kind": "territories", "territories": ["commune:79191", "region:75"]}, "regional"),
        ({"kind": "territories"}, ""),
        ({}, ""),
    ],
)
def test_scope_of_an_area(area, scope):
    assert _scope([{"area": area}]) == scope


def test_the_widest_scope_counts():
    local, wide = {"area": {"kind": "radius", "radius_km": 5}}, {"area": {"territories": ["departement:79"]}}
    assert _scope([local, wide, {}]) == REGIONAL


def test_scope_comes_from_the_activities(make, take):
    reach(make(), "country")
    assert json.loads(take("/actors/structure-1.json"))["geographic_scope"] == "national"


def test_once_it_is_gone_so_is_its_profile(make, client):
    actor = make()
    response = client.get("/actors/structure-1.json")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    actor.state = Publication.DRAFT
    actor.save()
    assert client.get("/actors/structure-1.json").status_code == 404


def test_head_works(make, client):
    make()
    assert client.head("/actors/structure-1.json").status_code == 200
