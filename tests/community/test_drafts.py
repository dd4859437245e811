"""What is typed is kept as typed, until it is published or discarded."""

import pytest

from community.forms.draft import STEPS as FORM_STEPS
from community.forms.draft import Draft
from community.models import Actor, ActorUserObjectPermission, DraftPart
from community.workflow import drafts
from core.refusals import NotAllowed, Refused
from tests.community.profile import ACTIVITY, STEPS, publish_new, type_all
from tests.factories.community import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("niort")]


def save(organisation, person, now, *, step="story", version=0, key="", **data):
    data = {name: [value] for name, value in data.items()}
    return drafts.save_part(
        organisation=organisation, step=step, data=data, actor=person, now=now, version=version, key=key
    )


@pytest.fixture
def organisation(manager, now):
    return drafts.start(actor=manager, now=now)


def test_whoever_begins_manages(organisation, manager):
    grant = ActorUserObjectPermission.objects.get(content_object=organisation)
    assert (grant.user, grant.permission.codename) == (manager, "manage_actor")
    assert not organisation.is_published


def test_what_is_typed_is_kept_even_if_it_is_nonsense(organisation, manager, now):
    save(organisation, manager, now, step="identity", name="Atelier", founded="l’an dernier")
    form = Draft(organisation).form("identity")
    assert form["founded"].value() == "l’an dernier"
    assert "founded" in form.errors
    organisation.refresh_from_db()
    assert organisation.name == "Atelier"  # a description goes by the name that is typed in it


def test_versions_grow_and_a_save_from_an_old_page_is_a_conflict(organisation, manager, colleague, now):
    first = save(organisation, manager, now, summary="Un")
    second = save(organisation, manager, now, version=first.version, summary="Deux")
    assert (first.version, second.version) == (1, 2)
    with pytest.raises(drafts.Conflict) as conflict:
        save(organisation, manager, now, version=first.version, summary="Trois")
    assert conflict.value.part.data == {"summary": ["Deux"]}
    assert DraftPart.objects.get(actor=organisation).data == {"summary": ["Deux"]}


def test_the_same_thing_sent_twice_is_saved_once(organisation, manager, now):
    save(organisation, manager, now, summary="Un")
    assert save(organisation, manager, now, summary="Un").version == 1


def test_others_may_not_write(organisation, member, now):
    with pytest.raises(NotAllowed):
        save(organisation, member, now, summary="Pirate")
    with pytest.raises(NotAllowed):
        drafts.add_item(organisation=organisation, step="activities", actor=member, now=now)
    assert not DraftPart.objects.exists()


def test_a_very_long_text_is_cut_not_refused(organisation, manager, now):
    part = save(organisation, manager, now, summary="x" * 50_000)
    assert len(part.data["summary"][0]) == drafts.LONGEST


def test_a_draft_has_so_many_parts_at_most(organisation, manager, now, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_PARTS", 2)
    save(organisation, manager, now, summary="Un")
    drafts.add_item(organisation=organisation, step="activities", actor=manager, now=now)
    with pytest.raises(Refused):
        drafts.add_item(organisation=organisation, step="activities", actor=manager, now=now)


def test_an_empty_draft_says_what_is_missing(organisation):
    draft = Draft(organisation)
    assert draft.completeness == 0
    assert not draft.can_be_published
    assert {status.step.code for status in draft.statuses if status.missing} == {
        "identity", "legal", "activities", "place", "story",
    }  # fmt: skip


def test_a_full_draft_can_be_published(organisation, manager, now):
    type_all(organisation, manager, now=now)
    draft = Draft(organisation)
    assert draft.can_be_published
    assert draft.completeness >= 85
    assert draft.content["place"]["insee"] == "79191"
    assert draft.content["place"]["precision"] == "commune"
    assert draft.content["contact"]["website"] == "https://atelier.example"
    assert draft.content["hours"]["hours"] == {"tue": [["09:00", "12:30"], ["14:00", "18:00"]]}
    assert "contact_name" not in str(draft.content)
    assert draft.private["contact_name"] == "Zoé Secrète"


@pytest.mark.parametrize("step", [step.code for step in FORM_STEPS if not step.is_list])
def test_every_step_shows_what_was_published(manager, now, step):
    organisation = publish_new(manager, now=now)
    form = Draft(organisation).form(step)
    data = {name: form[name].value() for name in form.fields}
    again = type(form)(
        {name: value for name, value in data.items() if value not in (None, False)}, organisation=organisation
    )
    assert again.is_valid(), again.errors
    published = Draft(organisation).published[step]
    section = again.section()
    if isinstance(published, dict):
        section = {name: value for name, value in section.items() if name in published}
        published = {name: value for name, value in published.items() if name in section}
    assert section == published


def test_steps_not_touched_follow_what_is_published_later(manager, now):
    organisation = publish_new(manager, now=now)
    save(organisation, manager, now, step="story", summary="Autre phrase")
    Actor.objects.filter(pk=organisation.pk).update(public_phone="05 11 11 11 11")
    organisation.refresh_from_db()
    content = Draft(organisation).content
    assert content["contact"]["public_phone"] == "05 11 11 11 11"
    assert content["story"]["summary"] == "Autre phrase"


def test_items_are_added_changed_and_removed(manager, now):
    organisation = publish_new(manager, now=now)
    (published,) = Draft(organisation).items("activities")
    part = drafts.add_item(organisation=organisation, step="activities", actor=manager, now=now)
    assert [item.key for item in Draft(organisation).items("activities")] == [published.key, part.key]
    assert len(Draft(organisation).content["activities"]) == 1  # an empty activity is none
    drafts.remove_item(organisation=organisation, step="activities", key=published.key, actor=manager, now=now)
    assert [item.key for item in Draft(organisation).items("activities")] == [part.key]
    assert organisation.activities.count() == 1  # nothing public changes before the publication


def test_removing_and_typing_again_brings_an_item_back(organisation, manager, now):
    key = type_all(organisation, manager, now=now)
    drafts.remove_item(organisation=organisation, step="activities", key=key, actor=manager, now=now)
    part = DraftPart.objects.get(key=key)
    drafts.save_part(
        organisation=organisation, step="activities", key=key, data=ACTIVITY, actor=manager, now=now,
        version=part.version,
    )  # fmt: skip
    assert len(Draft(organisation).items("activities")) == 1


def test_discarding_a_new_description_forgets_it_altogether(organisation, manager, now):
    save(organisation, manager, now, summary="Un")
    drafts.discard(organisation=organisation, actor=manager, now=now)
    assert not Actor.objects.filter(pk=organisation.pk).exists()


def test_discarding_changes_keeps_what_is_published(manager, now):
    organisation = publish_new(manager, now=now)
    save(organisation, manager, now, step="story", summary="Jamais publié")
    drafts.discard(organisation=organisation, actor=manager, now=now)
    assert Draft(organisation).content["story"]["summary"] == STEPS["story"]["summary"][0]


def test_a_contributor_may_not_discard(manager, colleague, now):
    organisation = make_actor(manager=manager, contributor=colleague)
    save(organisation, colleague, now, summary="Un")
    with pytest.raises(NotAllowed):
        drafts.discard(organisation=organisation, actor=colleague, now=now)
    assert organisation.draft_parts.count() == 1
