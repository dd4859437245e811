"""What the community holds of a person, and how it forgets it."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from accounts import workflow as accounts
from community.models import Actor, ActorUserObjectPermission, CheckAnswer, Claim, DraftPart, Invitation, Letter, Report
from community.workflow import checks, drafts, freshness, people, reports
from core import journal, privacy
from tests.factories.community import hide_all, make_actor, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(member, manager, facilitator, now):
    """A person who has done everything that leaves a trace."""
    hide_all()
    own = make_actor(manager=member, name="La mienne", due_at=now)
    make_draft(member, name="Commencée")
    shared = make_draft(manager, name="Partagée")
    people.grant(shared, member, "contribute_actor", by=manager, now=now)
    own.contact_name, own.private_email, own.private_phone = "Moi", member.email.upper(), "06 00 00 00 00"
    own.public_email = member.email
    own.save()
    drafts.save_part(
        organisation=own, step="story", data={"summary": ["Écrit par moi"]}, actor=member, now=now, version=0
    )
    other, third = make_actor(name="Autre"), make_actor(name="Tierce")
    other.contact_name, other.private_email = "Zoé", "zoe@example.org"
    other.save()
    people.claim(organisation=other, actor=member, position="Trésorier", proof_kind="other", proof="Ma preuve", now=now)
    reports.file_report(organisation=other, actor=member, now=now, kind="other", comment="Mon signalement")
    checks.open_check(third, now)
    checks.answer_check(organisation=third, actor=member, answer="exact", comment="Mon avis", now=now)
    people.invite(organisation=shared, email="other@example.org", role="contribute_actor", actor=manager, now=now)
    Invitation.objects.create(actor=other, email=member.email)
    people.invite(organisation=own, email="friend@example.org", role="contribute_actor", actor=member, now=now)
    freshness.send_letters(now)
    return own


def test_everything_is_exported(life, member):
    text = json.dumps(privacy.export(member)["community"], cls=DjangoJSONEncoder, ensure_ascii=False)
    for said in ("La mienne", "Commencée", "Écrit par moi", "Ma preuve", "Mon signalement", "Mon avis"):
        assert said in text, said


def test_erasing_forgets_the_person_and_keeps_what_others_rely_on(life, member, manager, now):
    accounts.erase(user=member, actor=member)
    life.refresh_from_db()
    assert life.is_published
    assert (life.contact_name, life.private_email, life.private_phone, life.public_email) == ("", "", "", "")
    kept = Actor.objects.get(name="Autre")
    assert (kept.contact_name, kept.private_email) == ("Zoé", "zoe@example.org")
    assert not ActorUserObjectPermission.objects.filter(user=member).exists()
    assert not Claim.objects.exists()
    assert not Invitation.objects.filter(email=member.email).exists()
    assert Invitation.objects.filter(email="other@example.org").exists()
    assert not Letter.objects.filter(user=member).exists()
    assert [(one.user, one.comment) for one in Report.objects.all()] == [(None, "Mon signalement")]
    assert [(one.user, one.comment) for one in CheckAnswer.objects.all()] == [(None, "")]
    assert DraftPart.objects.get().saved_by is None
    assert not Actor.objects.filter(name="Commencée").exists()
    assert Actor.objects.filter(name="Partagée").exists()
    assert journal.verify() is None


def test_an_unclaimed_page_lands_with_the_facilitators_again(life, member, manager, now):
    accounts.erase(user=member, actor=member)
    assert Actor.objects.unclaimed().filter(pk=life.pk).exists()
    assert freshness.send_letters(now) == 0
