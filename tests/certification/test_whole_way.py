"""From the draft to the certificate, and the other ends, through the workflow with real rows."""

import pytest
from post_office.models import Email

from certification import duties
from certification.models import Application, Certificate, Condition, Decision, Mandate, Objection, Round
from certification.workflow import (
    appeals,
    certificates,
    closing,
    conditions,
    drafts,
    rounds,
    seats,
    suspensions,
    visits,
)
from core import journal
from core.refusals import NotAllowed, Refused
from tests.factories.certification import (
    DAY,
    NOW,
    OBJECTION,
    declare,
    make_admitted,
    make_mandate,
    make_round,
    open_round,
    say,
)

pytestmark = pytest.mark.django_db
AFTER_SEALS = NOW + 36 * DAY
END = NOW + 50 * DAY


@pytest.fixture
def found(manager, facilitator, people):
    return make_round(manager, facilitator, people)


def everybody(found, people, value="consent", apart_from=(), now=AFTER_SEALS, **more):
    for college, group in people.items():
        if college not in apart_from:
            for person in group:
                say(found, person, value, now, **more)


def end(found, now=END):
    closing.close(round_=found, actor=None, now=now)
    return Round.objects.get(pk=found.pk)


def test_consensus_in_the_first_round_gives_a_certificate(found, people, manager):
    everybody(found, people)
    assert end(found).state == "closed"
    application = Application.objects.get()
    decision = Decision.objects.get()
    assert (application.state, decision.outcome, decision.number) == ("decided", "granted", "D-2026-0001")
    certificate = Certificate.objects.get()
    assert certificate.ends_at == END.replace(year=2027)
    assert application.actor.certificate_state == "active"
    assert set(application.actor.positions.values()) == {"consent"}
    assert Email.objects.filter(to=manager.email, message__contains="Les collèges ont décidé").count() == 1
    assert journal.verify() is None


def test_closing_again_changes_nothing_more(found, people, facilitator):
    everybody(found, people)
    end(found)
    end(found, END + DAY)
    with pytest.raises(NotAllowed):
        closing.close(round_=found, actor=facilitator, now=END + DAY)
    assert Decision.objects.count() == Certificate.objects.count() == 1


def test_an_objection_answered_and_lifted_then_consensus_in_the_second_round(found, people, manager, facilitator):
    everybody(found, people, apart_from=("labour",))
    worker = people["labour"][0]
    say(found, worker, "object", AFTER_SEALS, objection=OBJECTION)
    end(found)
    application = Application.objects.get()
    assert application.state == "reconciliation"
    assert not Decision.objects.exists()
    objection = Objection.objects.get()
    with pytest.raises(NotAllowed):  # not answered yet
        rounds.open_round(application=application, actor=facilitator, now=END + DAY)
    seats.admit_objection(objection=objection, actor=facilitator, now=END + DAY)
    seats.answer_objection(objection=objection, text="Nous ouvrons un siège.", actor=manager, now=END + DAY)
    second = open_round(application, facilitator, people, END + 2 * DAY)
    later = END + 10 * DAY
    seats.end_objection(objection=objection, action="lift", why="Le siège est voté.", actor=worker, now=later)
    everybody(second, people, now=later)
    end(second, END + 30 * DAY)
    assert Decision.objects.get().outcome == "granted"
    assert second.number == 2


def test_no_consensus_after_the_third_round_is_deferred_then_refused(found, people, manager, facilitator):
    now = AFTER_SEALS
    for number in (1, 2, 3):
        everybody(found, people, apart_from=("labour",), now=now)
        more = {"objection": OBJECTION} if number == 1 else {}
        say(found, people["labour"][0], "object", now, **more)
        end(found, found.closes_at)
        if number == 1:
            objection = Objection.objects.get()
            seats.admit_objection(objection=objection, actor=facilitator, now=now)
            seats.answer_objection(objection=objection, text="Non.", actor=manager, now=now)
        if number < 3:
            found = open_round(found.application, facilitator, people, found.closes_at + DAY)
            now = found.sealed_until + DAY
    decision = Decision.objects.get()
    assert decision.outcome == "deferred"
    assert decision.plan_ends_on is not None
    assert "Les salariés ne votent pas." in decision.reasons
    assert not Certificate.objects.exists()


