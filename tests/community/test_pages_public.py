"""What everybody sees of the actors."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from community.models import Attestation, Picture, Report, Territory
from community.queries.places import find_territories
from community.workflow import publication
from pages.models import NetworkSettings
from tests.community.profile import publish_new
from tests.factories.community import hide_all, make_actor, make_draft, make_territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("niort")]


@pytest.fixture
def organisation(manager, now):
    return publish_new(manager, now=now)


@pytest.fixture
def now():
    return timezone.now()


def html(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def count(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_page_of_an_actor_says_all_that_is_public(client, organisation):
    page = html(client, organisation.get_absolute_url())
    for text in (
        "Atelier vélo du Marais", "On répare les vélos ensemble.", "<strong>Deux</strong> soirs", "3 rue du Port",
        "05 49 00 00 00", "https://atelier.example", "400 vélos remis en route", "Jusqu’à 15", "24 bénévoles",
        "9\u00a0h\u00a0–\u00a012\u00a0h\u00a030", "Fermé en août", "Langue des signes française", "W792001234",
        "Pas encore reconnue", "Fiche confirmée par la structure", "la sous-traitance",
    ):  # fmt: skip
        assert text in page, text


def test_nothing_private_is_on_any_public_page(client, organisation):
    for path in (organisation.get_absolute_url(), "/actors/", "/search/?q=atelier", "/", "/sitemap.xml"):
        page = html(client, path)
        for secret in ("Zoé Secrète", "zoe@atelier.example", "06 00 00 00 00", "contact@atelier.example"):
            assert secret not in page, (path, secret)


def test_a_page_asks_twelve_queries_however_much_there_is(client, organisation, colleague, now):
    other = make_actor(manager=colleague, sector="mobilite")
    everywhere = [
        make_territory("departement", "79", "Deux-Sèvres"),
        make_territory("region", "75", "Nouvelle-Aquitaine"),
    ]
    everywhere += [make_territory("epci", "200041317", "CA du Niortais"), make_territory(code="79081", name="Chauray")]
    for row in organisation.activities.all():
        row.area_kind, row.radius_km = "territories", None
        row.save()
        row.territories.set(everywhere)
    Picture.objects.create(
        actor=organisation,
        image=get_image_model().objects.create(title="Vélos", file=get_test_image_file()),
        alt="Vélos",
    )
    publication.record_revision(organisation, "owner", None, timezone.now())
    first = count(client, f"{organisation.get_absolute_url()}?x=1")
    for n in range(3):
        Attestation.objects.create(
            author=organisation, subject=other, relation=("partner", "supplier", "customer")[n], text="Oui.",
            state="accepted",
        )  # fmt: skip
        make_actor(manager=colleague, sector="mobilite")
    said = (first, count(client, f"{organisation.get_absolute_url()}?x=2"))
    assert said == (12, 12)


def test_the_page_speaks_schema_org(client, organisation):
    page = html(client, organisation.get_absolute_url())
    (data,) = re.findall(r'<script[^>]*type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    said = json.loads(data)
    assert (said["@context"], said["name"]) == ("https://schema.org", "Atelier vélo du Marais")


def test_a_draft_has_no_page(client, manager):
    draft = make_draft(manager, name="Secrète", slug="secrete")
    html(client, "/actors/secrete/", 404)
    client.force_login(manager)
    html(client, "/actors/secrete/", 404)
    assert draft.slug == "secrete"


def test_an_archived_page_says_what_became_of_it_and_a_duplicate_leads_on(client, organisation, now):
    closed = make_actor(name="Fermée", state="archived", archived_reason="closed", archived_at=now)
    assert "La structure a fermé" in html(client, closed.get_absolute_url(), 410)
    double = make_actor(state="archived", archived_reason="duplicate", archived_at=now, merged_into=organisation)
    assert client.get(double.get_absolute_url()).headers["Location"] == organisation.get_absolute_url()


def test_the_address_is_shown_after_a_button_only(client, organisation):
    path = f"{organisation.get_absolute_url()}email/"
    assert "contact@atelier.example" not in html(client, path)
    assert "contact@atelier.example" in client.post(path).content.decode()


def test_addresses_cannot_be_collected(client, organisation):
    path = f"{organisation.get_absolute_url()}email/"
    answers = [client.post(path).status_code for _ in range(32)]
    assert answers[:30] == [200] * 30
    assert answers[30:] == [429, 429]


def test_a_message_reaches_the_actor_without_giving_addresses_away(client, organisation):
    path = f"{organisation.get_absolute_url()}write/"
    typed = {"name": "Ana", "email": "ana@example.org", "message": "Bonjour,\nun vélo ?"}
    response = client.post(path, typed, follow=True)
    assert "est parti" in response.content.decode()
    mail = Email.objects.get()
    assert (mail.to, mail.headers) == (["zoe@atelier.example"], {"Reply-To": "ana@example.org"})
    assert "un vélo ?" in mail.message
    assert "zoe@atelier.example" not in response.content.decode()
    refused = client.post(path, typed | {"email": "non"})
    assert refused.status_code == 422
    assert "un vélo ?" in refused.content.decode()
    assert client.post(path, typed | {"address": "spam"}).status_code == 422
    assert Email.objects.count() == 1


def test_who_receives_no_messages_has_no_form(client):
    organisation = make_actor(public_email="a@example.org", has_contact_form=False)
    html(client, f"{organisation.get_absolute_url()}write/", 403)
    assert "/write/" not in html(client, organisation.get_absolute_url())


# The list


def test_the_list_narrows_by_sector_family_and_place(client, manager):
    hide_all()
    make_territory(code="79174", name="Melle", postal_codes="79500", latitude=46.2222, longitude=-0.1428)
    make_actor(name="Scop du Sel", family="cooperative", latitude=46.222, longitude=-0.143, city="Melle")
    make_actor(name="Vélos de Niort", family="association", sector="mobilite")

    def names(query):
        return re.findall(r'card__title"><a[^>]*>([^<]+)', html(client, f"/actors/{query}"))

    assert names("") == ["Scop du Sel", "Vélos de Niort"]
    assert names("?sector=mobilite") == ["Vélos de Niort"]
    assert names("?family=cooperative") == ["Scop du Sel"]
    assert names("?near=Melle") == ["Scop du Sel"]
    assert names("?near=79000&family=cooperative") == []
    page = html(client, "/actors/?near=Niort")
    assert "Niort et 25 km à la ronde" in page
    assert re.search(r"\b[1-9]00\sm\b", page)


@pytest.mark.parametrize("query", ["?sector=xyz", "?family=guild", "?near=Xyzzy"])
def test_what_is_unknown_is_said_and_left_out(client, organisation, query):
    page = html(client, f"/actors/{query}")
    assert "ce filtre est ignoré" in page
    assert "Atelier vélo du Marais" in page


@pytest.mark.parametrize(
    "query", ["?page=zzz", "?page=99999", "?near=%00", "?sector=" + "x" * 500, "?near=" + "é" * 300]
)
def test_odd_addresses_answer(client, query):
    html(client, f"/actors/{query}")


def test_recognised_actors_come_first_and_stale_ones_last_and_grey(client):
    hide_all()
    make_actor(name="Bêta", is_stale=True, latitude=46.5)
    make_actor(name="Alpha", is_stale=True, source="Transiscope")
    make_actor(name="Zoé", certificate_state="active")
    make_actor(name="Médian")
    page = html(client, "/actors/")
    assert re.findall(r'card__title"><a[^>]*>([^<]+)', page) == ["Zoé", "Médian", "Alpha", "Bêta"]
    assert page.count("actor-card--stale") == 2
    assert "map__point--stale" in page


def test_list_near_a_place_takes_as_many_queries_for_one_row_as_for_three(client):
    hide_all()
    counts = []
    for size in (1, 3):
        while len(re.findall("actor-card", html(client, "/actors/?near=Niort"))) < size:
            make_actor(sector="mobilite")
        counts.append(count(client, "/actors/?near=Niort"))
    assert counts == [5, 5]


# Reports by visitors and members


def test_a_visitor_reports_and_confirms_with_a_button(client, organisation):
    path = f"{organisation.get_absolute_url()}report/"
    typed = {"kind": "wrong", "field": "public_phone", "proposed": "05 49 11 11 11", "email": "voisine@example.org"}
    assert "Ouvrez le courriel" in client.post(path, typed, follow=True).content.decode()
    (link,) = re.findall(r"/letters/report/\S+", Email.objects.get().message)
    assert "Confirmer mon signalement" in html(client, link)
    assert Report.objects.get().state == "unconfirmed"  # mail scanners follow links
    client.post(link)
    assert Report.objects.get().state == "open"
    assert "déjà confirmé" in html(client, link)
    html(client, "/letters/report/forged/", 410)


def test_a_member_reports_without_an_address(client, organisation, member):
    client.force_login(member)
    path = f"{organisation.get_absolute_url()}report/"
    assert 'name="email"' not in html(client, path)
    client.post(path, {"kind": "charter", "commitment": "", "comment": "?"})
    assert not Report.objects.exists()  # which commitment?
    client.post(path, {"kind": "other", "comment": "La porte est murée."})
    assert Report.objects.get().user == member


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"kind": "wrong"}, "Dites-le-nous"),
        ({"kind": "duplicate", "duplicate": "Personne"}, "Aucune autre fiche"),
        ({"kind": "other"}, "Dites en quelques mots"),
        ({}, "obligatoire"),
        ({"kind": "closed", "link": "javascript:alert(1)"}, "Écrivez l’adresse du site"),
    ],
)
def test_an_unclear_report_is_given_back(client, organisation, member, typed, word):
    client.force_login(member)
    response = client.post(f"{organisation.get_absolute_url()}report/", typed | {"proposed": "gardé"})
    assert response.status_code == 422
    assert word in response.content.decode()
    assert "gardé" in response.content.decode()
    assert not Report.objects.exists()


def test_reports_are_limited(client, organisation, member):
    client.force_login(member)
    path = f"{organisation.get_absolute_url()}report/"
    codes = [client.post(path, {"kind": "closed"}).status_code for _ in range(11)]
    assert codes == [302] * 10 + [429]


# Claims and checks


def test_a_member_claims_an_unclaimed_page(client, member, facilitator):
    organisation = make_actor(name="Ferme")
    path = f"{organisation.get_absolute_url()}claim/"
    assert client.get(path).status_code == 302  # sign in first
    client.force_login(member)
    assert client.post(path, {"position": "Gérante"}).status_code == 422
    client.post(path, {"position": "Gérante", "proof_kind": "official", "proof": "Voir le registre."})
    assert organisation.claims.get().user == member
    html(client, path, 403)
    page = html(client, "/my/organisations/")
    assert "Ferme" in page
    client.post(f"/my/claims/{organisation.claims.get().uid}/withdraw/")
    assert organisation.claims.get().state == "withdrawn"


def test_a_member_says_what_they_know(client, member, now):
    from community.workflow.checks import open_check  # noqa: PLC0415

    organisation = make_actor()
    open_check(organisation, now)
    client.force_login(member)
    assert "/check/" in html(client, organisation.get_absolute_url())
    path = f"{organisation.get_absolute_url()}check/"
    client.post(path, {"answer": "exact", "comment": "J’y vais le mardi."})
    assert organisation.checks.get().answers.get().comment == "J’y vais le mardi."
    html(client, path, 403)


# Places


def test_communes_and_territories_are_proposed(client):
    make_territory("departement", "79", "Deux-Sèvres")
    assert "Niort (79000)" in html(client, "/places/communes/?q=Nior")
    assert "Niort (79000)" in html(client, "/places/communes/?q=79000")
    assert "Deux-Sèvres (79)" in html(client, "/places/territories/?q=deux")
    assert html(client, "/places/communes/?q=n").strip() == ""
    assert client.get("/places/near/?lat=46.3&lng=-0.4").json()["communes"]
    assert client.get("/places/near/?lat=abc&lng=1").status_code == 400
    assert client.get("/places/near/?lat=nan&lng=1").json() == {"communes": []}


@pytest.fixture
def at_home():
    """A network of two départements, and places of the same beginning in and around them."""
    network = NetworkSettings.for_site(Site.objects.get(is_default_site=True))
    network.departments = "79, 17"
    network.save()
    for code, name in (("79", "Deux-Sèvres"), ("17", "Charente-Maritime"), ("86", "Vienne")):
        make_territory("departement", code, name)
    for code, departement, population in (("86901", "86", 9000), ("17901", "17", 50), ("79901", "79", 5)):
        parent = Territory.objects.get(kind="departement", code=departement)
        make_territory(code=code, name=f"Zut {code}", postal_codes="99999", parent=parent, population=population)


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("typed", ["zut", "99999"])
@pytest.mark.parametrize("kind", ["communes", "territories"])
def test_the_departements_of_the_network_come_first_in_their_order(client, kind, typed):
    page = html(client, f"/places/{kind}/?q={typed}")
    assert re.findall(r'value="Zut (\d+)', page) == ["79901", "17901", "86901"]


@pytest.mark.usefixtures("at_home")
def test_a_departement_answers_to_its_code(client):
    make_territory("departement", "2A", "Corse-du-Sud")
    assert re.findall(r'value="([^"]+)"', html(client, "/places/territories/?q=79"))[0] == "Deux-Sèvres (79)"
    assert "Corse-du-Sud (2A)" in html(client, "/places/territories/?q=2a")
    assert [one.name for one in find_territories("79")] == ["Deux-Sèvres"]


def test_the_outlines_come_from_here(client):
    response = client.get("/places/outlines/")
    assert response.headers["Content-Type"] == "application/geo+json"
    assert len(response.json()["features"]) == 101


@pytest.mark.parametrize("box", ["-1,46,0,47", "-2,45,1,47"])
def test_a_map_gets_the_outlines_that_it_shows(client, box):
    found = {one["properties"]["code"] for one in client.get(f"/places/outlines/?box={box}").json()["features"]}
    assert {"79", "17", "86"} <= found
    assert "13" not in found


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "1,2,3,4,5"])
def test_a_box_that_is_none_gives_all_outlines(client, box):
    assert len(client.get(f"/places/outlines/?box={box}").json()["features"]) == 101
