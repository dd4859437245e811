"""The commands that build a site."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from pages.models import CharterPage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_deliberates(monkeypatch):
    """Two years of deliberations take half a minute, and are tested elsewhere."""
    monkeypatch.setattr("pages.seed.demo.ensure_process", lambda *_args: None)


def test_demo_refuses_to_open_a_real_site_to_everybody(settings):
    settings.DEBUG = False
    User.objects.filter(email="editrice@example.org").delete()
    with pytest.raises(CommandError, match="--known-passwords"):
        call_command("demo")
    assert not User.objects.filter(email="editrice@example.org").exists()
    call_command("demo", "--known-passwords")
    assert User.objects.get(email="editrice@example.org").check_password("sextant-demo")


def test_demo_says_its_accounts_and_their_password(capsys):
    call_command("demo", "--known-passwords")
    said = capsys.readouterr().out
    assert "sextant-demo" in said
    assert "editrice@example.org" in said


def test_new_site_has_a_charter_to_make_one_s_own():
    home = HomePage.objects.get(locale__language_code="fr")
    CharterPage.objects.all().delete()
    call_command("setup_site")
    charter = CharterPage.objects.child_of(home).get()
    assert not charter.live
    assert charter.get_latest_revision_as_object().articles
