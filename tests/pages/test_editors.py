"""Who may edit what, and what the editors' site shows them."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from accounts.models import User
from community.models import Sector
from pages.models import ArticlePage, HomePage, SectorPage, SiteDocument, SiteImage, StandardPage
from pages.seed.demo import build_demo
from pages.seed.sector_editors import sector_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def sign_in(name):
        client.force_login(User.objects.get(email=f"{name}@example.org"))
        return client

    return sign_in


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def may(user, page):
    rights = page.permissions_for_user(user)
    return rights.can_edit(), rights.can_publish()


@pytest.mark.parametrize(
    ("name", "own", "other", "on_charter"),
    [
        ("editrice", (True, True), (True, True), (True, True)),
        ("filiere", (True, False), (False, False), (False, False)),
        ("animatrice", (False, False), (False, False), (False, False)),
        ("exploitant", (False, False), (False, False), (False, False)),
        ("membre", (False, False), (False, False), (False, False)),
        ("admin", (True, True), (True, True), (True, True)),
    ],
)
def test_who_may_edit_and_publish(name, own, other, on_charter, sector_page, charter):  # noqa: PLR0917
    user = User.objects.get(email=f"{name}@example.org")
    habitat = SectorPage.objects.get(slug="habitat")
    assert may(user, sector_page) == own
    assert may(user, habitat) == other
    assert may(user, charter) == on_charter


def test_sector_editor_is_turned_away_from_other_pages(sign_in, sector_page):
    client = sign_in("filiere")
    assert client.get(edit_url(sector_page)).status_code == 200
    assert client.get(edit_url(SectorPage.objects.get(slug="habitat"))).status_code == 302


def test_new_sector_page_gets_its_group(home):
    sector = Sector.objects.create(code="peche", name="Pêche")
    index = SectorPage.objects.get(slug="habitat").get_parent()
    index.add_child(instance=SectorPage(title="Pêche", slug="peche", intro="…", sector=sector))
    page = SectorPage.objects.get(slug="peche")
    user = User.objects.get(email="membre@example.org")
    user.groups.add(sector_group("peche"))
    assert may(User.objects.get(pk=user.pk), page) == (True, False)


def test_second_page_for_a_sector_is_refused(sector_page):
    twin = SectorPage(title="Encore", slug="encore", intro="…", sector=sector_page.sector, locale=sector_page.locale)
    with pytest.raises(ValidationError) as caught:
        twin.clean()
    assert "sector" in caught.value.message_dict


@pytest.mark.parametrize("name", ["editrice", "filiere", "animatrice", "admin"])
def test_first_page_of_the_admin_answers_in_french(sign_in, name):
    html = sign_in(name).get("/admin/").content.decode()
    assert "Ce qui vous attend" in html


def test_first_page_says_what_awaits_the_editor(sign_in):
    Sector.objects.create(code="peche", name="Pêche à pied")
    html = sign_in("editrice").get("/admin/").content.decode()
    assert "Pêche à pied" in html
    assert StandardPage.objects.get(slug="mentions-legales", locale__language_code="fr").title in html
    assert "Pêche à pied" not in sign_in("filiere").get("/admin/").content.decode()


@pytest.mark.parametrize(
    "model",
    [
        "homepage",
        "charterpage",
        "sectorpage",
        "sectorindexpage",
        "articlepage",
        "articleindexpage",
        "standardpage",
    ],
)
def test_every_kind_of_page_can_be_edited_and_previewed(sign_in, model):
    page = apps.get_model("pages", model).objects.live().filter(locale__language_code="fr").first()
    client = sign_in("editrice")
    assert client.get(edit_url(page)).status_code == 200
    draft = page.get_latest_revision_as_object()
    preview = draft.make_preview_request(preview_mode=page.default_preview_mode)
    assert preview.status_code == 200


def test_images_and_documents_are_open_to_editors(sign_in):
    for name in ("editrice", "filiere"):
        client = sign_in(name)
        assert client.get("/admin/images/add/").status_code == 200
        assert client.get("/admin/documents/multiple/add/").status_code == 200
    assert sign_in("animatrice").get("/admin/images/add/").status_code == 302


def picture():
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "chez Nour"
    Image.new("RGB", (900, 600), "teal").save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile("jardin.jpg", buffer.getvalue(), "image/jpeg")


def test_uploaded_picture_is_made_anew_and_shown_in_three_formats(sign_in, client, sector_page):
    client = sign_in("editrice")
    response = client.post(
        "/admin/images/add/",
        {"title": "Jardin", "file": picture(), "description": "Un jardin partagé", "collection": 1},
    )
    assert response.status_code == 302
    image = SiteImage.objects.get(title="Jardin")
    assert b"chez Nour" not in image.file.read()
    sector_page.image = image
    sector_page.save_revision().publish()
    client.logout()
    html = client.get("/filieres/alimentation/").content.decode()
    assert all(f'type="image/{kind}"' in html for kind in ("avif", "webp"))
    assert 'alt="Un jardin partagé"' in html
    source = re.search(r'<img[^>]*src="(/media/images/[^"]+)"', html)[1]
    served = client.get(source)
    assert served.status_code == 200
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]


def test_document_that_lies_is_refused_next_to_its_field(sign_in):
    client = sign_in("editrice")
    upload = SimpleUploadedFile("statuts.pdf", b"<script>alert(1)</script>", "application/pdf")
    response = client.post("/admin/documents/add/", {"title": "Statuts", "file": upload, "collection": 1})
    assert response.status_code == 200
    assert "n’est pas ce que dit son nom" in response.content.decode()
    assert not SiteDocument.objects.exists()


def test_documents_are_not_served_from_the_media_folder(client, settings):
    folder = Path(settings.MEDIA_ROOT) / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "prive.pdf").write_bytes(b"%PDF secret")
    for path in (
        "/media/documents/prive.pdf",
        "/media/images/../documents/prive.pdf",
        "/media/images/%2e%2e/documents/prive.pdf",
    ):
        response = client.get(path)
        assert response.status_code == 404
        assert b"secret" not in response.content


def test_proposal_goes_to_the_editors(sign_in, sector_page):
    client = sign_in("filiere")
    sector_page.intro = "Une proposition."
    revision = sector_page.save_revision(user=User.objects.get(email="filiere@example.org"))
    workflow = sector_page.get_workflow()
    state = workflow.start(sector_page, User.objects.get(email="filiere@example.org"))
    assert list(state.current_task_state.task.specific.groups.values_list("name", flat=True)) == ["editor"]
    assert "Une proposition." not in client.get("/filieres/alimentation/").content.decode()
    state.current_task_state.approve(user=User.objects.get(email="editrice@example.org"))
    sector_page.refresh_from_db()
    assert sector_page.live_revision_id == revision.pk
    assert sector_page.intro == "Une proposition."


def test_scheduled_page_is_published_by_the_tick(sector_page):
    sector_page.intro = "Publiée à l’heure dite."
    sector_page.go_live_at = timezone.now() - timedelta(minutes=1)
    sector_page.save_revision(approved_go_live_at=sector_page.go_live_at)
    for _ in range(2):
        call_command("tick")
    sector_page.refresh_from_db()
    assert sector_page.intro == "Publiée à l’heure dite."


def test_private_section_stays_private(client, sector_page):
    PageViewRestriction.objects.create(page=sector_page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/filieres/alimentation/").status_code == 302
    for path in ("/", "/site-map/", "/sitemap.xml", "/search/?q=alimentation"):
        html = client.get(path).content.decode()
        assert sector_page.intro not in html, path
        assert "/filieres/alimentation/" not in html, path
    assert "/account/login/" in client.get("/filieres/alimentation/").url


def test_setup_is_idempotent(home):
    before = [model.objects.count() for model in (HomePage, SectorPage, StandardPage, Sector, User)]
    texts = json.dumps(home.sections.get_prep_value(), sort_keys=True)
    build_demo(with_deliberations=False)
    assert [model.objects.count() for model in (HomePage, SectorPage, StandardPage, Sector, User)] == before
    home.refresh_from_db()
    assert json.dumps(home.sections.get_prep_value(), sort_keys=True) == texts


def test_password_of_a_closed_section_cannot_be_tried_for_ever(client, sector_page):
    closed = PageViewRestriction.objects.create(
        page=sector_page, restriction_type=PageViewRestriction.PASSWORD, password="sésame"
    )
    page = client.get("/filieres/alimentation/")
    assert "Un mot de passe ouvre cette page" in page.content.decode()
    address = f"/_util/authenticate_with_password/{closed.pk}/{sector_page.pk}/"
    data = {"return_url": "/filieres/alimentation/"}
    answers = [client.post(address, data | {"password": "faux"}).status_code for _ in range(21)]
    assert set(answers[:20]) == {200}
    assert answers[20] == 429
    assert client.post(address, data | {"password": "sésame"}).status_code == 429


def test_right_password_opens_the_section(client, sector_page):
    closed = PageViewRestriction.objects.create(
        page=sector_page, restriction_type=PageViewRestriction.PASSWORD, password="sésame"
    )
    address = f"/_util/authenticate_with_password/{closed.pk}/{sector_page.pk}/"
    client.post(address, {"password": "sésame", "return_url": "/filieres/alimentation/"})
    assert sector_page.intro in client.get("/filieres/alimentation/").content.decode()


def test_closed_article_is_in_no_list(client, article_index):
    article = ArticlePage.objects.child_of(article_index).first()
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    for path in ("/", "/actualites/", "/actualites/feed/", f"/actualites/{article.date.year}/", "/sitemap.xml"):
        assert article.slug not in client.get(path).content.decode(), path


def test_sector_editor_changes_their_own_pictures_only(sign_in):
    sign_in("editrice").post(
        "/admin/images/add/", {"title": "Jardin", "file": picture(), "description": "Un jardin", "collection": 1}
    )
    image = SiteImage.objects.get(title="Jardin")
    client = sign_in("filiere")
    assert client.get(f"/admin/images/{image.pk}/").status_code == 302
    client.post("/admin/images/add/", {"title": "Mien", "file": picture(), "description": "Le mien", "collection": 1})
    assert client.get(f"/admin/images/{SiteImage.objects.get(title='Mien').pk}/").status_code == 200


def test_setting_up_again_leaves_what_people_changed(home):
    site = home.get_site()
    site.hostname, site.site_name = "sextant.example.org", "Notre réseau"
    site.save()
    editors = Group.objects.get(name="editor")
    editors.permissions.remove(Permission.objects.get(codename="delete_sector"))
    about = StandardPage.objects.get(slug="qui-sommes-nous", locale=home.locale)
    about.slug = "nous"
    about.save_revision().publish()
    StandardPage.objects.get(slug="code-de-conduite", locale=home.locale).delete()
    call_command("setup_site")
    site.refresh_from_db()
    assert (site.hostname, site.site_name) == ("sextant.example.org", "Notre réseau")
    assert not editors.permissions.filter(codename="delete_sector").exists()
    assert not StandardPage.objects.filter(slug="qui-sommes-nous", locale=home.locale).exists()
    assert not StandardPage.objects.filter(slug="code-de-conduite", locale=home.locale).exists()
