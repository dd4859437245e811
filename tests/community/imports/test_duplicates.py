"""What looks like an organisation that we know waits for a person."""

import json

import pytest

from community.imports.known import NEAR, Known, Neighbourhood
from community.models import Actor, RemoteRecord
from community.rules.places import METRES_PER_DEGREE
from community.states import Publication, RecordState
from community.workflow import imports as workflow
from core import journal
from core.refusals import NotAllowed, Refused
from tests.community.imports.conftest import FAR, NOON, counts, element, gogocarto, imported
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"


def metres_north(metres):
    return FAR[0] + metres / METRES_PER_DEGREE, FAR[1]


def waiting():
    return list(RemoteRecord.objects.filter(state=RecordState.DUPLICATE).order_by("pk"))


@pytest.fixture
def ours(db):
    return make_actor(name="Régie de quartier du Canal", latitude=FAR[0], longitude=FAR[1], website="")


@pytest.fixture
def decide(facilitator, now):
    """Decide as a facilitator."""

    def decide_one(record, action):
        workflow.decide(record=record, action=action, actor=facilitator, now=now)
        record.refresh_from_db()

    return decide_one


@pytest.fixture
def pair(load, ours):
    """A possible duplicate of ours."""
    load(gogocarto(element(name="La Régie du quartier du canal", point=metres_north(60))))
    return waiting()[0]


def test_a_similar_name_nearby_is_a_question(load, ours):
    run = load(gogocarto(element(name="REGIE DU QUARTIER DU CANAL", point=metres_north(60))))
    assert counts(run) == {"duplicate": 1}
    [record] = waiting()
    assert (record.candidate, record.actor, record.run) == (ours, None, run)
    assert record.similarity >= 85
    assert 55 <= record.distance <= 65
    assert imported() == []


@pytest.mark.parametrize(
    ("name", "metres"), [("Régie de quartier du Canal", 101), ("Tout autre chose", 10), ("Atelier du Canal vert", 10)]
)
def test_far_away_or_with_another_name_it_is_another_one(load, ours, name, metres):
    assert counts(load(gogocarto(element(name=name, point=metres_north(metres))))) == {"created": 1}


def test_the_name_for_the_public_counts_too(load):
    make_actor(name="SCIC RQC", trade_name="La Régie", latitude=FAR[0], longitude=FAR[1])
    assert counts(load(gogocarto(element(name="La Régie", point=FAR)))) == {"duplicate": 1}


def test_the_most_similar_is_proposed_then_the_nearest():
    near = Neighbourhood()
    known = [Known(number, metres_north(metres)) for number, metres in enumerate([10, 80, 40])]
    for one, name in zip(known, ["les amis du jardin bleu", "les amis du jardin", "les amis du jardin"], strict=True):
        near.add(one, [name])
    match = near.match(FAR, ["les amis du jardin"])
    assert match.known is known[0]  # all its words are there
    assert near.match(metres_north(NEAR + 81), ["les amis du jardin"]) is None


@pytest.mark.parametrize("latitude", [-60.0, 0.0001, 46.0, 68.0])
def test_neighbours_are_found_across_the_squares(latitude):
    for step in range(40):
        point = (latitude + step / 7919, 179.0 * step / 40)
        near = Neighbourhood()
        near.add(Known(1, point), ["x y"])
        beside = (point[0] + 60 / METRES_PER_DEGREE, point[1] + 60 / METRES_PER_DEGREE)
        assert near.match(beside, ["x y"])


def test_twice_in_one_file_is_a_question_too(load):
    run = load(gogocarto(element(1, name="La Régie", point=FAR), element(2, name="La Régie", point=FAR)))
    assert counts(run) == {"created": 1, "duplicate": 1}
    assert waiting()[0].candidate == imported()[0]


def test_the_same_siret_is_the_same_organisation(load, ours):
    Actor.objects.filter(pk=ours.pk).update(siret=SIRET)
    run = load(gogocarto(element(siret=SIRET, name="Autrement dit")))
    assert counts(run) == {"linked": 1}
    record = RemoteRecord.objects.get(source="Annuaire")
    assert (record.state, record.actor, record.candidate) == (RecordState.LINKED, ours, None)


def test_a_second_entry_with_the_siret_is_a_question(load, ours):
    Actor.objects.filter(pk=ours.pk).update(siret=SIRET)
    rows = [element(number, siret=SIRET) for number in (1, 2)]
    assert counts(load(gogocarto(*rows), is_rehearsal=True)) == {"linked": 1, "duplicate": 1}
    assert counts(load(gogocarto(*rows))) == {"linked": 1, "duplicate": 1}
    assert counts(load(gogocarto(*rows, element(3, siret=SIRET)))) == {"unchanged": 2, "duplicate": 1}


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.ARCHIVED])
def test_the_siret_of_a_page_that_is_not_listed_is_a_question(load, ours, state):
    fields = {"archived_at": NOON, "archived_reason": "closed"} if state == Publication.ARCHIVED else {}
    Actor.objects.filter(pk=ours.pk).update(siret=SIRET, state=state, **fields)
    assert counts(load(gogocarto(element(siret=SIRET)))) == {"duplicate": 1}
    assert waiting()[0].candidate == ours


