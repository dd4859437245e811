"""Two people at once, two workers at once, a worker that dies: one decision, one letter each, nothing lost.

Real threads on real transactions, on either database.
"""

import pytest
from post_office.models import Email

from certification import upkeep
from certification.models import (
    Appeal,
    Application,
    Certificate,
    Condition,
    Decision,
    MandateConfirmation,
    Position,
    PublicOpinion,
    Round,
    Visit,
)
from certification.workflow import (
    appeals,
    certificates,
    closing,
    conditions,
    drafts,
    mandates,
    message_reports,
    messages,
    opinions,
    rounds,
    screening,
    visits,
)
from core import journal, tasks
from core.models import Event
from tests.community.test_concurrency import refusals, together
from tests.factories.accounts import make_user
from tests.factories.certification import (
    DAY,
    NOW,
    OBJECTION,
    declare,
    make_admitted,
    make_charter,
    make_colleges,
    make_draft,
    make_mandate,
    make_round,
    open_round,
    say,
    visit,
)
from tests.factories.community import make_actor
from tests.factories.journal import empty_journal

pytestmark = pytest.mark.django_db(transaction=True)
AFTER_SEALS, END = NOW + 36 * DAY, NOW + 50 * DAY


@pytest.fixture
def people(db):
    make_charter()
    return make_colleges()


@pytest.fixture
def second(db):
    return make_user("second@example.org", roles=("facilitator",))


@pytest.fixture
def found(manager, facilitator, people):
    """A round in which everybody has consented."""
    opened = make_round(manager, facilitator, people)
    for group in people.values():
        for one in group:
            say(opened, one, "consent", AFTER_SEALS)
    Email.objects.all().delete()
    return opened


def another_round(facilitator, people):
    """The round of another file, in which everybody has consented."""
    other = make_user("other@example.org")
    opened = make_round(other, facilitator, people, organisation=make_actor(manager=other, name="Autre"))
    for seat in opened.seats.select_related("person"):
        say(opened, seat.person, "consent", AFTER_SEALS)
    return opened


def mails(person, text=""):
    return Email.objects.filter(to=person.email, message__contains=text).count()


def events(kind):
    return Event.objects.filter(kind=kind, at__gte=NOW).count()


@pytest.fixture(autouse=True)
def _the_journal_holds(db):
    empty_journal()
    yield
    assert journal.verify() is None


def test_two_closes_at_once_take_one_decision(found, manager, facilitator, second):
    calls = [
        lambda who=who: closing.close(round_=found, actor=who, now=END) for who in (facilitator, second, None, None)
    ]
    assert refusals(together(*calls)) <= 2
    assert Decision.objects.count() == Certificate.objects.count() == events("decision.taken") == 1
    assert mails(manager, "Les collèges ont décidé") == 1


def test_a_position_while_the_round_closes_is_counted_or_refused(found, people):
    late = people["labour"][0]
    outcomes = together(
        lambda: closing.close(round_=found, actor=None, now=END),
        lambda: say(found, late, "object", END - DAY, objection=OBJECTION),
    )
    is_refused = refusals(outcomes) == 1
    said = Position.objects.get(seat__person=late, is_current=True).value
    tally = Round.objects.get(pk=found.pk).tally
    counted = next(one for one in tally["colleges"] if one["college"] == "labour")["objections"]
    assert (said, counted) == (("consent", 0) if is_refused else ("object", 1))
    assert Decision.objects.count() == (1 if is_refused else 0)
    assert Application.objects.get().state == ("decided" if is_refused else "reconciliation")


def test_two_facilitators_appoint_one_pair(manager, facilitator, second, people):
    application = make_admitted(manager, facilitator)
    Email.objects.all().delete()
    pairs = [
        [(make_mandate(college, f"{college}-{n}@example.org").person, college) for college in ("industry", "consumers")]
        for n in "ab"
    ]
    outcomes = together(
        *[
            lambda who=who, pair=pair: visits.appoint(application=application, pair=pair, actor=who, now=NOW)
            for who, pair in zip((facilitator, second), pairs, strict=True)
        ]
    )
    assert refusals(outcomes) == 0
    assert Visit.objects.exclude(state="replaced").count() == 1  # the last one holds, the other was replaced
    assert Visit.objects.count() == events("visit.appointed") == 2
    assert events("visit.replaced") == 1


def five(call):
    """Press it five times; how many were refused."""
    return refusals(together(*[call] * 5))


def test_submitting_five_times_submits_once(manager, facilitator, db):
    application = make_draft(manager)
    Email.objects.all().delete()
    assert five(lambda: screening.submit(application=application, actor=manager, now=NOW)) == 4
    assert events("application.submitted") == 1
    assert mails(facilitator) == 1


def test_starting_five_times_opens_one_file(manager, db):
    organisation = make_draft(manager).actor
    drafts.discard(application=Application.objects.get(), actor=manager, now=NOW)
    assert five(lambda: drafts.start(organisation=organisation, actor=manager, now=NOW)) == 4
    assert Application.objects.count() == 1


