"""The certificate on paper, read by another library than the one that draws it."""

import io
import re
from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from certification import qr
from certification.models import Certificate
from certification.pdf.sheet import HEADING, TEXT, Sheet
from pages.models import NetworkSettings
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
LONG = "Association pour l’Économie sociale, les œuvres « d’à côté » et la coopération en Pays mellois et thouarsais"


@pytest.fixture
def given(give, manager):
    NetworkSettings.objects.update(name="Réseau des Deux Rives", recognition_noun="mention")
    return give(make_actor(manager=manager, name=LONG), ssro="stand_aside")


def printed(client, certificate, prefix=""):
    answer = client.get(f"{prefix}/certificates/{certificate.number}/certificate.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def text_of(reader):
    return " ".join(page.extract_text() for page in reader.pages).replace("\n", " ")


def test_it_says_what_was_given_and_where_to_verify_it(client, given):
    reader = printed(client, given)
    text = text_of(reader)
    charter = given.decision.application.charter
    days = ("21 avril 2026", "21 avril 2027", "22 avril 2026")
    numbers = (given.number, given.decision.number, f"version {charter.number}", charter.sha256)
    for said in ("Réseau des Deux Rives", "Mention", *days, *numbers, "Consommateurs", LONG):
        assert said in text, said
    address = f"http://localhost:8000/certificates/{given.number}/"
    assert address in text
    assert {note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]} == {address}
    assert len(reader.pages) == len(reader.pages[0]["/Annots"]) - 1 == 1


def test_its_qr_code_is_that_of_the_page(client, given):
    drawn = set(
        re.findall(r"(\d+) (\d+) m ", printed(client, given).pages[0].get_contents().get_data().decode("latin-1"))
    )
    squares, _side = qr.path(f"http://localhost:8000/certificates/{given.number}/")
    assert set(re.findall(r"M(\d+) (\d+)h", squares)) <= drawn
    other, _side = qr.path(f"http://localhost:8000/certificates/{given.number}9/")
    assert not set(re.findall(r"M(\d+) (\d+)h", other)) <= drawn


def test_it_names_its_language_its_title_and_carries_its_typefaces(client, given):
    reader = printed(client, given)
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.xmp_metadata.dc_title["x-default"] == f"Mention {given.number} · {LONG}"
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert len(fonts) == 3
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    english = printed(client, given, "/en")
    assert english.trailer["/Root"]["/Lang"] == "en"
    assert "Recognition" in text_of(english)
    assert f"http://localhost:8000/en/certificates/{given.number}/" in text_of(english)


def test_nobody_who_deliberated_is_in_it(client, given, people, manager, facilitator):
    text = text_of(printed(client, given))
    for person in [manager, facilitator, *(group[0] for group in people.values())]:
        assert person.get_full_name()
        assert person.get_full_name() not in text
        assert person.email.partition("@")[0] not in text


@pytest.mark.parametrize("state", ["suspended", "expired", "renounced", "withdrawn"])
def test_what_is_not_valid_is_said_in_large_letters(client, given, state, at):
    Certificate.objects.update(state=state)
    caches["pages"].clear()
    reader = printed(client, given, "/en")
    words = {"suspended": "SUSPENDED", "expired": "EXPIRED", "renounced": "GIVEN BACK", "withdrawn": "WITHDRAWN"}
    assert size_of(reader, words[state]) >= 24
    assert size_of(reader, "Valid") == 0


def test_it_looks_at_the_clock_itself(client, given, at):
    assert size_of(printed(client, given, "/en"), "Valid") >= 24
    at(given.ends_at)
    assert size_of(printed(client, given, "/en"), "EXPIRED") >= 24


def size_of(reader, word):
    """The size in points in which a text is written; 0 where it isn't."""
    found = [0.0]
    reader.pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: found.append(size) if text.strip() == word else None
    )
    return max(found)


@pytest.mark.parametrize("name", ["X", "Très longue " * 13, "Mot" * 40, "Łódź → 文"])
def test_any_name_stays_on_its_page(client, given, name):
    type(given.actor).objects.filter(pk=given.actor_id).update(name=name.strip(), trade_name="")
    reader = printed(client, given)
    assert len(reader.pages) == 1
    lowest = []
    reader.pages[0].extract_text(visitor_text=lambda text, _cm, tm, *_rest: lowest.append(tm[5]) if text.strip() else 0)
    assert min(lowest) > 30  # points above the lower edge


def test_letters_that_the_typefaces_lack_are_written_plainly():
    sheet = Sheet(title="", language="fr")
    for font in (TEXT, HEADING):
        assert sheet.clean("Œuvre « d’été »\u202f: Łódź", font) == "Œuvre « d’été »\u00a0: Lódz"


def test_an_unknown_number_is_not_found(client):
    assert client.get("/certificates/C-2026-9999/certificate.pdf").status_code == 404


def test_visitors_share_one_drawing(client, given):
    first = client.get(f"/certificates/{given.number}/certificate.pdf")
    with CaptureQueriesContext(connection) as captured:
        again = client.get(f"/certificates/{given.number}/certificate.pdf")
    assert (len(captured), again.content) == (1, first.content)
    other = client.get(f"/certificates/{given.number}/certificate.pdf?other=1")
    assert (other.status_code, other["Location"]) == (302, f"/certificates/{given.number}/certificate.pdf")


def test_the_word_of_the_network_is_on_the_page_and_on_the_badge(client, given):
    page = client.get(f"/certificates/{given.number}/").content.decode()
    assert f"Mention {given.number} ·" in page.partition("<title>")[2].partition("</title>")[0]
    assert f'href="/certificates/{given.number}/certificate.pdf"' in page
    badge = client.get(f"/certificates/{given.number}/badge.svg").content.decode()
    assert "Mention" in badge
    assert "Recognition" in client.get(f"/en/certificates/{given.number}/badge.svg").content.decode()
    network = NetworkSettings.objects.get()
    network.recognition_noun = "label participatif et solidaire"
    network.save()
    assert 'textLength="140"' in client.get(f"/certificates/{given.number}/badge.svg").content.decode()


def test_the_time_of_printing_is_that_of_the_network(client, given, at):
    at(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert "2 juillet 2026" in text_of(printed(client, given))
    assert "00:30" in text_of(printed(client, given))
