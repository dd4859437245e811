"""What is private, or not published, is in no export."""

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.exports.cursor import EPOCH, Cursor
from community.exports.schema_org import structured_data
from community.models.document import content_of
from tests.community.exports.conftest import SECRETS

EVERYTHING = str(Cursor(EPOCH, 0))


@pytest.mark.parametrize("path", ["/actors.geojson", "/actors.csv"])
@pytest.mark.parametrize("query", [{}, {"since": EVERYTHING}])
def test_no_secret_in_the_collections(grocery, take, path, query):
    text = take(path, **query)
    assert "La Cagette" in text
    assert not [secret for secret in SECRETS if secret in text]
    assert "mail" not in text


@pytest.mark.parametrize("path", ["/actors.geojson", "/actors.csv"])
def test_the_private_contact_is_not_even_read(grocery, take, path):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        take(path, since=EVERYTHING)
    asked = " ".join(query["sql"] for query in queries)
    assert "public_phone" in asked
    assert not [name for name in ("private_email", "private_phone", "contact_name", "public_email") if name in asked]


def test_no_secret_in_the_profile(grocery, take):
    text = take("/actors/la-cagette.json")
    assert "La Cagette" in text
    assert not [secret for secret in SECRETS if secret in text]


def test_no_secret_in_structured_data(grocery):
    said = structured_data(grocery, content_of(grocery), "https://site.example/actors/la-cagette/")
    text = DjangoJSONEncoder(ensure_ascii=False).encode(said)
    assert "La Cagette" in text
    assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("slug", ["brouillon", "jamais-publie", "inconnu"])
def test_what_is_not_published_has_no_profile(grocery, client, slug):
    assert client.get(f"/actors/{slug}.json").status_code == 404