def test_convening_five_times_opens_one_round(manager, facilitator, people):
    application = make_admitted(manager, facilitator)
    visit(application, (people["industry"][0], people["consumers"][0]), manager, facilitator)
    screening.open_opinion(application=application, actor=facilitator, now=NOW + 6 * DAY)
    Email.objects.all().delete()
    assert five(lambda: rounds.open_round(application=application, actor=facilitator, now=NOW + 28 * DAY)) == 4
    assert Round.objects.count() == events("round.opened") == 1
    assert mails(people["ngo"][0]) == 1


def test_a_seat_that_presses_five_times_has_one_position(found, people):
    one = people["ngo"][0]
    assert five(lambda: say(found, one, "stand_aside", AFTER_SEALS)) == 0
    own = Position.objects.filter(seat__person=one)
    assert own.filter(is_current=True).count() == 1
    assert own.count() == 6  # nothing is lost: each is kept


def test_a_member_who_presses_five_times_has_one_opinion(manager, facilitator, people, member):
    application = make_round(manager, facilitator, people).application
    Application.objects.update(state="opinion")
    said = {"value": "favourable", "text": "Oui.", "actor": member, "now": NOW + 7 * DAY}
    assert five(lambda: opinions.give(application=application, **said)) == 0
    assert PublicOpinion.objects.count() == events("public_opinion.given") == 1


def test_a_mandate_confirmed_five_times_starts_once(facilitator, people):
    asked = mandates.ask(actor=make_user("n@example.org"), college="ngo", motivation="…", is_alternate=False,
                         shows_name=False, now=NOW)  # fmt: skip
    Email.objects.all().delete()
    by = (facilitator, people["ngo"][0])
    calls = [lambda who=who: mandates.confirm(mandate=asked, actor=who, now=NOW) for who in by for _n in range(3)]
    assert refusals(together(*calls)) == 4
    assert MandateConfirmation.objects.count() == 2
    assert events("mandate.started") == mails(asked.person) == 1


# The clock


def tick(now):
    """What the worker does each minute, of the process."""
    names = [name for name in tasks._periodic if name.startswith(upkeep.__name__)]
    return [tasks._periodic[name](now) for name in names]


def test_two_ticks_at_once_do_everything_once(found, manager):
    assert refusals(together(*[lambda: tick(END)] * 3)) == 0
    assert Decision.objects.count() == Certificate.objects.count() == 1
    assert mails(manager, "Les collèges ont décidé") == 1
    ends = Certificate.objects.get().ends_at
    Email.objects.all().delete()
    assert refusals(together(*[lambda: tick(ends - 90 * DAY)] * 3)) == 0
    assert mails(manager) == 1
    assert refusals(together(*[lambda: tick(ends)] * 3)) == 0
    assert Certificate.objects.get().state == "expired"
    assert events("certificate.expired") == 1


def test_two_ticks_extend_once_and_remind_once(manager, facilitator, people):
    make_round(manager, facilitator, people)
    Email.objects.all().delete()
    assert refusals(together(*[lambda: tick(END)] * 3)) == 0
    assert Round.objects.get().closes_at == END + 7 * DAY
    assert events("round.extended") == mails(people["ngo"][0]) == 1


def test_a_condition_is_recalled_once_by_two_ticks(found, manager, people):
    Position.objects.filter(seat__person=people["ngo"][0]).update(is_current=False)
    say(found, people["ngo"][0], "consent_with_reservation", AFTER_SEALS, text="…", condition="Publier",
        condition_due_on=(END + 100 * DAY).date())  # fmt: skip
    closing.close(round_=found, actor=None, now=END)
    Email.objects.all().delete()
    due = conditions.due_at(Condition.objects.get())
    assert refusals(together(*[lambda: tick(due - 7 * DAY)] * 3)) == 0
    assert mails(manager) == 1


class KilledError(BaseException):
    """The end of a process, as far as a test can tell: nobody catches it."""


@pytest.mark.parametrize("where", ["_decide", "grant", "finish", "notifications.tell_applicant"])
def test_a_worker_killed_in_the_middle_of_a_close_leaves_nothing_half_done(found, manager, monkeypatch, where):
    def die(*_args, **_kwargs):
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(f"certification.workflow.closing.{where}", die)
        if where == "_decide":
            patched.setitem(closing.FOLLOW, "decide", die)
        with pytest.raises(KilledError):
            tick(END)
    assert Round.objects.get().state == "open"
    assert Application.objects.get().state == "deliberation"
    assert not Decision.objects.exists()
    assert not Email.objects.exists()
    tick(END + DAY)
    assert Decision.objects.count() == Certificate.objects.count() == mails(manager, "Les collèges ont décidé") == 1


