"""The community in the editors' site: what is not for editors, and what facilitators do there."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from community.models import Sector, Territory, TerritoryKind
from community.wagtail_actors import ActorViewSet
from community.workflow import media
from tests.factories.accounts import make_superuser, make_user
from tests.factories.community import make_actor, make_draft, make_territory

pytestmark = pytest.mark.django_db
PAGES = ("edit", "inspect", "history")


@pytest.fixture
def picture_file():
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), "atelier.jpg")


@pytest.fixture
def editors_site(client):
    client.force_login(make_superuser())
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_is_nobody_elses(editors_site, manager, page):
    draft = make_draft(manager, name="Projet encore secret")
    published = make_actor(name="Connue de tous")
    assert editors_site.get(f"/admin/actors/{page}/{draft.pk}/").status_code == 404
    assert "secret" not in editors_site.get("/admin/actors/").content.decode()
    assert editors_site.get(f"/admin/actors/{page}/{published.pk}/").status_code == 200


def test_what_is_private_is_not_in_the_summary_nor_in_the_export(editors_site):
    actor = make_actor(
        name="Atelier", contact_name="Zoé Privée", private_email="zoe@example.org", private_phone="06 11 22 33 44"
    )
    pages = editors_site.get(f"/admin/actors/inspect/{actor.pk}/").content.decode()
    pages += b"".join(editors_site.get("/admin/actors/?export=csv").streaming_content).decode()
    assert "Atelier" in pages
    for private in ("Zoé Privée", "zoe@example.org", "06 11 22 33 44"):
        assert private not in pages


@pytest.mark.parametrize(("typed", "stored"), [("w792000123", "W792000123"), ("", None)])
def test_the_rna_may_be_typed_in_lower_case(typed, stored):
    form = ActorViewSet("actors").get_form_class(for_update=True)({"rna": typed}, instance=make_actor())
    form.is_valid()
    assert form.cleaned_data["rna"] == stored


@pytest.mark.parametrize("page", PAGES)
def test_whoever_only_writes_pages_sees_no_actor_there(client, page):
    """The group that a network makes for its editors may look; access to the editors' site alone shows nothing."""
    actor = make_actor(name="Atelier")
    person = make_user("editor@example.org")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    response = client.get(f"/admin/actors/{page}/{actor.pk}/")
    assert response.status_code in {302, 403}
    assert "Atelier" not in response.content.decode()


def test_a_name_that_looks_like_a_formula_is_text_in_the_export(editors_site):
    make_actor(name='=HYPERLINK("http://x.example")')
    export = b"".join(editors_site.get("/admin/actors/?export=csv").streaming_content).decode()
    assert "HYPERLINK" in export
    assert "\n=" not in export
    assert ",=" not in export
    assert ',"=' not in export


def test_pictures_of_organisations_are_not_offered_to_editors(editors_site, manager, picture_file):
    draft = make_draft(manager, name="Projet encore secret")
    media.add_picture(organisation=draft, upload=picture_file, actor=manager, now=draft.created_at)
    image = get_image_model().objects.get()
    assert "secret" not in image.title
    chooser = editors_site.get("/admin/images/chooser/results/").content.decode()
    assert f'data-object-id="{image.pk}"' not in chooser
    assert image.title not in chooser


def test_pictures_that_nothing_shows_any_more_go_after_a_month(manager, picture_file, now):
    draft = make_draft(manager)
    part = media.add_picture(organisation=draft, upload=picture_file, actor=manager, now=now)
    images = get_image_model().objects
    media.forget_unused(now + timedelta(days=400))
    assert images.count() == 1, "a draft shows it"
    part.delete()
    media.forget_unused(now + timedelta(days=1))
    assert images.count() == 1, "just sent"
    media.forget_unused(now + timedelta(days=400))
    assert not images.exists()


def test_a_territory_of_the_network_is_made_of_communes(client, facilitator, niort):
    other = make_territory(name="Melle", code="79174", postal_codes="79500")
    client.force_login(facilitator)
    typed = {"name": "Pays mellois", "kind": TerritoryKind.OWN, "code": "mellois", "inside": "Niort\nMelle (79500)"}
    assert client.post("/admin/territories/new/", typed).status_code == 302
    made = Territory.objects.get(code="mellois")
    assert set(made.communes.all()) == {niort, other}
    page = client.get(f"/admin/territories/edit/{made.pk}/").content.decode()
    assert "Melle (79500)" in page
    refused = client.post("/admin/territories/new/", typed | {"code": "autre", "inside": "Nulle-Part"})
    assert "Nulle-Part" in refused.content.decode()
    assert not Territory.objects.filter(code="autre").exists()


def test_sectors_are_shown_as_a_tree(client, facilitator):
    root = Sector.objects.create(code="racine", name="Racine")
    branch = Sector.objects.create(code="branche", name="Branche", parent=root)
    assert root.position < branch.position
    client.force_login(facilitator)
    page = client.get("/admin/sectors/").content.decode()
    assert "— Branche" in page
    assert page.index("Racine") < page.index("— Branche")