def test_a_tie_inside_a_college_objects(manager, facilitator, people):
    people["ngo"].append(make_mandate("ngo", "ngo-other@example.org").person)
    found = make_round(manager, facilitator, people)
    everybody(found, people, apart_from=("ngo",))
    say(found, people["ngo"][0], "consent", AFTER_SEALS)
    say(found, people["ngo"][1], "object", AFTER_SEALS, objection=OBJECTION)
    assert closing.count(found).positions["ngo"] == "object"
    assert end(found).tally["has_consensus"] is False


def test_no_quorum_is_extended_once_then_given_up_and_nothing_is_decided(found, people, facilitator):
    say(found, people["ngo"][0], "consent", AFTER_SEALS)
    first = end(found)
    assert (first.state, first.closes_at) == ("open", END + 7 * DAY)
    assert (
        Email.objects.filter(
            to="consumers0@example.org", subject__contains="La Bricole", message__contains="jamais consentir"
        ).count()
        == 1
    )
    assert end(found, first.closes_at).state == "no_quorum"
    assert not Decision.objects.exists()
    again = rounds.reopen(round_=found, actor=facilitator, now=first.closes_at + DAY)
    everybody(again, people, now=first.closes_at + 2 * DAY)
    assert end(again, again.closes_at).state == "closed"
    assert Decision.objects.get().outcome == "granted"


def test_a_reservation_becomes_a_condition_which_is_proved_and_checked(found, people, manager):
    everybody(found, people, apart_from=("ngo",))
    asked = {"text": "Les comptes manquent.", "condition": "Publier les comptes", "condition_due_on": "2026-09-01"}
    say(found, people["ngo"][0], "consent_with_reservation", AFTER_SEALS, **asked)
    end(found)
    assert Decision.objects.get().outcome == "granted_with_conditions"
    condition = Condition.objects.get()
    conditions.prove(condition=condition, proof="Sur notre site.", actor=manager, now=END)
    with pytest.raises(NotAllowed):
        conditions.verify(condition=condition, actor=manager, now=END)
    conditions.verify(condition=condition, actor=people["ngo"][0], now=END)
    condition.refresh_from_db()
    assert condition.state == "met"


def test_a_condition_is_recalled_once_at_each_term(found, people, manager):
    everybody(found, people, apart_from=("ngo",))
    asked = {"text": "x", "condition": "Publier les comptes", "condition_due_on": "2026-09-01"}
    say(found, people["ngo"][0], "consent_with_reservation", AFTER_SEALS, **asked)
    end(found)
    due = conditions.due_at(Condition.objects.get())
    sent = [conditions.remind(due + days * DAY) for days in (-31, -30, -29, -7, -6, 0, 1, 5)]
    assert sent == [0, 1, 0, 1, 0, 1, 0, 0]


def test_a_suspension_needs_two_colleges_and_ends_by_itself(found, people, facilitator):
    everybody(found, people)
    end(found)
    certificate = Certificate.objects.get()
    proposed = suspensions.propose_suspension(
        certificate=certificate, reasons="Licenciements.", actor=facilitator, now=END + DAY
    )
    suspensions.support_suspension(suspension=proposed, actor=people["ngo"][0], now=END + DAY)
    certificate.refresh_from_db()
    assert certificate.state == "active"
    with pytest.raises(Refused):
        suspensions.support_suspension(suspension=proposed, actor=people["ngo"][0], now=END + DAY)
    suspensions.support_suspension(suspension=proposed, actor=people["labour"][0], now=END + DAY)
    certificate.refresh_from_db()
    assert certificate.state == "suspended"
    assert Application.objects.get().actor.certificate_state == "suspended"
    awaited = [duties.duties(people["ssro"][0], END + days * DAY) for days in (30, 31)]  # the clock did not run
    assert [[one.kind for one in found] for found in awaited] == [["suspension"], []]
    with pytest.raises(Refused):
        suspensions.support_suspension(suspension=proposed, actor=people["ssro"][0], now=END + 31 * DAY)
    assert suspensions.lift_due(END + 30 * DAY) == 0
    assert suspensions.lift_due(END + 32 * DAY) == 1
    certificate.refresh_from_db()
    assert certificate.state == "active"


