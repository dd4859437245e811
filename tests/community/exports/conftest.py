"""Organisations with everything that an export may say, and everything that it must not."""

import csv
import io
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from community.models import Activity, Actor, DraftPart, Sector, Territory
from community.states import Publication

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECRETS = (
    "prive@secret.example",
    "public@secret.example",
    "Camille Secrète",
    "05 00 00 00 99",
    "BROUILLON",
    "jamais-publié",
)


@pytest.fixture
def empty(db):
    """Nothing is published yet."""
    Actor.objects.update(state=Publication.DRAFT, archived_at=None, archived_reason="")


@pytest.fixture
def make(empty):
    """Make an actor; each is changed a minute after the one before, long before now."""
    made = []

    def make_one(**fields):
        number = len(made) + 1
        said = {
            "name": f"Structure {number}",
            "slug": f"structure-{number}",
            "state": Publication.PUBLISHED,
            "due_at": NOON + timedelta(days=300),
            "published_at": NOON,
            "changed_at": NOON + timedelta(minutes=number),
            "city": "Niort",
        }
        actor = Actor.objects.create(**said | fields)
        actor.sectors.add(Sector.objects.get(code="alimentation"))
        made.append(actor)
        return actor

    return make_one


def archived(**fields):
    return {
        "state": Publication.ARCHIVED,
        "archived_at": NOON + timedelta(days=1),
        "archived_reason": "closed",
    } | fields


@pytest.fixture
def grocery(make):
    """A cooperative that says everything."""
    actor = make(
        uid=uuid.UUID(int=79),
        slug="la-cagette",
        name="SCIC La Cagette Niortaise",
        trade_name="La Cagette",
        acronym="LCN",
        family="cooperative",
        cooperative_kind="scic",
        siret="82319275500014",
        rna="W792004321",
        founded=2016,
        ess_reason="statute",
        summary="Une épicerie coopérative.",
        description="Du vrac et des légumes d’ici.",
        commitment="Nourrir sans abîmer.",
        languages=["fr", "en"],
        hours={"mon": [["09:00", "12:30"], ["14:00", "24:00"]], "sat": [["09:00", "12:30"]]},
        public_phone="05 49 00 00 00",
        public_email="public@secret.example",
        website="https://cagette.example/",
        contact_name="Camille Secrète",
        private_email="prive@secret.example",
        private_phone="05 00 00 00 99",
        street="3 rue Basse",
        postal_code="79000",
        insee="79191",
        latitude=46.3239,
        longitude=-0.4646,
        precision="address",
        last_confirmed_at=NOON,
        confirmed_by="owner",
    )
    reach(actor, "radius", radius_km=30)
    DraftPart.objects.create(actor=actor, step="story", data={"summary": ["BROUILLON"]})
    make(name="BROUILLON", slug="brouillon", state=Publication.DRAFT, published_at=None)
    make(name="jamais-publié", slug="jamais-publie", published_at=None, **archived())
    return actor


def reach(actor, kind, references=(), **fields):
    """Add an activity that reaches so far."""
    sector = Sector.objects.get(code="alimentation")
    activity = Activity.objects.create(actor=actor, sector=sector, area_kind=kind, **fields)
    for reference, name in references:
        kind_of, _, code = reference.partition(":")
        activity.territories.add(Territory.objects.get_or_create(kind=kind_of, code=code, defaults={"name": name})[0])
    return activity


@pytest.fixture
def take(client):
    """What an address answers, whole and as text."""

    def take_one(path, **query):
        response = client.get(path, query)
        assert response.status_code == 200
        return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()

    return take_one


@pytest.fixture
def features(take):
    return lambda **query: json.loads(take("/actors.geojson", **query))["features"]


@pytest.fixture
def rows(take):
    return lambda **query: list(csv.DictReader(io.StringIO(take("/actors.csv", **query))))
