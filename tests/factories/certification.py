"""A network that deliberates: six colleges, a charter, files at each stage, made through the workflow."""

from datetime import UTC, datetime, timedelta

from certification.models import Application, CharterVersion, Mandate, Round
from certification.rules.charters import commitments
from certification.rules.ruleset import Ruleset
from certification.workflow import drafts, interests, rounds, screening, seats, visits
from certification.workflow.charters import publish_charter
from core.colleges import CODES
from tests.factories.accounts import make_user
from tests.factories.community import make_actor

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
CHARTER = {
    "title": "Charte",
    "preamble": "<p>Nous.</p>",
    "articles": [
        {
            "title": "Gouvernance",
            "intro": "",
            "commitments": [
                {"code": code, "title": title, "text": "…", "kind": "required", "indicators": "", "levels": ["a"] * 4}
                for code, title in (("GOV1", "Une personne, une voix"), ("ECO1", "Écart des salaires"))
            ],
        }
    ],
}


def make_charter(now=NOW, **rules):
    """The charter of these tests, in force."""
    publish_charter(content=CHARTER, ruleset=Ruleset(**rules), actor=None, now=now)
    return CharterVersion.objects.in_force()


def make_mandate(college, email="", **fields):
    """A person who sits for a college."""
    person = fields.pop("person", None) or make_user(email or f"{college}-{Mandate.objects.count()}@example.org")
    return Mandate.objects.create(
        person=person, college=college, motivation="Parce que.", state="active", since=NOW.date() - timedelta(days=400),
        **fields,
    )  # fmt: skip


def make_colleges(each=1, codes=CODES):
    """So many people in each college."""
    return {code: [make_mandate(code, f"{code}{n}@example.org").person for n in range(each)] for code in codes}


def make_draft(manager, now=NOW, organisation=None):
    """A file just opened, with an answer to every commitment, signed."""
    if CharterVersion.objects.in_force() is None or CharterVersion.objects.in_force().charter != CHARTER:
        make_charter(now)
    organisation = organisation or make_actor(manager=manager, name="La Bricole")
    application = drafts.start(
        organisation=organisation, actor=manager, now=now, previous=drafts.what_to_follow(organisation, now)
    )
    fill(application, manager, now)
    return Application.objects.get(pk=application.pk)


def fill(application, manager, now):
    """Answer every commitment, and sign."""
    versions = dict(application.answers.values_list("commitment", "version"))
    for _article, one in commitments(application.charter.charter):
        drafts.save_answer(
            application=application, commitment=one["code"], level=2, text="Nous votons chaque année en assemblée.",
            actor=manager, now=now, version=versions.get(one["code"], 0),
        )  # fmt: skip
    drafts.sign(application=application, signed_as="Présidente", actor=manager, now=now)


def make_submitted(manager, now=NOW, organisation=None):
    """A file that awaits its screening."""
    return screening.submit(application=make_draft(manager, now, organisation), actor=manager, now=now)


def make_admitted(manager, facilitator, now=NOW, organisation=None, visit_waived=""):
    """A file that awaits its visit."""
    application = make_submitted(manager, now, organisation)
    screening.screen(application=application, actor=facilitator, now=now)
    screening.admit(application=application, actor=facilitator, now=now, visit_waived=visit_waived)
    return Application.objects.get(pk=application.pk)


def declare(application, person, now=NOW, interest=""):
    """Say that one has no interest, or which."""
    interests.declare(application=application, actor=person, has_interest=bool(interest), text=interest, now=now)


def visit(application, pair, manager, facilitator, now=NOW):
    """A whole visit by (peer, consumer): appointed, dated, reported, signed, replied to."""
    found = visits.appoint(
        application=application, pair=[(pair[0], "industry"), (pair[1], "consumers")], actor=facilitator, now=now
    )
    for person in pair:
        declare(application, person, now)
        visits.sign_confidentiality(visit=found, actor=person, now=now)
    date = visits.propose_date(visit=found, at=now + 3 * DAY, actor=pair[0], now=now)
    for person in (pair[1], manager):
        visits.agree_date(date=date, actor=person, now=now)
    found.refresh_from_db()
    visits.write_report(
        visit=found, findings={"GOV1": "Nous avons vu le registre."}, summary="Accueil chaleureux.", actor=pair[0],
        now=now + 4 * DAY, version=found.version,
    )  # fmt: skip
    for person in pair:
        visits.sign_report(visit=found, actor=person, now=now + 4 * DAY)
    visits.reply(visit=found, text="Merci.", actor=manager, now=now + 5 * DAY)
    return found


def make_round(manager, facilitator, people, now=NOW, organisation=None):
    """A round that has just opened; `people` are those of `make_colleges`."""
    application = make_admitted(manager, facilitator, now, organisation)
    if not application.visit_waived:
        visit(application, (people["industry"][0], people["consumers"][0]), manager, facilitator, now)
    screening.open_opinion(application=application, actor=facilitator, now=now + 6 * DAY)
    opened = now + 28 * DAY
    return open_round(application, facilitator, people, opened)


def open_round(application, facilitator, people, now):
    """Open the next round, where everybody declares to have no interest."""
    found = rounds.open_round(application=application, actor=facilitator, now=now)
    for person in found.seats.values_list("person", flat=True):
        who = next(one for group in people.values() for one in group if one.pk == person)
        declare(found.application, who, now)
    return Round.objects.select_related("application").get(pk=found.pk)


def say(found, person, value, now, **more):
    """Take a position, after the sealed phase."""
    return seats.take_position(round_=found, value=value, actor=person, now=now, **more)


OBJECTION = {
    "commitment": "GOV1", "harm": "Les salariés ne votent pas.", "evidence": "Les statuts.",
    "lifted_by": "Un siège au conseil.",
}  # fmt: skip
