"""The page under a draft: what it shows before the button, and what its button publishes."""

import re

import pytest
from django.utils import timezone

from community.models import Actor
from community.workflow import drafts, publication
from tests.community.profile import ACTIVITY, STEPS, press_publish, publish_new

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("niort")]
CODES = ["identity", "legal", "place", "contact", "hours", "story", "values", "size"]


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


def base(organisation):
    return f"/my/organisations/{organisation.uid}"


def test_describe_and_publish_by_forms_alone(mine, manager):
    response = mine.post("/my/organisations/new/", {"name": "Atelier", "commune": "Niort"})
    root = response.headers["Location"].removesuffix("edit/identity/")
    for code in CODES:
        typed = STEPS[code] | {"version": "0"}
        if code in {"identity", "place"}:
            typed["version"] = "1"  # these began with what was typed before
        response = mine.post(f"{root}edit/{code}/", typed)
        assert response.status_code == 302, (code, re.findall("field__error.*", response.content.decode()))
    item = mine.post(f"{root}edit/activities/add/").headers["Location"]
    assert mine.post(item, ACTIVITY | {"version": "1"}).headers["Location"].endswith("/edit/activities/")
    review = mine.get(f"{root}review/").content.decode()
    assert "Atelier vélo du Marais" in review
    response = press_publish(mine, root.rstrip("/"), follow=True)
    assert "La fiche est publiée" in response.content.decode()
    published = Actor.objects.get(slug="atelier-velo-du-marais")
    assert published.revisions.get().author == manager


def test_publishing_something_incomplete_says_where(mine, draft):
    response = mine.post(f"{base(draft)}/review/", {"base": "0"}, follow=True)
    assert "Il manque encore quelque chose d’obligatoire" in response.content.decode()
    assert not Actor.objects.get(pk=draft.pk).is_published


def test_what_is_typed_after_the_draft_was_read_is_not_published_unread(mine, organisation):
    root = base(organisation)
    mine.post(f"{root}/edit/story/", {"summary": "Lu", "version": "0"})
    page = mine.get(f"{root}/review/").content.decode()
    carried = dict(re.findall(r'type="hidden" name="(base|digest)" value="(\w+)"', page))
    mine.post(f"{root}/edit/story/", {"summary": "Pas encore lu", "version": "1"})
    response = mine.post(f"{root}/review/", carried, follow=True)
    assert "a changé depuis" in response.content.decode()
    assert organisation.revisions.count() == 1
    press_publish(mine, root)
    organisation.refresh_from_db()
    assert organisation.summary == "Pas encore lu"


def test_a_draft_begun_before_another_publication_replaces_it_only_knowingly(mine, manager, facilitator, organisation):
    root, now = base(organisation), timezone.now()
    mine.post(f"{root}/edit/story/", {"summary": "Mon brouillon", "version": "0"})
    mine.post(f"{root}/edit/contact/", {"public_phone": "05 49 00 00 00", "version": "0"})
    publication.correct(
        organisation=organisation, section="story", values={"summary": "Corrigé"}, actor=facilitator, now=now,
        origin="facilitator",
    )  # fmt: skip
    page = mine.get(f"{root}/review/").content.decode()
    assert page.count('name="understood"') == 1
    assert "Cochez la case" in press_publish(mine, root, follow=True).content.decode()
    organisation.refresh_from_db()
    assert organisation.summary == "Corrigé"
    press_publish(mine, root, understood="on")
    organisation.refresh_from_db()
    assert (organisation.summary, organisation.public_phone) == ("Mon brouillon", "05 49 00 00 00")


def test_a_draft_of_what_nobody_else_changed_asks_nothing(mine, facilitator, organisation):
    mine.post(f"{base(organisation)}/edit/story/", {"summary": "Mon brouillon", "version": "0"})
    publication.correct(
        organisation=organisation, section="contact", values={"public_phone": "05 49 00 00 00"}, actor=facilitator,
        now=timezone.now(), origin="facilitator",
    )  # fmt: skip
    press_publish(mine, base(organisation))
    organisation.refresh_from_db()
    assert (organisation.summary, organisation.public_phone) == ("Mon brouillon", "05 49 00 00 00")
