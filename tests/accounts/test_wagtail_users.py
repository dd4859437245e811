"""Wagtail's users section with our people."""

import pytest

from accounts.models import User
from tests.factories.accounts import delivered, make_superuser, make_user, sign_in

pytestmark = pytest.mark.django_db

NEW = {"email": "New@example.org", "display_name": "Noé", "language": "en"}


@pytest.fixture
def root(client):
    user = make_superuser()
    client.force_login(user)
    return user


def test_list_finds_by_name_and_leaves_out_who_left(client, root):
    make_user("ana@example.org", display_name="Ana Brun")
    gone = make_user("gone@example.org", display_name="Gone")
    User.objects.filter(pk=gone.pk).update(erased_at=root.date_joined)
    page = client.get("/admin/users/").content.decode()
    assert "Ana Brun" in page
    assert "gone@example.org" not in page
    assert "Ana Brun" in client.get("/admin/users/?q=Brun").content.decode()


def test_create_invites(client, root):
    assert client.get("/admin/users/new/").status_code == 200
    response = client.post("/admin/users/new/", NEW)
    assert response.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    [message] = delivered()
    assert message.to == ["new@example.org"]
    assert "/en/account/password/reset/key/" in message.body


def test_invitation_opens_the_account(client, root):
    client.post("/admin/users/new/", NEW)
    client.logout()
    url = next(word for word in delivered()[0].body.split() if "/reset/key/" in word)
    path = client.get("/" + url.split("/", 3)[3], follow=True).redirect_chain[-1][0]
    phrase = "une phrase de bienvenue"
    client.post(path, {"password1": phrase, "password2": phrase})
    assert sign_in(client, "new@example.org", phrase).url == "/en/account/"


def test_taken_address_is_refused(client, root):
    make_user("new@example.org")
    assert client.post("/admin/users/new/", NEW).status_code == 200
    assert User.objects.filter(email="new@example.org").count() == 1


def test_edit_changes_everything_but_the_address(client, root):
    user = make_user()
    path = f"/admin/users/edit/{user.pk}/"
    assert client.get(path).status_code == 200
    client.post(path, {**NEW, "is_active": "on"})
    user.refresh_from_db()
    assert (user.email, user.display_name, user.language) == ("ana@example.org", "Noé", "en")


def test_edit_oneself(client, root):
    path = f"/admin/users/edit/{root.pk}/"
    assert client.get(path).status_code == 200
    client.post(path, NEW)
    root.refresh_from_db()
    assert root.display_name == "Noé"
    assert root.is_superuser


def test_delete_is_erasure(client, root):
    user = make_user()
    assert client.get(f"/admin/users/delete/{user.pk}/").status_code == 200
    client.post(f"/admin/users/delete/{user.pk}/")
    user.refresh_from_db()
    assert user.erased_at


def test_delete_of_several_is_erasure(client, root):
    people = [make_user(f"p{number}@example.org") for number in range(2)]
    query = "&".join(f"id={person.pk}" for person in people)
    path = f"/admin/bulk/accounts/user/delete/?{query}&next=/admin/users/"
    assert client.get(path).status_code == 200
    client.post(path)
    assert User.objects.filter(erased_at__isnull=False).count() == 2


def test_account_page_offers_nothing_that_goes_round_ours(client, root):
    page = client.get("/admin/account/").content.decode()
    for field in ("name_email-", "avatar-avatar", "new_password1"):
        assert field not in page
    assert 'href="/account/"' in page
    form = {
        "notifications-submitted_notifications": "on",
        "locale-preferred_language": "en",
        "theme-theme": "dark",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert client.post("/admin/account/", form).status_code == 302


def test_account_page_of_the_admin_is_for_those_who_have_access(client):
    client.force_login(make_user())
    assert client.get("/admin/account/").status_code == 302


def test_history_and_members_cannot(client, root):
    user = make_user()
    assert client.get(f"/admin/users/history/{user.pk}/").status_code == 200
    client.force_login(user)
    assert client.get("/admin/users/").status_code == 302