def test_one_file_that_fails_does_not_hold_the_others_up(found, facilitator, people, monkeypatch):
    """A fault in one round is told to the operators; the rounds after it close all the same."""
    second = another_round(facilitator, people)
    real = closing.close

    def close(*, round_, **more):
        if round_.pk == found.pk:
            raise ValueError("not this one")
        return real(round_=round_, **more)

    monkeypatch.setattr(closing, "close", close)
    name = next(name for name in tasks._periodic if name.endswith("upkeep.close_rounds") and "certification" in name)
    failed = tasks.run_periodic(END)
    assert name in failed
    assert Decision.objects.get().application == second.application


# Locks, in one order: on PostgreSQL whoever takes them the other way round is thrown out


def test_closing_a_renewal_while_its_certificate_ends(found, manager, facilitator, people):
    closing.close(round_=found, actor=None, now=END)
    certificate = Certificate.objects.get()
    later = END + 300 * DAY
    again = renewal(manager, facilitator, people, later)
    outcomes = together(
        lambda: closing.close(round_=again, actor=None, now=again.closes_at),
        lambda: certificates.expire_due(certificate.ends_at),
        lambda: certificates.renounce(certificate=certificate, actor=manager, why="Fini.", now=later),
        lambda: certificates.tell_of_renewals(later),
    )
    assert refusals(outcomes) <= 1
    assert Certificate.objects.filter(state__in=("active", "suspended")).count() == 1


def renewal(manager, facilitator, people, now):
    """The round of a file that follows the certificate's, everybody consenting."""
    organisation = Certificate.objects.get().actor
    application = make_admitted(manager, facilitator, now, organisation, visit_waived="Vue l’an passé.")
    screening.open_opinion(application=application, actor=facilitator, now=now)
    opened = open_round(application, facilitator, people, now + 22 * DAY)
    for group in people.values():
        say(opened, group[0], "consent", opened.sealed_until + DAY)
    return opened


def test_an_appeal_concluded_while_another_round_closes(manager, facilitator, people):
    refused = make_round(manager, facilitator, people)
    for group in people.values():
        say(refused, group[0], "stand_aside", AFTER_SEALS)
    Round.objects.filter(pk=refused.pk).update(number=3)
    for number in (1, 2):
        Round.objects.create(application=refused.application, number=number, state="closed", closed_at=NOW, tally={
            "colleges": [], "has_quorum": True, "has_consensus": False, "lacks": [], "sustained": []},
            sealed_until=NOW, closes_at=NOW)  # fmt: skip
    closing.close(round_=refused, actor=None, now=END)
    filed = appeals.appeal(application=refused.application, grounds="…", actor=manager, now=END + DAY)
    panel = [make_mandate(code, f"panel-{code}@example.org") for code in people]
    appeals.convene(appeal_=filed, panel=panel, actor=facilitator, now=END + DAY)
    for one in panel:
        declare(refused.application, one.person, END + DAY)
    for one in panel[:3]:
        appeals.vote(appeal_=filed, vote="replaced", text="Oui.", actor=one.person, now=END + 2 * DAY)
    second = another_round(facilitator, {one.college: [*people[one.college], one.person] for one in panel})
    outcomes = together(
        lambda: appeals.vote(appeal_=filed, vote="replaced", text="Oui.", actor=panel[3].person, now=END + 2 * DAY),
        lambda: appeals.vote(appeal_=filed, vote="replaced", text="Oui.", actor=panel[4].person, now=END + 2 * DAY),
        lambda: closing.close(round_=second, actor=None, now=END + 2 * DAY),
    )
    assert refusals(outcomes) <= 1
    assert Appeal.objects.get().outcome == "replaced"
    assert Certificate.objects.count() == 2
    assert sorted(Decision.objects.values_list("number", flat=True)) == [f"D-2026-000{n}" for n in (1, 2, 3)]


def test_a_message_is_answered_or_taken_back_never_both(found, people):
    said = {"application": found.application, "audience": "seats", "now": AFTER_SEALS}
    message = opinions.say(text="Hum", actor=people["ngo"][0], **said)
    other = people["labour"][0]
    calls = [
        lambda: messages.withdraw(message=message, actor=people["ngo"][0], now=AFTER_SEALS),
        lambda: opinions.say(text="Oui", actor=other, parent=message, **said),
    ]
    assert refusals(together(*calls)) == 1
    message.refresh_from_db()
    assert message.replies.count() == (0 if message.state == "withdrawn" else 1)


def test_two_facilitators_conclude_about_a_message_once(found, people, facilitator, second):
    said = {"application": found.application, "audience": "seats", "now": AFTER_SEALS}
    message = opinions.say(text="Hum", actor=people["ngo"][0], **said)
    message_reports.report(message=message, actor=people["labour"][0], reason="other", text="", now=AFTER_SEALS)
    calls = [
        lambda: message_reports.keep(message=message, actor=facilitator, words="Non", now=AFTER_SEALS),
        lambda: message_reports.fold(message=message, actor=second, reason="other", words="Si", now=AFTER_SEALS),
    ]
    assert refusals(together(*calls)) == 1
    assert events("message.kept") + events("message.folded") == 1
