"""Two clicks at once, two workers at once: nothing is doubled, nothing is lost, on either database."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import Email

from community.forms.draft import Draft
from community.models import Report, Sector
from community.workflow import checks, drafts, freshness, people, publication, reports
from core.refusals import Refused
from tests.community.profile import STEPS, type_all
from tests.factories.accounts import make_user
from tests.factories.community import make_actor, make_territory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def manager():
    return make_user("manager@example.org")


def together(*calls):
    """Run these at the same moment, each on a connection of its own; what each returned or raised."""
    start, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        start.wait()
        try:
            outcomes[index] = call()
        except Exception as error:  # noqa: BLE001 (what went wrong is what the test looks at)
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def refusals(outcomes):
    wrong = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert wrong == []
    return sum(isinstance(one, Refused) for one in outcomes)


def test_publishing_five_times_at_once_makes_one_revision(manager, now):
    Sector.objects.get_or_create(code="mobilite", defaults={"name": "Mobilités"})
    make_territory(latitude=46.3, longitude=-0.4)
    organisation = drafts.start(actor=manager, now=now)
    steps = {step: data for step, data in STEPS.items() if step != "values"}
    type_all(organisation, manager, now=now, steps=steps)
    draft = Draft(organisation)
    content, seen = draft.content, draft.seen

    def publish():
        return publication.publish(
            organisation=organisation, content=content, private=None, actor=manager, now=now, base=0, seen=seen
        )

    assert refusals(together(*[publish] * 5)) == 4
    assert organisation.revisions.count() == 1


def test_two_workers_send_one_reminder(manager, now):
    organisation = make_actor(manager=manager, due_at=now - timedelta(days=1))
    outcomes = together(*[lambda: freshness.send_letters(now)] * 4)
    assert refusals(outcomes) == 0
    assert Email.objects.filter(to=manager.email).count() == organisation.letters_sent.count() == 1


def test_two_facilitators_entrust_one_page_once(now):
    one, two = make_user("f1@example.org", is_superuser=True), make_user("f2@example.org", is_superuser=True)
    organisation = make_actor()
    claims = [
        people.claim(
            organisation=organisation, actor=make_user(f"m{n}@example.org"), position="x", proof_kind="other",
            proof="y", now=now,
        )
        for n in range(2)
    ]  # fmt: skip
    outcomes = together(
        lambda: people.accept_claim(claim=claims[0], actor=one, now=now),
        lambda: people.accept_claim(claim=claims[1], actor=two, now=now),
    )
    assert refusals(outcomes) == 1
    assert organisation.user_permissions.count() == 1


def test_a_report_is_concluded_once(now):
    facilitator = make_user("f@example.org", is_superuser=True)
    report = reports.file_report(organisation=make_actor(), actor=make_user("m@example.org"), now=now, kind="closed")
    said = {"report": report, "actor": facilitator, "finding": "Vu.", "is_public": False, "now": now}
    outcomes = together(lambda: reports.uphold_report(**said, is_applied=True), lambda: reports.dismiss_report(**said))
    assert refusals(outcomes) == 1
    assert Report.objects.get(pk=report.pk).state in {"upheld", "dismissed"}
    assert Email.objects.filter(to="m@example.org").count() == 1


def test_a_member_answers_once_however_often_the_button_is_pressed(now):
    organisation, member = make_actor(), make_user("m@example.org")
    checks.open_check(organisation, now)

    def answer():
        return checks.answer_check(organisation=organisation, actor=member, answer="exact", comment="", now=now)

    assert refusals(together(*[answer] * 5)) == 4
    assert organisation.checks.get().answers.count() == 1


def test_an_invitation_sent_twice_at_once_is_open_once(manager, now):
    organisation = make_actor(manager=manager)

    def invite():
        return people.invite(
            organisation=organisation, email="x@example.org", role="contribute_actor", actor=manager, now=now
        )

    assert refusals(together(*[invite] * 3)) == 0
    assert organisation.invitations.filter(state="open").count() == 1


def test_saving_the_same_step_from_two_devices_keeps_both_texts(manager, now):
    organisation = make_actor(manager=manager)

    def save(text):
        return lambda: drafts.save_part(
            organisation=organisation, step="story", data={"summary": [text]}, actor=manager, now=now, version=0
        )

    outcomes = together(save("A"), save("B"))
    kept = organisation.draft_parts.get().data["summary"][0]
    assert refusals(outcomes) == 1
    conflict = next(one for one in outcomes if isinstance(one, Refused))
    assert conflict.part.data["summary"][0] == kept  # whoever lost is shown what won