def test_a_proposal_to_which_nobody_agreed_in_time_awaits_nobody(found, people, facilitator):
    everybody(found, people)
    end(found)
    certificate, worker = Certificate.objects.get(), people["labour"][0]
    proposed = suspensions.propose_suspension(
        certificate=certificate, reasons="Licenciements.", actor=facilitator, now=END + DAY
    )
    assert [len(duties.duties(worker, END + days * DAY)) for days in (30, 31)] == [1, 0]
    with pytest.raises(Refused):
        suspensions.support_suspension(suspension=proposed, actor=worker, now=END + 31 * DAY)


def test_a_suspension_is_confirmed_within_its_time_even_before_the_clock_runs(found, people, facilitator):
    everybody(found, people)
    end(found)
    proposed = suspensions.propose_suspension(
        certificate=Certificate.objects.get(), reasons="Licenciements.", actor=facilitator, now=END + DAY
    )
    for code in ("ngo", "labour", "ssro", "consumers"):
        suspensions.support_suspension(suspension=proposed, actor=people[code][0], now=END + DAY)
    with pytest.raises(Refused):
        suspensions.confirm_suspension(suspension=proposed, actor=facilitator, now=END + 31 * DAY)
    suspensions.confirm_suspension(suspension=proposed, actor=facilitator, now=END + 30 * DAY)
    assert Certificate.objects.get().state == "suspended"


def test_a_certificate_expires_by_the_clock_once(found, people):
    everybody(found, people)
    end(found)
    certificate = Certificate.objects.get()
    assert certificates.tell_of_renewals(certificate.ends_at - 91 * DAY) == 0
    assert certificates.tell_of_renewals(certificate.ends_at - 90 * DAY) == 1
    assert certificates.tell_of_renewals(certificate.ends_at - 89 * DAY) == 0
    assert certificates.expire_due(certificate.ends_at - DAY) == 0
    assert certificates.expire_due(certificate.ends_at) == 1
    assert certificates.expire_due(certificate.ends_at + DAY) == 0
    assert Application.objects.get().actor.certificate_state == "expired"


def test_a_renewal_waits_for_its_time(found, people, manager):
    everybody(found, people)
    end(found)
    certificate = Certificate.objects.get()
    again = {"organisation": certificate.actor, "actor": manager}
    for previous in (None, found.application):
        with pytest.raises(NotAllowed):
            drafts.start(now=certificate.ends_at - 91 * DAY, previous=previous, **again)
    assert Application.objects.count() == 1
    opened = drafts.start(now=certificate.ends_at - 90 * DAY, previous=found.application, **again)
    assert opened.kind == "renewal"


def test_who_visits_sits_on_the_day_of_the_appointment(manager, facilitator, people):
    application = make_admitted(manager, facilitator)
    pair = [(people["industry"][0], "industry"), (people["consumers"][0], "consumers")]
    Mandate.objects.filter(person=pair[0][0]).update(until=NOW.date())
    with pytest.raises(Refused):
        visits.appoint(application=application, pair=pair, actor=facilitator, now=NOW + DAY)
    assert visits.appoint(application=application, pair=pair, actor=facilitator, now=NOW).state == "appointed"


def test_an_appeal_before_a_panel_that_took_no_part(found, people, manager, facilitator):
    everybody(found, people, apart_from=("labour",))
    asked = {"text": "x", "condition": "Publier", "condition_due_on": "2026-09-01"}
    say(found, people["labour"][0], "consent_with_reservation", AFTER_SEALS, **asked)
    end(found)
    application = Application.objects.get()
    filed = appeals.appeal(application=application, grounds="La condition est injuste.", actor=manager, now=END + DAY)
    with pytest.raises(NotAllowed):
        appeals.appeal(application=application, grounds="Encore.", actor=manager, now=END + DAY)
    assert appeals.candidates(application, END + DAY) == []
    panel = [make_mandate(code, f"panel-{code}@example.org") for code in people]
    took_part = make_mandate("ngo", person=people["industry"][0])
    with pytest.raises(Refused):
        appeals.convene(appeal_=filed, panel=[*panel[:5], took_part], actor=facilitator, now=END + DAY)
    appeals.convene(appeal_=filed, panel=panel, actor=facilitator, now=END + DAY)
    for mandate in panel[:4]:
        declare(application, mandate.person, END + DAY)
        appeals.vote(appeal_=filed, vote="annulled", text="À revoir.", actor=mandate.person, now=END + 2 * DAY)
    filed.refresh_from_db()
    assert (filed.state, filed.outcome) == ("concluded", "annulled")
    assert Application.objects.get().state == "reconciliation"
