"""What follows a decision and is looked at again: appeals, suspensions, what cards show of it."""

import pytest

from certification.models import Application, Certificate, Decision
from certification.workflow import appeals, closing, drafts, screening, suspensions
from core.refusals import Refused
from tests.factories.certification import DAY, NOW, declare, make_mandate, make_round, make_submitted, open_round, say

pytestmark = pytest.mark.django_db
AFTER_SEALS, END = NOW + 36 * DAY, NOW + 50 * DAY


@pytest.fixture
def found(manager, facilitator, people):
    return make_round(manager, facilitator, people)


def close(found, people, value, now):
    for group in people.values():
        say(found, group[0], value, now)
    found.refresh_from_db()
    closing.close(round_=found, actor=None, now=found.closes_at)
    found.application.refresh_from_db()
    return found.application


def annul(application, manager, facilitator, people, now):
    """An appeal that sends the decision back."""
    filed = appeals.appeal(application=application, grounds="Injuste.", actor=manager, now=now)
    panel = [make_mandate(code, f"panel-{code}@example.org") for code in people]
    appeals.convene(appeal_=filed, panel=panel, actor=facilitator, now=now)
    for one in panel[:4]:
        declare(application, one.person, now)
        appeals.vote(appeal_=filed, vote="annulled", text="À revoir.", actor=one.person, now=now)
    return {one.college: [*people[one.college], one.person] for one in panel}


@pytest.mark.parametrize(("value", "state"), [("consent", "expired"), ("stand_aside", "withdrawn")])
def test_a_certificate_does_not_outlive_the_decision_that_gave_it(found, people, cast, value, state):
    """Annulled and granted again: another certificate follows it; annulled and not granted again: it is withdrawn."""
    application = close(found, people, "consent", AFTER_SEALS)
    first = Certificate.objects.get()
    now = END + DAY
    everybody = annul(application, cast.manager, cast.facilitator, people, now)
    for _round in range(3):
        application.refresh_from_db()
        if application.state == "reconciliation":
            again = open_round(application, cast.facilitator, everybody, now)
            close(again, everybody, value, again.sealed_until + DAY)
            now = again.closes_at + DAY
    first.refresh_from_db()
    assert Decision.objects.count() == 2
    assert first.state == state
    is_granted = value == "consent"
    assert application.actor.certificates.filter(state="active").exists() is is_granted
    application.actor.refresh_from_db()
    assert application.actor.certificate_state == ("active" if is_granted else "none")


def test_a_suspension_that_was_lifted_is_over(found, people, facilitator):
    close(found, people, "consent", AFTER_SEALS)
    certificate = Certificate.objects.get()
    by = {"actor": facilitator, "now": END + DAY}
    proposed = suspensions.propose_suspension(certificate=certificate, reasons="…", **by)
    for code in ("ngo", "labour"):
        suspensions.support_suspension(suspension=proposed, actor=people[code][0], now=END + DAY)
    suspensions.reinstate(certificate=certificate, why="Réglé.", **by)
    with pytest.raises(Refused):
        suspensions.support_suspension(suspension=proposed, actor=people["ssro"][0], now=END + 2 * DAY)
    certificate.refresh_from_db()
    assert certificate.state == "active"


def test_one_person_does_not_sit_twice_in_a_panel(found, people, manager, facilitator):
    application = close(found, people, "stand_aside", AFTER_SEALS)
    Application.objects.update(state="decided", decided_at=END)
    Decision.objects.create(
        number="D-1", application=application, round=found, outcome="deferred", decided_at=END, reasons="…", tally={}
    )
    filed = appeals.appeal(application=application, grounds="…", actor=manager, now=END)
    panel = [make_mandate(code, f"panel-{code}@example.org") for code in people]
    panel[0] = make_mandate(panel[0].college, person=panel[1].person)
    with pytest.raises(Refused):
        appeals.convene(appeal_=filed, panel=panel, actor=facilitator, now=END)


def test_a_condition_needs_a_day(found, people):
    asked = {"text": "…", "condition": "Publier les comptes"}
    with pytest.raises(Refused):
        say(found, people["ngo"][0], "consent_with_reservation", AFTER_SEALS, **asked)


def test_a_card_shows_that_a_file_is_looked_at_and_that_it_is_no_more(manager, facilitator, db):
    application = make_submitted(manager)
    actor = application.actor
    for act, shown in ((screening.screen, "none"), (screening.admit, "pending")):
        act(application=application, actor=facilitator, now=NOW)
        actor.refresh_from_db()
        assert actor.certificate_state == shown
    drafts.withdraw(application=application, actor=manager, why="Assez.", now=NOW)
    actor.refresh_from_db()
    assert actor.certificate_state == "none"
