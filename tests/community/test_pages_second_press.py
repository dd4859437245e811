"""What is not done by one tap, what a form says in place of a page, what is named in place of counted."""

import re

import pytest
from django.urls import reverse
from guardian.shortcuts import assign_perm

from community import permissions
from community.models import Actor, Attestation, DraftPart
from community.states import Publication
from community.workflow import attestations, checks, reports
from tests.factories.community import make_actor, make_draft
from tests.factories.images import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def organisation(manager):
    return make_actor(manager=manager, name="Atelier du Port", public_phone="05 49 00 00 00")


def html(client, name, *args, query=""):
    return client.get(reverse(f"community:{name}", args=args) + query).content.decode()


def outside_details(page):
    """The page without what is folded: what one tap reaches."""
    return re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)


def test_who_leaves_removes_or_hands_over_presses_twice(mine, organisation, colleague):
    assign_perm("contribute_actor", colleague, organisation)
    page = html(mine, "people", organisation.uid)
    for name, args in (("hand_over", [colleague.uid]), ("person_remove", [colleague.uid])):
        action = reverse(f"community:{name}", args=[organisation.uid, *args])
        assert action in page
        assert action not in outside_details(page)
    assert "Colas ne pourra plus écrire" in page


def test_the_last_manager_has_no_way_to_leave(mine, organisation):
    assert reverse("community:leave", args=[organisation.uid]) not in html(mine, "people", organisation.uid)


def test_an_attestation_is_a_whole_sentence_on_every_page(mine, organisation, manager, colleague, now):
    farm = make_actor(manager=colleague, name="Ferme du Lac")
    said = attestations.propose(
        author=farm, subject=organisation, actor=colleague, relation="supplier", text="Des cageots.", since=2020,
        now=now,
    )  # fmt: skip
    sentence = "Ferme du Lac se fournit chez Atelier du Port"
    page = html(mine, "attestations", organisation.uid)
    assert page.index(sentence) < page.index("Accepter")
    attestations.accept(attestation=said, actor=manager, now=now)
    for actor in (farm, organisation):
        assert sentence in html(mine, "actor", actor.slug)
    assert Attestation.objects.get().sentence == sentence


def test_the_manager_of_an_archived_page_is_led_back_to_it(mine, organisation, client, member):
    Actor.objects.filter(pk=organisation.pk).update(
        state=Publication.ARCHIVED, archived_reason="closed", archived_at="2026-01-01T00:00Z"
    )
    back = reverse("community:manage", args=[organisation.uid])
    assert back in html(mine, "actor", organisation.slug)
    client.force_login(member)
    assert back not in html(client, "actor", organisation.slug)


def test_inviting_who_is_there_is_said_in_the_form(mine, organisation, manager):
    path = reverse("community:people", args=[organisation.uid])
    answer = mine.post(path, {"email": manager.email, "role": "manage_actor"})
    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors
    assert f'value="{manager.email}"' in answer.content.decode()


def test_a_refusal_says_its_reason(mine, organisation):
    answer = mine.get(reverse("community:claim", args=[organisation.slug]))
    assert answer.status_code == 403
    assert str(permissions.CLAIMED.reason) in answer.content.decode()


# What is missing


def test_the_review_names_each_field_and_leads_to_it(mine, manager):
    draft = make_draft(manager, name="Neuve")
    page = html(mine, "review", draft.uid)
    assert f"{reverse('community:draft_step', args=[draft.uid, 'identity'])}#id_family" in page
    assert f"{reverse('community:draft_step', args=[draft.uid, 'place'])}#id_commune" in page
    assert "#id_name" not in page


def test_a_step_that_was_left_names_what_it_lacks(mine, manager):
    draft = make_draft(manager, name="")
    path = reverse("community:draft_step", args=[draft.uid, "identity"])
    assert "lacks-title" not in mine.get(path).content.decode()
    DraftPart.objects.create(actor=draft, step="identity", data={"acronym": ["N"]}, saved_by=manager)
    page = mine.get(path).content.decode()
    assert "lacks-title" in page
    assert f"{path}#id_name" in page


def test_a_place_without_commune_is_to_correct_and_does_not_vanish(mine, manager):
    draft = make_draft(manager, name="Neuve")
    key = DraftPart.objects.create(actor=draft, step="establishments", key="b0", data={"name": ["Boutique"]})
    page = html(mine, "review", draft.uid)
    assert key.step in page
    block = page[page.index("<h2>Avant de pouvoir publier") :]
    assert reverse("community:draft_step", args=[draft.uid, "establishments"]) in block[: block.index("</div>")]


def test_a_gif_is_refused_as_the_form_announces(mine, manager):
    draft = make_draft(manager, name="Neuve")
    answer = mine.post(
        reverse("community:draft_step", args=[draft.uid, "pictures"]),
        {"picture": picture("GIF")},
    )
    assert answer.status_code == 422
    assert not DraftPart.objects.exists()


def test_a_new_picture_opens_without_errors_until_words_are_sent(mine, manager, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    draft = make_draft(manager, name="Neuve")
    answer = mine.post(reverse("community:draft_step", args=[draft.uid, "pictures"]), {"picture": picture()})
    assert "field--invalid" not in mine.get(answer.url).content.decode()
    assert "field--invalid" in mine.post(answer.url, {"alt": "", "version": 1}).content.decode()


# Reports


def test_a_report_keeps_what_was_said_then_and_leads_to_the_field(mine, organisation, member, now):
    found = reports.file_report(
        organisation=organisation, actor=member, now=now, kind="wrong", field="public_phone", proposed="05 49 11 11 11"
    )
    page = html(mine, "report", found.uid)
    assert f"{reverse('community:draft_step', args=[organisation.uid, 'contact'])}#id_public_phone" in page
    assert "jusqu’au 9 décembre 2026" in page
    Actor.objects.filter(pk=organisation.pk).update(public_phone="05 49 22 22 22")
    page = html(mine, "report", found.uid)
    assert "05 49 00 00 00" in page
    assert "05 49 22 22 22" in page


def test_who_says_that_a_page_is_wrong_is_asked_what_is(client, member, now):
    unclaimed = make_actor(name="Sans personne")
    checks.open_check(unclaimed, now)
    client.force_login(member)
    answer = client.post(reverse("community:check", args=[unclaimed.slug]), {"answer": "wrong", "comment": ""})
    assert answer.url == f"{reverse('community:report_new', args=[unclaimed.slug])}?kind=wrong"
    assert re.search(r'value="wrong"[^>]*checked', client.get(answer.url).content.decode())


# Ways


def test_a_visitor_sees_at_once_how_to_claim_a_page(client):
    unclaimed = make_actor(name="Sans personne")
    page = html(client, "actor", unclaimed.slug)
    assert page.index(reverse("community:claim", args=[unclaimed.slug])) < page.index("<h1")


def test_the_account_leads_a_facilitator_to_the_queue_and_nobody_else(client, facilitator, member):
    queue = reverse("community:queue")
    client.force_login(member)
    assert queue not in client.get("/account/").content.decode()
    client.force_login(facilitator)
    assert queue in client.get("/account/").content.decode()