@pytest.mark.parametrize("said", [{"siren": "732829320"}, {"rna": "W151000001"}])
def test_another_number_that_somebody_has_is_a_question(load, ours, said):
    Actor.objects.filter(pk=ours.pk).update(**said)
    assert counts(load(gogocarto(element(**said)))) == {"duplicate": 1}


def test_an_organisation_that_was_archived_is_not_added_again_unasked(load, ours):
    Actor.objects.filter(pk=ours.pk).update(state=Publication.ARCHIVED, archived_at=NOON, archived_reason="refuted")
    assert counts(load(gogocarto(element(name=ours.name, point=FAR)))) == {"duplicate": 1}


def test_to_link_adds_what_is_missing(pair, ours, facilitator, decide):
    decide(pair, "link")
    ours.refresh_from_db()
    assert (pair.state, pair.actor) == (RecordState.LINKED, ours)
    assert (ours.name, ours.website) == ("Régie de quartier du Canal", "https://structure-1.example.org/")
    assert ours.revisions.first().origin == "import"
    assert imported() == []
    event = journal.about(pair.run).get(kind="import.link")
    assert (event.actor, json.loads(event.data)["entries"]) == (str(facilitator.uid), ["e1"])


def test_to_separate_adds_an_organisation(pair, ours, decide):
    decide(pair, "separate")
    [added] = imported()
    assert (pair.state, pair.actor) == (RecordState.LINKED, added)
    assert (added.name, added.state) == ("La Régie du quartier du canal", Publication.PUBLISHED)
    assert added.checks.count() == added.revisions.count() == 1


def test_to_separate_leaves_the_number_where_it_is(load, ours, decide):
    Actor.objects.filter(pk=ours.pk).update(siren="732829320")
    load(gogocarto(element(siren="732829320")))
    decide(waiting()[0], "separate")
    assert imported()[0].siren is None


def test_to_ignore_adds_nothing_ever(load, pair, decide):
    decide(pair, "ignore")
    assert (pair.state, pair.actor) == (RecordState.IGNORED, None)
    run = load(gogocarto(element(name="La Régie du canal", point=metres_north(60))))
    assert counts(run) == {"unchanged": 1}
    assert imported() == []


@pytest.mark.parametrize("action", ["link", "separate"])
def test_a_decision_holds_for_the_next_imports(load, pair, decide, action):
    decide(pair, action)
    content = gogocarto(element(name="La Régie du quartier du canal", point=metres_north(60), description="Neuf."))
    assert counts(load(content)) in ({"unchanged": 1}, {"updated": 1})
    assert waiting() == []


def test_what_waits_stays_waiting(load, pair):
    same = gogocarto(element(name="La Régie du quartier du canal", point=metres_north(60)))
    assert counts(load(same)) == {"unchanged": 1}
    changed = gogocarto(element(name="La Régie du quartier du canal", point=metres_north(50)))
    assert counts(load(changed)) == {"duplicate": 1}
    assert [record.pk for record in waiting()] == [pair.pk]


def test_a_page_that_was_merged_leads_to_the_one_that_is_left(pair, ours, decide):
    left = make_actor(name="La Régie, la vraie")
    Actor.objects.filter(pk=ours.pk).update(
        merged_into=left, state=Publication.ARCHIVED, archived_at=NOON, archived_reason="duplicate"
    )
    decide(pair, "link")
    assert pair.actor == left


def test_a_page_that_had_gone_comes_back_when_it_is_linked(pair, ours, decide):
    Actor.objects.filter(pk=ours.pk).update(state=Publication.ARCHIVED, archived_at=NOON, archived_reason="gone")
    decide(pair, "link")
    ours.refresh_from_db()
    assert ours.state == Publication.PUBLISHED


@pytest.mark.parametrize("action", workflow.ACTIONS)
def test_only_facilitators_decide_and_once(pair, decide, member, action):
    with pytest.raises(NotAllowed):
        workflow.decide(record=pair, action=action, actor=member, now=NOON)
    decide(pair, action)
    with pytest.raises(NotAllowed):
        decide(pair, action)


def test_there_must_be_something_to_link_with(pair, decide):
    pair.candidate = None
    pair.save()
    with pytest.raises(Refused):
        decide(pair, "link")
    assert pair.state == RecordState.DUPLICATE


@pytest.mark.parametrize("action", workflow.ACTIONS)
def test_all_can_be_decided_at_once(load, ours, facilitator, action):
    run = load(gogocarto(*(element(number, name=ours.name, point=FAR) for number in (1, 2, 3))))
    assert workflow.decide_all(run=run, action=action, actor=facilitator, now=NOON) == 3
    assert waiting() == []
    assert len(imported()) == (3 if action == "separate" else 0)
    assert set(run.records.values_list("state", flat=True)) == {"ignored" if action == "ignore" else "linked"}
    assert workflow.decide_all(run=run, action=action, actor=facilitator, now=NOON) == 0


def test_only_facilitators_decide_all(pair, member):
    with pytest.raises(NotAllowed):
        workflow.decide_all(run=pair.run, action="ignore", actor=member, now=NOON)
