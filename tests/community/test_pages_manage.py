"""Looking after an organisation through the pages: drafts, autosave, publication, people, history."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email

from community.models import Actor, DraftPart, Invitation
from community.workflow import drafts
from tests.community.profile import press_publish, publish_new, type_all
from tests.factories.accounts import make_user
from tests.factories.community import make_actor, make_draft
from tests.factories.images import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("niort")]
CODES = ["identity", "legal", "place", "contact", "hours", "story", "values", "size"]
LISTS = ["activities", "establishments", "pictures"]


@pytest.fixture
def organisation(manager, now):
    return publish_new(manager, now=now)


@pytest.fixture
def draft(manager, now):
    return drafts.start(actor=manager, now=now)


@pytest.fixture
def mine(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def now():
    return timezone.now()


def base(organisation):
    return f"/my/organisations/{organisation.uid}"


# Nothing of this is for anybody else


def pages(organisation):
    root = base(organisation)
    return [
        f"{root}/", f"{root}/review/", f"{root}/people/", f"{root}/history/", f"{root}/attestations/",
        *(f"{root}/edit/{code}/" for code in CODES + LISTS),
    ]  # fmt: skip


def test_a_visitor_is_sent_to_sign_in_and_a_member_learns_nothing(client, member, draft, organisation):
    for path in pages(organisation) + pages(draft):
        assert client.get(path).status_code == 302
        assert client.get(path).headers["Location"].startswith("/account/login/")
    client.force_login(member)
    assert {client.get(path).status_code for path in pages(draft)} == {404}
    assert {client.get(path).status_code for path in pages(organisation)} == {403}
    assert client.get(f"/my/organisations/{uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "discard/",
        "confirm/",
        "restore/",
        "edit/activities/add/",
        "edit/activities/4764862f-f739-43d8-90f0-79781dc34f4e/remove/",
        "people/leave/",
    ],
)
def test_a_member_can_do_nothing_to_a_page(client, member, organisation, path):
    client.force_login(member)
    assert client.post(f"{base(organisation)}/{path}").status_code in {403, 404}
    organisation.refresh_from_db()
    assert organisation.is_published
    assert not DraftPart.objects.exists()


def test_every_page_opens_for_a_manager(mine, organisation, draft):
    for path in pages(organisation) + pages(draft):
        assert mine.get(path).status_code == 200, path
    assert mine.get(f"{base(draft)}/edit/unknown/").status_code == 404
    assert mine.get(f"{base(draft)}/edit/activities/{uuid4()}/").status_code == 404
    assert mine.get(f"{base(draft)}/edit/story/{uuid4()}/").status_code == 404


def test_pages_of_a_draft_are_never_kept_by_the_browser_nor_by_us(mine, organisation):
    for path in pages(organisation):
        assert "no-store" in mine.get(path).headers["Cache-Control"], path


# From nothing to a public page


def test_start_proposes_what_is_already_there(mine, organisation):
    page = mine.get("/my/organisations/new/?name=Atelier+velo+marais&commune=Niort").content.decode()
    assert "Est-ce l’une de celles-ci" in page
    assert "Atelier vélo du Marais" in page
    page = mine.get("/my/organisations/new/?name=Boulangerie+du+Lac&commune=Niort").content.decode()
    assert "Atelier vélo du Marais" not in page


@pytest.mark.parametrize("step", ["story", "no-such-step"])
def test_only_items_that_exist_are_removed(mine, organisation, step):
    path = f"{base(organisation)}/edit/{step}/11111111-1111-1111-1111-111111111111/remove/"
    assert mine.post(path).status_code == 404
    known = f"{base(organisation)}/edit/activities/11111111-1111-1111-1111-111111111111/remove/"
    assert mine.post(known).status_code == 404
    assert not DraftPart.objects.exists()


def test_what_cannot_be_read_is_kept_and_said_beside_the_field(mine, draft):
    path = f"{base(draft)}/edit/identity/"
    response = mine.post(path, {"name": "Atelier", "founded": "jadis", "version": "0"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="jadis"' in page
    assert 'id="id_founded_error"' in page
    assert 'value="jadis"' in mine.get(path).content.decode()  # on another device too


def test_unknown_fields_are_not_kept(mine, draft):
    mine.post(f"{base(draft)}/edit/story/", {"summary": "A", "is_superuser": "1", "version": "0"})
    assert DraftPart.objects.get().data == {"summary": ["A"]}


# Autosave


def autosave(client, path, data):
    return client.post(path, data, headers={"X-Autosave": "1"})


def test_autosave_keeps_and_answers_with_the_next_version(mine, draft):
    path = f"{base(draft)}/edit/story/"
    first = autosave(mine, path, {"summary": "Ré", "version": "0"}).json()
    second = autosave(mine, path, {"summary": "Répare", "version": str(first["version"])}).json()
    assert (first["version"], second["version"]) == (1, 2)
    assert second["completeness"] > 0
    assert "Enregistré à" in second["message"]
    assert DraftPart.objects.get().data == {"summary": ["Répare"]}


def test_autosave_of_an_old_page_is_a_conflict_and_the_form_then_shows_both(mine, draft):
    path = f"{base(draft)}/edit/story/"
    autosave(mine, path, {"summary": "La mienne", "version": "0"})
    answer = autosave(mine, path, {"summary": "La leur", "version": "0"})
    assert answer.status_code == 409
    assert "Mona" in answer.json()["message"]
    response = mine.post(path, {"summary": "La leur", "version": "0"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "La mienne" in page
    assert "La leur" in page
    assert 'name="version" value="1"' in page
    assert mine.post(path, {"summary": "La leur", "version": "1"}).status_code == 302
    assert DraftPart.objects.get().data == {"summary": ["La leur"]}


def test_autosave_after_the_session_ended_is_refused_and_a_form_gives_everything_back(client, draft):
    path = f"{base(draft)}/edit/story/"
    assert autosave(client, path, {"summary": "Perdu ?", "version": "0"}).status_code == 403
    response = client.post(path, {"summary": "Perdu ?", "version": "0"})
    assert "Perdu ?" in response.content.decode()


def test_a_strange_version_is_an_old_one(mine, draft):
    path = f"{base(draft)}/edit/story/"
    for version in ("", "-1", "1e9", "9" * 40, "²"):
        assert autosave(mine, path, {"summary": "A", "version": version}).status_code == 200


# Pictures


def test_pictures_are_sent_described_and_published(mine, manager, organisation):
    path = f"{base(organisation)}/edit/pictures/"
    item = mine.post(path, {"picture": picture()}).headers["Location"]
    assert mine.post(item, {"alt": "", "version": "1"}).status_code == 422
    part = DraftPart.objects.get(step="pictures")
    stolen = {"alt": "Deux vélos", "image": "1", "version": str(part.version)}
    kept = part.data["image"]
    assert mine.post(item, stolen).status_code == 302
    part.refresh_from_db()
    assert part.data["image"] == kept  # which picture it is is not for the form to say
    press_publish(mine, base(organisation))
    (shown,) = organisation.pictures.all()
    assert (shown.alt, str(shown.image_id)) == ("Deux vélos", kept[0])
    assert "Deux vélos" in mine.get(organisation.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"GIF89a" + b"x" * 40, b"\xff\xd8\xff" + b"junk" * 9]
)
def test_what_is_no_picture_is_refused(mine, draft, content):
    upload = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    assert mine.post(f"{base(draft)}/edit/pictures/", {"picture": upload}).status_code == 422
    assert not DraftPart.objects.exists()


def test_one_logo_at_most_is_published(mine, manager, organisation):
    for colour in ("red", "blue"):
        answer = mine.post(f"{base(organisation)}/edit/pictures/", {"picture": picture(colour=colour)})
        mine.post(answer.url, {"is_logo": "on", "version": "1"})
    response = press_publish(mine, base(organisation), follow=True)
    assert response.status_code == 200
    assert organisation.pictures.filter(is_logo=True).count() == 1
    assert organisation.pictures.count() == 2


# Contributors, people


def test_a_contributor_tells_the_managers(client, manager, colleague, now):
    organisation = make_actor(manager=manager, contributor=colleague)
    type_all(organisation, colleague, now=now)
    client.force_login(colleague)
    assert "Dire aux responsables" in client.get(f"{base(organisation)}/review/").content.decode()
    client.post(f"{base(organisation)}/review/", {"base": "0"})
    assert Email.objects.get().to == [manager.email]
    organisation.refresh_from_db()
    assert organisation.revisions.count() == 0


def test_invitation_by_the_pages(client, manager, organisation):
    client.force_login(manager)
    response = client.post(f"{base(organisation)}/people/", {"email": "nova@example.org", "role": "contribute_actor"})
    assert response.status_code == 302
    (link,) = re.findall(r"/my/invitations/\S+", Email.objects.get(to="nova@example.org").message)
    client.logout()
    assert client.get(link).status_code == 302
    client.force_login(make_user("nova@example.org", display_name="Nova"))
    assert "Atelier vélo du Marais" in client.get(link).content.decode()
    assert Invitation.objects.get().state == "open"
    client.post(link)
    assert client.get(f"{base(organisation)}/").status_code == 200
    assert "n’est plus ouverte" in client.get(link).content.decode()


def test_people_leave_and_hand_over(client, manager, colleague):
    organisation = make_actor(manager=manager, contributor=colleague, name="Atelier")
    client.force_login(manager)
    page = client.get(f"{base(organisation)}/people/").content.decode()
    assert "/people/leave/" not in page  # the last manager
    assert client.post(f"{base(organisation)}/people/leave/").status_code == 403
    client.post(f"{base(organisation)}/people/{colleague.uid}/hand-over/")
    assert client.get(f"{base(organisation)}/").status_code == 403
    client.force_login(colleague)
    assert client.get(f"{base(organisation)}/people/").status_code == 200


# What was published


def unspaced(answer):
    """The page without the spaces that the template's layout leaves inside its tags."""
    return re.sub(r"<(del|ins)\s+>", r"<\1>", answer.content.decode())


