"""From a draft to what everybody sees, revision by revision."""

from datetime import timedelta

import pytest

from community.forms.draft import Draft
from community.models import Actor, Territory
from community.models.document import content_of
from community.queries.profile import present
from community.states import Publication
from community.workflow import drafts, publication
from core import journal
from core.models import Change, Generation
from core.refusals import NotAllowed, Refused
from tests.community.profile import STEPS, publish, publish_new, type_all
from tests.factories.community import make_actor, make_territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("niort")]


def test_first_publication(manager, now):
    organisation = publish_new(manager, now=now)
    assert organisation.state == Publication.PUBLISHED
    assert organisation.slug == "atelier-velo-du-marais"
    assert (organisation.last_confirmed_at, organisation.confirmed_by) == (now, "owner")
    assert organisation.due_at.date().isoformat() == "2027-11-25"
    assert [sector.code for sector in organisation.sectors.all()] == ["mobilite"]
    assert organisation.private_email == "zoe@atelier.example"
    assert (organisation.volunteers, organisation.volunteers_at) == (24, now.date())
    assert organisation.rna == "W792001234"
    assert organisation.siret is None
    assert not organisation.draft_parts.exists()
    revision = organisation.revisions.get()
    assert revision.profile == content_of(Actor.objects.get(pk=organisation.pk))
    assert "zoe@atelier.example" not in revision.content
    assert journal.about(organisation).filter(kind="actor.published").count() == 1
    assert Change.objects.filter(object_kind="community.actor", object_key=str(organisation.pk)).exists()


def test_publishing_reaches_the_next_visitor(manager, now):
    before = Generation.objects.values_list("value", flat=True).first()
    publish_new(manager, now=now)
    assert Generation.objects.values_list("value", flat=True).first() != before


def test_the_same_profile_makes_no_second_revision_but_confirms(manager, now):
    organisation = publish_new(manager, now=now)
    later = now + timedelta(days=40)
    assert publish(organisation, manager, now=later) is None
    assert organisation.revisions.count() == 1
    assert organisation.last_confirmed_at == later


def test_a_change_is_a_revision_and_only_its_figures_take_a_new_day(manager, now):
    organisation = publish_new(manager, now=now)
    later = now + timedelta(days=40)
    drafts.save_part(
        organisation=organisation, step="story", data={"summary": ["Mieux dit."]}, actor=manager, now=later, version=0
    )
    revision = publish(organisation, manager, now=later)
    assert revision.number == 2
    assert organisation.summary == "Mieux dit."
    assert organisation.volunteers_at == now.date()  # nobody said the figures again
    drafts.save_part(
        organisation=organisation,
        step="size",
        data={"volunteers": ["30"], "staff_permanent": ["4"]},
        actor=manager,
        now=later,
        version=0,
    )
    publish(organisation, manager, now=later)
    assert (organisation.volunteers_at, organisation.turnover, organisation.turnover_at) == (later.date(), "", None)


def test_a_revision_never_changes(manager, now):
    revision = publish_new(manager, now=now).revisions.get()
    with pytest.raises(TypeError):
        revision.save()


def test_two_people_do_not_publish_over_each_other(manager, now):
    organisation = publish_new(manager, now=now)
    drafts.save_part(
        organisation=organisation, step="story", data={"summary": ["A"]}, actor=manager, now=now, version=0
    )
    draft = Draft(organisation)
    said = {"organisation": organisation, "content": draft.content, "private": None, "actor": manager, "now": now}
    assert publication.publish(**said, base=1).number == 2
    with pytest.raises(Refused):
        publication.publish(**said | {"content": draft.content | {"size": {}}}, base=1)
    assert organisation.revisions.count() == 2


def test_what_is_typed_during_the_publication_stays_in_the_draft(manager, now):
    organisation = drafts.start(actor=manager, now=now)
    type_all(organisation, manager, now=now)
    draft = Draft(organisation)
    content, seen = draft.content, draft.seen
    part = organisation.draft_parts.get(step="story")
    drafts.save_part(
        organisation=organisation, step="story", data={"summary": ["Plus tard"]}, actor=manager, now=now,
        version=part.version,
    )  # fmt: skip
    publication.publish(
        organisation=organisation, content=content, private=None, actor=manager, now=now, base=0, seen=seen
    )
    assert [part.data for part in organisation.draft_parts.all()] == [{"summary": ["Plus tard"]}]


@pytest.mark.parametrize("step", ["identity", "legal", "place", "story", "activities"])
def test_what_is_compulsory_must_be_said(manager, now, step):
    organisation = drafts.start(actor=manager, now=now)
    type_all(organisation, manager, now=now)
    content = Draft(organisation).content | {step: [] if step == "activities" else {}}
    with pytest.raises(Refused):
        publication.publish(organisation=organisation, content=content, private=None, actor=manager, now=now, base=0)
    organisation.refresh_from_db()
    assert organisation.state == Publication.DRAFT
    assert organisation.draft_parts.count() == len(STEPS) + 1


