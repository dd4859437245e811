"""The contact form writes without giving an address away."""

import pytest
from post_office.models import Email

from pages.models import NetworkSettings

pytestmark = pytest.mark.django_db
MESSAGE = {
    "name": "Nour",
    "email": "nour@example.net",
    "message": "Bonjour, je voudrais visiter <b>la ferme</b>.",
}


@pytest.fixture
def referent(sector_page):
    sector_page.contact_email = "maud@example.net"
    sector_page.save_revision().publish()
    return sector_page


def test_message_goes_to_the_network(client):
    response = client.post("/contact/", MESSAGE)
    assert response.status_code == 302
    mail = Email.objects.get()
    assert mail.to == [NetworkSettings.objects.get().contact_email]
    assert "nour@example.net" in mail.message
    assert "&lt;b&gt;la ferme" in mail.html_message
    assert "notice--success" in client.get(response.url).content.decode()


def test_message_goes_to_the_person_of_the_sector(client, referent):
    html = client.get("/contact/?about=alimentation").content.decode()
    assert referent.contact_name in html
    client.post("/contact/?about=alimentation", MESSAGE)
    assert Email.objects.get().to == ["maud@example.net"]


def test_addresses_are_never_shown(client, referent):
    addresses = ["maud@example.net", NetworkSettings.objects.get().contact_email]
    for path in ("/contact/", "/contact/?about=alimentation", "/filieres/alimentation/", "/"):
        html = client.get(path).content.decode()
        assert not [address for address in addresses if address in html]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"email": "nour"}, "id_email"), ({"message": ""}, "id_message"), ({"name": "x" * 81}, "id_name")],
)
def test_error_stands_at_its_field_and_nothing_typed_is_lost(client, changes, expected):
    response = client.post("/contact/", MESSAGE | changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'href="#{expected}"' in html
    assert 'aria-invalid="true"' in html
    assert "Erreur" in html.split("</title>")[0]
    kept = (MESSAGE | changes)["message"] or MESSAGE["email"]
    assert kept.replace("<", "&lt;").replace(">", "&gt;") in html
    assert not Email.objects.exists()


def test_program_that_fills_the_hidden_field_is_refused(client):
    client.post("/contact/", MESSAGE | {"address": "http://spam.example"})
    assert not Email.objects.exists()


def test_sixth_message_of_the_hour_waits(client):
    for _ in range(5):
        assert client.post("/contact/", MESSAGE).status_code == 302
    assert client.post("/contact/", MESSAGE).status_code == 429
    assert Email.objects.count() == 5


@pytest.mark.parametrize("about", ["0", "nowhere", "%00", "habitat'--", "9" * 60])
def test_odd_subject_is_ignored(client, about):
    assert client.get(f"/contact/?about={about}").status_code == 200