def test_any_two_revisions_are_compared(mine, manager, organisation, now):
    for summary in ("Deuxième version", "Troisième version"):
        part = organisation.draft_parts.filter(step="story").first()
        mine.post(f"{base(organisation)}/edit/story/", {"summary": summary, "version": part.version if part else 0})
        press_publish(mine, base(organisation))
    page = unspaced(mine.get(f"{base(organisation)}/history/compare/?old=1&new=3"))
    assert "<del>On répare les vélos ensemble.</del>" in page
    assert "<ins>Troisième version</ins>" in page
    close = unspaced(mine.get(f"{base(organisation)}/history/compare/?old=2&new=3"))
    assert "<del>Deuxième</del><ins>Troisième</ins> version" in close
    assert "Deuxième" not in page
    same = mine.get(f"{base(organisation)}/history/compare/?old=2&new=2").content.decode()
    assert "Rien de visible n’a changé" in same
    assert mine.get(f"{base(organisation)}/history/compare/?old=x&new=99").status_code == 404
    assert "Deuxième version" in mine.get(f"{base(organisation)}/history/2/").content.decode()


def test_confirm_archive_and_restore_by_the_pages(mine, organisation):
    mine.post(f"{base(organisation)}/confirm/")
    assert mine.post(f"{base(organisation)}/archive/", {}).status_code == 422
    mine.post(f"{base(organisation)}/archive/", {"reason": "closed", "why": "Fin du bail"})
    organisation.refresh_from_db()
    assert organisation.archived_reason == "closed"
    assert "Rétablir la fiche" in mine.get(f"{base(organisation)}/").content.decode()
    mine.post(f"{base(organisation)}/restore/")
    organisation.refresh_from_db()
    assert organisation.is_published


