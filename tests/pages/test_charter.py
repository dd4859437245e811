"""Publishing the charter makes versions; editing a draft makes none."""

import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import LogContext

from accounts.models import User
from certification.models import CharterVersion
from certification.models.charter import ImmutableError
from core.models import Event
from pages.models import CharterPage

pytestmark = pytest.mark.django_db


def change_first_text(page, text):
    articles = page.articles.get_prep_value()
    articles[0]["value"]["commitments"][0]["value"]["text"] = text
    page.articles = json.dumps(articles)


def publish(page, user=None):
    page.save_revision(user=user).publish(user=user)


def test_demo_has_two_versions_with_fingerprints():
    numbers = list(CharterVersion.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2]
    assert all(version.is_intact() for version in CharterVersion.objects.all())


def test_draft_makes_no_version(charter, client):
    change_first_text(charter, "Un texte qui n’engage encore personne.")
    charter.save_revision()
    assert CharterVersion.objects.count() == 2
    assert "n’engage encore personne" not in client.get("/charte/").content.decode()


def test_publishing_makes_the_next_version_and_says_who(charter, client):
    user = User.objects.get(email="editrice@example.org")
    change_first_text(charter, "Un texte qui engage.")
    with LogContext(user=user):  # as the admin does around each request
        publish(charter)
    version = CharterVersion.objects.in_force()
    assert version.number == 3
    assert "Un texte qui engage." in client.get("/charte/").content.decode()
    event = Event.objects.get(kind="charter.published", object_ref="3")
    assert str(user.uid) in event.detail.private
    assert version.sha256 in event.data


def test_publishing_the_same_text_makes_none(charter):
    publish(charter)
    assert CharterVersion.objects.count() == 2


def test_changed_rule_makes_a_version(charter):
    charter.validity_months = 24
    publish(charter)
    assert CharterVersion.objects.in_force().rules.validity_months == 24
    assert CharterVersion.objects.get(number=2).rules.validity_months == 12


def test_translation_makes_none(client):
    page = CharterPage.objects.get(locale__language_code="en")
    change_first_text(page, "A translated text.")
    publish(page)
    assert CharterVersion.objects.count() == 2
    html = client.get("/en/charte/").content.decode()
    assert "A translated text." in html
    assert "translation for information" in html


def test_failure_leaves_the_page_unpublished(charter, monkeypatch):
    change_first_text(charter, "Jamais publié.")
    revision = charter.save_revision()

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("certification.workflow.charters.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        revision.publish()
    charter.refresh_from_db()
    assert "Jamais publié" not in json.dumps(charter.articles.get_prep_value())
    assert CharterVersion.objects.count() == 2


def test_version_cannot_be_changed_nor_deleted():
    version = CharterVersion.objects.get(number=1)
    for attempt in (
        version.save,
        version.delete,
        CharterVersion.objects.all().delete,
        lambda: CharterVersion.objects.update(number=9),
    ):
        with pytest.raises(ImmutableError):
            attempt()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE certification_charterversion SET number = 9", "DELETE FROM certification_charterversion"],
)
def test_database_refuses_too(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert CharterVersion.objects.count() == 2


def test_older_version_says_so_and_leads_to_the_changes(client):
    html = client.get("/charte/versions/1/").content.decode()
    assert "Version 1" in html
    assert "/charte/changes/1/2/" in html
    assert client.get("/charte/versions/7/").status_code == 404


def test_published_json_has_the_stored_fingerprint(client):
    version = CharterVersion.objects.get(number=2)
    published = client.get("/charte/versions/2/json/").content
    assert hashlib.sha256(published).hexdigest() == version.sha256
    assert json.loads(published)["charter"] == version.charter


@pytest.mark.parametrize("path", ["/charte/changes/1/9/", "/charte/changes/2/2/"])
def test_changes_of_nothing_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_changes_show_each_commitment(client):
    html = client.get("/charte/changes/1/2/").content.decode()
    assert re.search(r"<ins\s*>", html)
    assert re.search(r"<del\s*>", html)


def test_code_given_twice_is_refused_with_its_name(charter):
    articles = charter.articles.get_prep_value()
    commitments = articles[0]["value"]["commitments"]
    commitments.append(json.loads(json.dumps(commitments[0])) | {"id": None})
    charter.articles = json.dumps(articles)
    with pytest.raises(ValidationError, match=commitments[0]["value"]["code"]):
        charter.full_clean()


@pytest.mark.parametrize(("field", "value"), [("quorum_colleges", 7), ("validity_months", 0), ("round_days", 3)])
def test_impossible_rule_is_said_next_to_its_field(charter, field, value):
    setattr(charter, field, value)
    with pytest.raises(ValidationError) as caught:
        charter.full_clean()
    assert field in caught.value.message_dict


def test_scheduled_publication_makes_the_version_without_a_person(charter):
    change_first_text(charter, "Publié par l’horloge.")
    charter.go_live_at = timezone.now() - timedelta(minutes=1)
    charter.save_revision(approved_go_live_at=charter.go_live_at)
    call_command("publish_scheduled")
    assert CharterVersion.objects.in_force().number == 3


def test_publishing_in_the_admin_makes_the_version_and_names_who_publishes(charter, client):
    """The admin publishes by an action of its own, not by the page's method."""
    change_first_text(charter, "Écrit par l’une, publié par l’autre.")
    revision = charter.save_revision(user=User.objects.get(email="editrice@example.org"))
    publisher = User.objects.get(email="admin@example.org")
    with LogContext(user=publisher):
        PublishPageRevisionAction(revision, user=publisher).execute()
    assert CharterVersion.objects.in_force().number == 3
    assert str(publisher.uid) in Event.objects.get(kind="charter.published", object_ref="3").detail.private
