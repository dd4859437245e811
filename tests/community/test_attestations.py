"""One actor says that it works with another."""

import pytest
from post_office.models import Email

from community.models import Attestation
from community.queries.around import attestations as shown
from community.workflow import attestations
from core.refusals import NotAllowed, Refused
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(manager, colleague):
    return make_actor(manager=manager, name="Atelier"), make_actor(manager=colleague, name="Ferme")


def propose(author, subject, person, now, **said):
    said = {"relation": "partner", "text": "Un atelier par mois.", "since": 2020} | said
    return attestations.propose(author=author, subject=subject, actor=person, now=now, **said)


def test_it_shows_on_both_pages_once_accepted(pair, manager, colleague, now):
    said = propose(*pair, manager, now)
    assert Email.objects.filter(to=colleague.email, message__contains="Un atelier par mois.").count() == 1
    assert shown(pair[0]) == shown(pair[1]) == []
    attestations.accept(attestation=said, actor=colleague, now=now)
    assert shown(pair[0]) == shown(pair[1]) == [said]
    assert Email.objects.filter(to=manager.email).count() == 1


def test_declined_and_withdrawn_ones_never_show(pair, manager, colleague, now):
    attestations.decline(attestation=propose(*pair, manager, now), actor=colleague, now=now)
    accepted = propose(*pair, manager, now, relation="supplier")
    attestations.accept(attestation=accepted, actor=colleague, now=now)
    attestations.withdraw(attestation=accepted, actor=manager, now=now)
    assert shown(pair[0]) == []


def test_only_the_other_side_answers(pair, manager, member, now):
    said = propose(*pair, manager, now)
    for person in (manager, member):
        with pytest.raises(NotAllowed):
            attestations.accept(attestation=said, actor=person, now=now)
    assert Attestation.objects.get().state == "proposed"


def test_the_same_is_said_once_and_only_of_pages_that_somebody_looks_after(pair, manager, now):
    propose(*pair, manager, now)
    with pytest.raises(Refused):
        propose(*pair, manager, now)
    with pytest.raises(Refused):
        propose(pair[0], make_actor(), manager, now)
    assert Attestation.objects.count() == 1


def test_a_contributor_does_not_speak_for_the_organisation(pair, manager, colleague, now):
    author = make_actor(contributor=manager)
    with pytest.raises(NotAllowed):
        propose(author, pair[1], manager, now)


def test_an_archived_partner_is_not_shown(pair, manager, colleague, now):
    attestations.accept(attestation=propose(*pair, manager, now), actor=colleague, now=now)
    pair[1].state, pair[1].archived_reason, pair[1].archived_at = "archived", "closed", now
    pair[1].save()
    assert shown(pair[0]) == []
