"""Reports: filed, answered, concluded; the reporter learns what came of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from post_office.models import Email

from community.models import Actor, CommunitySettings, Report
from community.queries.around import public_findings
from community.states import ReportState
from community.workflow import reports
from core import journal
from core.refusals import NotAllowed, Refused
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def organisation(manager):
    return make_actor(manager=manager, name="Atelier", public_phone="05 00 00 00 00")


def file(organisation, person, now, **said):
    defaults = {"kind": "wrong", "field": "public_phone", "proposed": "05 49 11 11 11", "comment": "Ne répond plus"}
    return reports.file_report(organisation=organisation, actor=person, now=now, **(defaults | said))


def conclude(report, facilitator, now, *, uphold=True, is_applied=False, is_public=False, finding="Numéro vérifié."):
    said = {"report": report, "actor": facilitator, "finding": finding, "is_public": is_public, "now": now}
    return reports.uphold_report(**said, is_applied=is_applied) if uphold else reports.dismiss_report(**said)


def test_the_actor_is_told_answers_and_a_facilitator_concludes(organisation, member, manager, facilitator, now):
    report = file(organisation, member, now)
    assert report.answer_due_at == now + 14 * DAY
    told = Email.objects.get(to=manager.email)
    assert "Ne répond plus" not in told.message  # what was said is read on the site only
    with pytest.raises(Refused):
        conclude(report, facilitator, now + DAY)
    reports.answer_report(report=report, actor=manager, answer="Merci, c’est exact.", now=now + DAY)
    conclude(report, facilitator, now + 2 * DAY, is_applied=True)
    organisation.refresh_from_db()
    report.refresh_from_db()
    assert report.state == ReportState.UPHELD
    assert organisation.public_phone == "05 49 11 11 11"
    assert organisation.revisions.get().origin == "report"
    assert Email.objects.filter(to=member.email, message__contains="Numéro vérifié.").count() == 1
    assert Email.objects.filter(to=manager.email, message__contains="Numéro vérifié.").count() == 1
    kinds = list(journal.about(report).values_list("kind", flat=True))
    assert kinds == ["report.filed", "report.answered", "report.upheld"]


def test_without_an_answer_it_is_concluded_after_the_delay(organisation, member, facilitator, now):
    settings = CommunitySettings.load()
    settings.answer_days = 5
    settings.save()
    report = file(organisation, member, now)
    with pytest.raises(Refused):
        conclude(report, facilitator, now + 5 * DAY - timedelta(seconds=1))
    conclude(report, facilitator, now + 5 * DAY, uphold=False)
    report.refresh_from_db()
    assert report.state == ReportState.DISMISSED
    organisation.refresh_from_db()
    assert organisation.public_phone == "05 00 00 00 00"


def test_an_unclaimed_page_has_nobody_to_wait_for(member, facilitator, now):
    report = file(make_actor(), member, now)
    assert report.answer_due_at is None
    conclude(report, facilitator, now)
    report.refresh_from_db()
    assert report.state == ReportState.UPHELD


def test_a_visitor_confirms_an_address_first(organisation, manager, now):
    report = file(organisation, None, now, email="voisine@example.org")
    assert report.state == ReportState.UNCONFIRMED
    assert [mail.to for mail in Email.objects.all()] == [["voisine@example.org"]]
    reports.confirm_report(report=report, now=now + DAY)
    report.refresh_from_db()
    assert (report.state, report.opened_at) == (ReportState.OPEN, now + DAY)
    assert Email.objects.filter(to=manager.email).count() == 1
    with pytest.raises(NotAllowed):
        reports.confirm_report(report=report, now=now + DAY)


def test_a_visitor_learns_what_came_of_it(organisation, facilitator, now):
    report = file(organisation, None, now, email="voisine@example.org", language="en")
    report = reports.confirm_report(report=report, now=now)
    conclude(report, facilitator, now + 15 * DAY)
    last = Email.objects.filter(to="voisine@example.org").order_by("-pk").first()
    assert "What came of your report" in last.subject
    assert "Numéro vérifié." in last.message


def test_unconfirmed_reports_are_forgotten_after_a_week(organisation, member, now):
    file(organisation, None, now, email="voisine@example.org")
    kept = file(organisation, member, now)
    reports.forget_unconfirmed(now + 6 * DAY)
    assert Report.objects.count() == 2
    reports.forget_unconfirmed(now + 8 * DAY)
    assert list(Report.objects.all()) == [kept]


@pytest.mark.parametrize("kind", ["closed", "duplicate"])
def test_applying_takes_the_page_off_the_lists(member, facilitator, now, kind):
    organisation, other = make_actor(), make_actor()
    report = file(organisation, member, now, kind=kind, field="", duplicate_of=other if kind == "duplicate" else None)
    conclude(report, facilitator, now, is_applied=True)
    organisation.refresh_from_db()
    assert organisation.archived_reason == kind
    assert organisation.merged_into == (other if kind == "duplicate" else None)
    assert Actor.objects.published().filter(pk=other.pk).exists()


def test_a_correction_of_an_unclaimed_page_is_put_to_members(member, facilitator, now):
    organisation = make_actor()
    conclude(file(organisation, member, now), facilitator, now, is_applied=True)
    assert organisation.checks.get().state == "open"


def test_an_impossible_correction_is_refused_and_nothing_is_half_done(member, facilitator, now):
    organisation = make_actor(website="https://a.example")
    report = file(organisation, member, now, field="website", proposed="javascript:alert(1)")
    with pytest.raises((Refused, ValidationError)):
        conclude(report, facilitator, now, is_applied=True)
    report.refresh_from_db()
    organisation.refresh_from_db()
    assert report.state == ReportState.OPEN
    assert organisation.website == "https://a.example"


def test_the_public_sees_facts_and_answers_only_where_a_facilitator_says_so(organisation, member, facilitator, now):
    file(organisation, member, now, comment="Ils fraudent !")
    hidden = file(organisation, member, now, comment="Je les ai vus")
    shown = file(organisation, member, now, comment="On m’a dit")
    conclude(hidden, facilitator, now + 20 * DAY)
    conclude(shown, facilitator, now + 20 * DAY, is_public=True, finding="Le numéro était ancien.")
    assert [one.finding for one in public_findings(organisation)] == ["Le numéro était ancien."]


def test_nobody_reports_on_a_page_that_is_not_public(member, now):
    archived = make_actor(state="archived", archived_reason="closed", archived_at=now)
    with pytest.raises(NotAllowed):
        file(archived, member, now)
    assert not Report.objects.exists()