def test_an_owner_does_not_archive_for_reasons_of_facilitators(mine, organisation):
    assert mine.post(f"{base(organisation)}/archive/", {"reason": "refuted"}).status_code == 422
    organisation.refresh_from_db()
    assert organisation.is_published


# Lists


def test_my_organisations_take_as_many_queries_for_one_as_for_three(mine, manager):
    counts = []
    for size in (1, 3):
        while Actor.objects.filter(user_permissions__user=manager).count() < size:
            made = make_actor(manager=manager, sector="mobilite")
            DraftPart.objects.create(actor=made, step="story", data={"summary": ["A"]})
        mine.get("/my/organisations/")
        with CaptureQueriesContext(connection) as captured:
            page = mine.get("/my/organisations/").content.decode()
        assert page.count("organisation__head") == size
        counts.append(len(captured))
    assert counts == [17, 17]


def test_my_organisations_say_what_awaits(mine, manager, member, now):
    from community.workflow import reports  # noqa: PLC0415

    make_draft(manager, name="Brouillonne")
    made = make_actor(manager=manager, name="Atelier", due_at=now - timedelta(days=2))
    reports.file_report(organisation=made, actor=member, now=now, kind="closed")
    page = mine.get("/my/organisations/").content.decode()
    for text in ("Brouillonne", "Pas encore publiée", "Atelier", "1 signalement attend", "À confirmer depuis"):
        assert text in page, text
