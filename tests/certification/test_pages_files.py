"""The applicant's file and the visit: what each person may read, and that nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.forms.files import LEVELS, AnswerForm
from certification.models import Application, Certificate, Condition, Evidence, Message, Objection, Visit
from certification.turns import turn
from certification.workflow import closing, drafts, opinions, rounds, screening, seats, visits
from core import journal
from tests.factories.accounts import make_user
from tests.factories.certification import (
    DAY,
    NOW,
    OBJECTION,
    declare,
    make_admitted,
    make_charter,
    make_draft,
    make_round,
    make_submitted,
    say,
)
from tests.factories.community import make_actor
from tests.factories.images import picture

pytestmark = pytest.mark.django_db
SECRET = "Les vestiaires manquent"


def path(name, *args):
    return reverse(f"certification:{name}", args=args)


@pytest.fixture
def at(monkeypatch):
    """Move the clock."""

    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    move(NOW)
    return move


@pytest.fixture
def visited(cast, at):
    """A visit whose report is written, and signed by nobody yet: (file, visit, pair)."""
    found = make_admitted(cast.manager, cast.facilitator)
    pair = cast.people["industry"][0], cast.people["consumers"][0]
    visit = visits.appoint(
        application=found, pair=[(pair[0], "industry"), (pair[1], "consumers")], actor=cast.facilitator, now=NOW
    )
    Visit.objects.filter(pk=visit.pk).update(
        state="reported", held_on=NOW.date(), findings={"GOV1": SECRET}, summary=SECRET
    )
    return found, visit, pair


def identifiers(page):
    return re.findall(r'\sid="([^"]+)"', page)


# The visit


@pytest.mark.parametrize("interest", ["", "Ma cousine y travaille"], ids=["undeclared", "recused"])
def test_of_the_pair_whoever_is_recused_reads_no_report(client, visited, interest):
    found, visit, pair = visited
    visit.visitors.update(is_confidential=True)
    if interest:
        declare(found, pair[0], interest=interest)
    client.force_login(pair[0])
    answers = [client.get(path("visit", found.uid))]
    for action, said in (("propose", {"at": "never"}), ("reply", {}), ("report", {"version": "1"}), ("sign", {})):
        answers.append(client.post(path("visit_act", found.uid, action), said))
    assert [answer.status_code for answer in answers] == [302, 403, 403, 403, 403]
    assert not any(SECRET in answer.content.decode() for answer in answers)
    follow = client.get(answers[0].url)
    assert SECRET not in follow.content.decode()


def test_a_facilitator_of_the_pair_declares_first_too(client, cast, visited):
    found, visit, _pair = visited
    visit.visitors.filter(college="consumers").update(person=cast.facilitator)
    client.force_login(cast.facilitator)
    assert client.get(path("visit", found.uid)).status_code == 302
    assert client.post(path("visit_act", found.uid, "propose"), {"at": "never"}).status_code == 403


def test_a_report_is_read_by_its_pair_only_until_it_is_signed(client, cast, visited):
    found, _visit, pair = visited
    declare(found, pair[0])
    expected = (
        (pair[0], 200, True),
        (cast.manager, 200, False),
        (cast.member, 404, False),
        (cast.facilitator, 404, False),
    )
    for person, status, reads in expected:
        client.force_login(person)
        answer = client.get(path("visit", found.uid))
        assert (answer.status_code, SECRET in answer.content.decode()) == (status, reads)
    client.logout()
    assert client.get(path("visit", found.uid)).status_code == 302


def test_a_report_that_comes_too_late_is_given_back(client, visited):
    found, visit, pair = visited
    for person in pair:
        declare(found, person)
    visit.visitors.update(is_confidential=True)
    Visit.objects.update(state="signed", signed_at=NOW)
    client.force_login(pair[0])
    answer = client.post(
        path("visit_act", found.uid, "report"), {"GOV1": "Ma longue page", "version": str(visit.version)}
    )
    assert answer.status_code == 409
    assert "Ma longue page" in answer.content.decode()


def test_a_day_gone_by_is_refused_beside_its_field(client, cast, at):
    found = make_admitted(cast.manager, cast.facilitator)
    pair = cast.people["industry"][0], cast.people["consumers"][0]
    visits.appoint(
        application=found, pair=[(pair[0], "industry"), (pair[1], "consumers")], actor=cast.facilitator, now=NOW
    )
    client.force_login(cast.manager)
    answer = client.post(path("visit_act", found.uid, "propose"), {"at": "2020-01-01T10:00"})
    assert answer.status_code == 422
    assert "2020-01-01T10:00" in answer.content.decode()


# The file


def test_a_page_that_is_not_published_opens_no_file(client, manager, charter, at):
    organisation = make_actor(manager=manager, state="draft")
    client.force_login(manager)
    assert client.get(path("start", organisation.uid)).status_code in {200, 409}
    assert client.post(path("start", organisation.uid)).status_code in {403, 409}
    assert not Application.objects.exists()


def test_a_draft_that_nobody_read_is_thrown_away(client, manager, member, at):
    found = make_draft(manager)
    client.force_login(member)
    assert client.post(path("discard", found.uid)).status_code == 404
    client.force_login(manager)
    assert path("discard", found.uid) in client.get(path("file", found.uid)).content.decode()
    answer = client.post(path("discard", found.uid))
    assert answer.url == reverse("community:manage", args=[found.actor.uid])
    assert not Application.objects.exists()
    assert journal.verify() is None


def test_a_file_that_was_sent_back_says_what_is_missing_and_is_withdrawn_not_discarded(client, cast, at):
    found = make_submitted(cast.manager)
    screening.screen(application=found, actor=cast.facilitator, now=NOW)
    screening.send_back(application=found, lacks="Les statuts", actor=cast.facilitator, now=NOW)
    client.force_login(cast.manager)
    page = client.get(path("file", found.uid)).content.decode()
    assert "Les statuts" in page
    assert path("discard", found.uid) not in page
    assert client.post(path("discard", found.uid)).status_code == 409
    assert client.post(path("withdraw", found.uid), {"why": ""}).status_code == 422
    client.post(path("withdraw", found.uid), {"why": "Plus tard"})
    assert Application.objects.get().state == "withdrawn"


def test_a_contributor_writes_but_neither_signs_nor_submits(client, manager, at):
    writer = make_user("writer@example.org")
    found = make_draft(manager, organisation=make_actor(manager=manager, contributor=writer, name="La Bricole"))
    client.force_login(writer)
    page = client.get(path("file", found.uid)).content.decode()
    assert path("answer", found.uid, "GOV1") in page
    for name in ("sign", "submit", "discard", "withdraw"):
        assert path(name, found.uid) not in page
    client.post(path("submit", found.uid))
    assert Application.objects.get().state == "draft"


def test_a_picture_is_evidence_made_anew(client, manager, settings, tmp_path, at):
    settings.EVIDENCE_FOLDER = tmp_path
    found = make_draft(manager)
    client.force_login(manager)
    upload = picture("PNG", name="atelier.png")
    assert client.post(path("answer", found.uid, "GOV1"), {"title": "Atelier", "file": upload}).status_code == 302
    kept = Evidence.objects.get()
    answer = client.get(path("evidence", found.uid, kept.uid))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    b"".join(answer.streaming_content)
    wrong = SimpleUploadedFile("atelier.png", b"<script>")
    assert client.post(path("answer", found.uid, "GOV1"), {"title": "Atelier", "file": wrong}).status_code == 422


def test_too_much_evidence_is_refused_in_its_form(client, manager, monkeypatch, at):
    monkeypatch.setattr(drafts, "MOST_EVIDENCE", 0)
    found = make_draft(manager)
    client.force_login(manager)
    answer = client.post(path("answer", found.uid, "GOV1"), {"title": "Nos statuts", "url": "https://example.org/"})
    assert answer.status_code == 422
    assert "Nos statuts" in answer.content.decode()


def test_a_file_that_follows_another_says_what_has_changed(client, manager, at):
    found = make_draft(manager)
    client.force_login(manager)
    assert path("changes", found.uid) not in client.get(path("file", found.uid)).content.decode()
    Application.objects.update(kind="renewal")
    assert path("changes", found.uid) in client.get(path("file", found.uid)).content.decode()
    client.post(path("changes", found.uid), {"what_changed": "Deux salariées de plus"})
    found.refresh_from_db()
    assert found.what_changed == "Deux salariées de plus"
    assert found.signed_at is None


def test_a_charter_without_words_for_its_levels_has_words_all_the_same():
    form = AnswerForm(levels=LEVELS)
    words = [label.split(" · ", 1)[1] for _value, label in form.fields["level"].choices]
    assert len(set(words)) == len(words)
    assert not any(word.isdigit() for word in words)


# What the colleges ask


def test_many_objections_and_questions_each_have_their_own_form(client, cast, at):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    at(found.sealed_until)
    application = found.application
    for college in ("ngo", "labour"):
        say(found, cast.people[college][0], "object", found.sealed_until, objection=OBJECTION)
    for objection in Objection.objects.all():
        seats.admit_objection(objection=objection, actor=cast.facilitator, now=found.sealed_until)
    said = {"application": application, "actor": cast.people["ngo"][0], "now": found.sealed_until}
    for text in ("Qui vote ?", "Qui paie ?"):
        opinions.say(audience="applicant", text=text, is_question=True, **said)
    opinions.say(audience="seats", text=SECRET, **said)
    client.force_login(cast.manager)
    page = client.get(path("file", application.uid)).content.decode()
    assert SECRET not in page
    assert cast.people["ngo"][0].get_full_name() not in page
    assert len(identifiers(page)) == len(set(identifiers(page)))
    one, other = Objection.objects.all()
    answer = client.post(path("answer_objection", application.uid, one.uid), {"text": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"reply_{one.uid}_text_error" in page
    assert f"reply_{other.uid}_text_error" not in page
    question = Message.objects.filter(is_question=True).first()
    client.post(path("answer_question", application.uid, question.uid), {"text": "Chaque membre."})
    reply = question.replies.get()
    assert (reply.text, reply.audience, reply.author) == ("Chaque membre.", "applicant", cast.manager)
    hidden = Message.objects.get(audience="seats")
    assert client.post(path("answer_question", application.uid, hidden.uid), {"text": "x"}).status_code == 404
    client.force_login(cast.member)
    assert client.post(path("answer_question", application.uid, question.uid), {"text": "x"}).status_code == 404


def test_the_file_shows_its_conditions(client, cast, at):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    asked = {"text": "Les comptes manquent.", "condition": "Publier les comptes", "condition_due_on": "2026-09-01"}
    for college, (person,) in cast.people.items():
        value, more = ("consent_with_reservation", asked) if college == "ngo" else ("consent", {})
        say(found, person, value, found.sealed_until, **more)
    closing.close(round_=found, actor=None, now=found.closes_at)
    at(found.closes_at)
    client.force_login(cast.manager)
    condition = Condition.objects.get()
    assert turn(Application.objects.get(), found.closes_at).until.date() == condition.due_on
    assert "Publier les comptes" in client.get(path("file", found.application.uid)).content.decode()
    assert path("condition", condition.uid) in client.get(path("file", found.application.uid)).content.decode()


# Where it stands


def test_each_moment_says_whose_turn_it_is(cast):
    found = make_draft(cast.manager)
    assert turn(found, NOW).is_yours
    found = screening.submit(application=found, actor=cast.manager, now=NOW)
    assert not turn(found, NOW).is_yours
    screening.screen(application=found, actor=cast.facilitator, now=NOW)
    screening.admit(application=found, actor=cast.facilitator, now=NOW)
    found.refresh_from_db()
    assert not turn(found, NOW).is_yours  # nobody is appointed yet
    pair = cast.people["industry"][0], cast.people["consumers"][0]
    visits.appoint(
        application=found, pair=[(pair[0], "industry"), (pair[1], "consumers")], actor=cast.facilitator, now=NOW
    )
    assert turn(found, NOW).is_yours
    Visit.objects.update(state="signed", signed_at=NOW, held_on=NOW.date())
    assert turn(found, NOW).until == NOW + 7 * DAY
    assert turn(found, NOW + 7 * DAY).until is None
    found.state = "withdrawn"
    assert turn(found, NOW) is None


def test_the_round_and_what_follows_it_have_their_terms(cast):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    application = found.application
    assert turn(application, found.opened_at).until == found.closes_at
    found.state = "no_quorum"
    found.save()
    assert turn(application, found.opened_at).until is None
    rounds.reopen(round_=found, actor=cast.facilitator, now=found.closes_at + DAY)
    application.state = "reconciliation"
    assert not turn(application, NOW).is_yours


def test_the_page_where_one_looks_after_an_organisation_leads_to_its_file(client, manager, facilitator, at):
    make_charter()
    organisation = make_actor(manager=manager, name="La Bricole")
    address = reverse("community:manage", args=[organisation.uid])
    client.force_login(manager)
    assert path("start", organisation.uid) in client.get(address).content.decode()
    found = make_draft(manager, organisation=organisation)
    page = client.get(address).content.decode()
    assert path("file", found.uid) in page
    assert path("start", organisation.uid) not in page
    client.force_login(facilitator)
    page = client.get(address).content.decode()
    assert path("file", found.uid) not in page


def test_a_renewal_opens_ninety_days_before_the_end(client, cast, at):
    found = make_round(cast.manager, cast.facilitator, cast.people)
    for (person,) in cast.people.values():
        say(found, person, "consent", found.sealed_until)
    closing.close(round_=found, actor=None, now=found.closes_at)
    organisation, end = found.application.actor, Certificate.objects.get().ends_at
    start = path("start", organisation.uid)
    at(end - timedelta(days=91))
    client.force_login(cast.manager)
    assert 'class="button button--accent"' not in client.get(start).content.decode()
    assert client.post(start).status_code == 409
    assert organisation.applications.count() == 1
    at(end - timedelta(days=89))
    client.force_login(cast.manager)
    assert 'class="button button--accent"' in client.get(start).content.decode()
    client.post(start)
    assert organisation.applications.latest("pk").kind == "renewal"