def test_a_contributor_writes_but_does_not_publish(manager, colleague, now):
    organisation = make_actor(manager=manager, contributor=colleague, sector="mobilite")
    type_all(organisation, colleague, now=now)
    draft = Draft(organisation)
    with pytest.raises(NotAllowed):
        publication.publish(
            organisation=organisation, content=draft.content, private=None, actor=colleague, now=now, base=0
        )
    organisation.refresh_from_db()
    assert organisation.name != "Atelier vélo du Marais"


def test_a_facilitator_who_publishes_does_not_speak_for_the_organisation(manager, facilitator, now):
    organisation = publish_new(manager, now=now)
    drafts.save_part(
        organisation=organisation, step="story", data={"summary": ["A"]}, actor=facilitator, now=now, version=0
    )
    assert publish(organisation, facilitator, now=now).origin == "facilitator"
    assert organisation.confirmed_by == "facilitator"


def test_addresses_of_pages_are_unique_and_stay(manager, now):
    first = publish_new(manager, now=now)
    Actor.objects.filter(pk=first.pk).update(rna=None)
    second = publish_new(manager, now=now)
    Actor.objects.filter(pk=second.pk).update(rna=None)
    third = publish_new(manager, now=now)
    assert second.slug == "atelier-velo-du-marais-niort"
    assert third.slug.startswith("atelier-velo-du-marais-niort-")
    first.refresh_from_db()
    drafts.save_part(
        organisation=first, step="identity", data=STEPS["identity"] | {"name": ["Nouveau nom"]}, actor=manager,
        now=now, version=0,
    )  # fmt: skip
    publish(first, manager, now=now)
    assert (first.name, first.slug) == ("Nouveau nom", "atelier-velo-du-marais")


def test_a_number_of_somebody_else_is_said_in_the_form_and_refused_at_the_last_moment(manager, now):
    publish_new(manager, now=now)
    organisation = drafts.start(actor=manager, now=now)
    type_all(organisation, manager, now=now)
    draft = Draft(organisation)
    assert "déjà celui de" in str(draft.form("legal").errors["rna"])
    assert not draft.can_be_published
    taken = draft.content
    taken["legal"] = taken["legal"] | {"rna": "W792001234", "ess_reason": "statute"}
    with pytest.raises(Refused):
        publication.publish(organisation=organisation, content=taken, private=None, actor=manager, now=now, base=0)
    organisation.refresh_from_db()
    assert organisation.state == Publication.DRAFT


def test_areas_of_action_belong_to_activities(manager, now):
    make_territory("departement", "79", "Deux-Sèvres")
    make_territory("epci", "200041317", "CA du Niortais")
    organisation = drafts.start(actor=manager, now=now)
    activity = {
        "sector": ["mobilite"], "area_kind": ["territories"], "territories": ["CA du Niortais\nDeux-Sèvres (79)"],
    }  # fmt: skip
    type_all(organisation, manager, now=now, activity=activity)
    publish(organisation, manager, now=now)
    (stored,) = organisation.activities.all()
    assert {one.reference for one in stored.territories.all()} == {"epci:200041317", "departement:79"}
    assert stored.radius_km is None
    assert content_of(organisation)["activities"][0]["area"] == {
        "kind": "territories", "territories": ["departement:79", "epci:200041317"],
    }  # fmt: skip
    assert Territory.objects.count() >= 3


def test_what_somebody_edits_on_an_imported_page_is_locked(manager, facilitator, now):
    organisation = make_actor(manager=manager, imported_at=now, source="Transiscope", website="https://old.example")
    publication.correct(
        organisation=organisation, section="contact", values={"website": "https://new.example"}, actor=facilitator,
        now=now, origin="facilitator",
    )  # fmt: skip
    organisation.refresh_from_db()
    assert organisation.locked_fields == ["contact/website"]
    assert organisation.website == "https://new.example"


def test_a_correction_takes_only_fields_of_its_section(facilitator, now):
    with pytest.raises(KeyError):
        publication.correct(
            organisation=make_actor(), section="story", values={"is_stale": True}, actor=facilitator, now=now,
            origin="facilitator",
        )  # fmt: skip


def test_editing_in_the_admin_makes_a_revision(facilitator, member, now):
    organisation = make_actor()
    publication.edit(organisation=organisation, values={"name": "Autre"}, actor=facilitator, now=now)
    organisation.refresh_from_db()
    assert organisation.name == "Autre"
    assert organisation.revisions.get().origin == "facilitator"
    with pytest.raises(NotAllowed):
        publication.edit(organisation=organisation, values={"name": "Pirate"}, actor=member, now=now)


def test_a_document_of_earlier_days_is_shown_with_what_it_says(db):
    shown = present({"identity": {"name": "Ancienne"}, "activities": [{"key": "a", "sector": "mobilite"}]})
    assert shown.name == "Ancienne"
    assert [offer.description for offer in shown.offers] == [""]


def test_a_correction_is_what_the_page_says_from_then_on(facilitator, now):
    organisation = make_actor(public_phone="05 49 00 00 00")
    publication.record_revision(organisation, "owner", None, now)
    publication.correct(
        organisation=organisation, section="contact", values={"public_phone": "05 49 11 11 11"}, actor=facilitator,
        now=now, origin="facilitator",
    )  # fmt: skip
    assert organisation.revisions.first().profile["contact"]["public_phone"] == "05 49 11 11 11"
