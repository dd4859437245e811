"""The site as a search engine of the browser."""

import json
import xml.etree.ElementTree as ET

import pytest
from wagtail.models import Site

from pages.models import NetworkSettings
from tests.factories.community import hide_all
from tests.search.saved import publish

pytestmark = pytest.mark.django_db
NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def described(client, prefix=""):
    answer = client.get(f"{prefix}/search/opensearch.xml")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    return ET.fromstring(answer.content)  # noqa: S314 (our own)


def said(root, name):
    return root.findtext(f"o:{name}", namespaces=NAMES)


def addresses(root):
    return {one.get("type"): one.get("template") for one in root.findall("o:Url", NAMES)}


def test_a_browser_learns_where_to_search(client):
    network = NetworkSettings.for_site(Site.objects.get(is_default_site=True))
    network.name = "Réseau <des> amis & voisins de Niort"
    network.save()
    root = described(client)
    assert root.tag == f"{{{NAMES['o']}}}OpenSearchDescription"
    assert said(root, "ShortName") == "Réseau <des> ami"
    assert said(root, "LongName") == network.name
    assert said(root, "Language") == "fr"
    found = addresses(root)
    assert found["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert found["application/rss+xml"] == "http://testserver/search/feed/?q={searchTerms}"
    assert found["application/x-suggestions+json"] == "http://testserver/search/suggestions.json?q={searchTerms}"
    assert addresses(described(client, "/en"))["text/html"] == "http://testserver/en/search/?q={searchTerms}"
    assert said(described(client, "/en"), "Language") == "en"


def test_every_address_answers(client, index):
    for template in addresses(described(client)).values():
        assert client.get(template.replace("{searchTerms}", "v%C3%A9lo")).status_code == 200


def test_it_is_kept_and_follows_the_name_of_the_network(client, django_assert_num_queries):
    first = client.get("/search/opensearch.xml")
    with django_assert_num_queries(1):  # the generation
        again = client.get("/search/opensearch.xml")
    assert again.headers["ETag"]
    assert again.content == first.content
    network = NetworkSettings.for_site(Site.objects.get(is_default_site=True))
    network.name = "Autrement"
    network.save()
    assert said(described(client), "ShortName") == "Autrement"


def test_every_page_tells_it(client):
    for path in ("/", "/en/", "/account/login/", "/nowhere/"):
        assert 'type="application/opensearchdescription+xml"' in client.get(path).content.decode()


def test_suggestions_are_titles_with_their_pages(client, index):
    hide_all()
    publish("L’Épicerie du Marais")
    publish("Épicerie cachée", state="draft", slug=None)
    answer = client.get("/search/suggestions.json?q=epic")
    assert answer.headers["Content-Type"] == "application/x-suggestions+json"
    typed, titles, notes, pages = json.loads(answer.content)
    assert typed == "epic"
    assert "L’Épicerie du Marais" in titles
    assert not any("cachée" in title for title in titles)
    assert len(titles) == len(notes) == len(pages)
    assert pages[titles.index("L’Épicerie du Marais")].startswith("http://testserver/actors/")


@pytest.mark.parametrize("typed", ["", "e", "\x00", "<b>"])
def test_nothing_is_suggested_for_nothing_nor_without_an_index(client, typed):
    answer = client.get("/search/suggestions.json", {"q": typed})
    assert answer.status_code == 200
    assert json.loads(answer.content)[1:] == [[], [], []]
