"""What the database itself refuses, whoever writes to it and however."""

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from certification.models import (
    Appeal,
    Application,
    Certificate,
    Condition,
    Decision,
    FileFollow,
    Message,
    MessageCall,
    MessageReport,
    Objection,
    PanelSeat,
    Position,
    Round,
    Seat,
    Suspension,
)
from tests.factories.certification import DAY
from tests.factories.world import END, NOW, decide, make_world, speak

pytestmark = pytest.mark.django_db


def build_world():
    found = make_world()
    speak(found)
    decide(found)
    return found


@pytest.fixture
def world(built_world):
    return built_world


def copy(obj, **fields):
    """The same row once more, as if nobody checked anything."""
    values = {
        field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields if not field.primary_key
    }
    for name in ("uid", "number", "index"):
        values.pop(name, None)
    return type(obj)(**values | fields)


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_one_open_file_of_an_actor(world):
    refused(copy(world.application, state="draft").save)
    other = copy(world.application, state="withdrawn")
    other.save()
    refused(lambda: Application.objects.filter(pk=other.pk).update(state="screening"))


def test_one_seat_of_a_person_in_a_round(world):
    own = Seat.objects.get(person=world.who["seat_ngo"])
    refused(copy(own, ref="labour-9", college="labour").save)
    refused(copy(own, person_id=world.who["member"].pk).save)  # nor two of one name


def test_one_position_in_force_of_a_seat(world):
    current = Position.objects.get(seat__person=world.who["seat_ngo"])
    refused(copy(current, value="object", condition="").save)
    copy(current, is_current=False).save()


def test_one_decision_of_a_round_and_one_certificate_of_a_decision(world):
    refused(copy(world.decision, number="D-2026-0002").save)
    refused(copy(world.decision, number="D-2026-0003", round_id=None).save)  # of nothing at all
    refused(copy(world.certificate, number="C-2026-0002", index=2).save)


def test_one_live_round_and_one_certificate_in_force(world):
    refused(copy(world.round, number=2).save)
    refused(copy(world.round, state="void").save)  # the same number
    second = copy(world.decision, number="D-2026-0002", round_id=None, appeal_id=world.appeal.pk)
    second.save()
    refused(copy(world.certificate, number="C-2026-0002", index=2, decision_id=second.pk).save)


def test_decided_implies_a_day_and_reasons(world):
    refused(lambda: Application.objects.filter(pk=world.application.pk).update(state="decided", decided_at=None))
    other = {"number": "D-2026-0002", "round_id": None, "appeal_id": world.appeal.pk}
    refused(copy(world.decision, **other, reasons="").save)
    refused(lambda: Round.objects.filter(pk=world.round.pk).update(state="closed"))
    refused(lambda: Appeal.objects.filter(pk=world.appeal.pk).update(state="concluded"))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("application", {"profile_sha256": ""}),
        ("application", {"state": "opinion", "opinion_ends_at": None}),
        ("visit", {"signed_at": None}),
        ("objection", {"state": "lifted"}),
        ("condition", {"state": "proved", "proof": ""}),
        ("certificate", {"ends_at": END - DAY}),
        ("mandate", {"state": "active", "since": None}),
        ("mandate", {"until": (NOW - 900 * DAY).date()}),
    ],
)
def test_what_cannot_be_is_refused(world, kind, fields):
    obj = getattr(world, kind)
    refused(lambda: type(obj).objects.filter(pk=obj.pk).update(**fields))


def test_one_of_each(world):
    refused(copy(world.visit).save)
    refused(copy(world.mandate).save)
    refused(copy(PanelSeat.objects.get(person=world.who["panel"]), person_id=world.who["member"].pk).save)
    refused(copy(PanelSeat.objects.get(person=world.who["panel"]), college="industry").save)
    refused(copy(world.appeal).save)
    said = {"certificate": world.certificate, "reasons": "…", "proposed_by": world.who["facilitator"]}
    Suspension.objects.create(**said)
    refused(lambda: Suspension.objects.create(**said))
    refused(lambda: Position.objects.create(seat=Seat.objects.first(), value="consent", condition="x", salt="s",
                                            is_current=False))  # fmt: skip


@pytest.mark.parametrize("name", ["application", "round", "decision", "certificate", "appeal", "charter", "actor"])
def test_nothing_is_deleted_on_which_history_hangs(world, name):
    world.certificate.suspensions.create(reasons="…", proposed_by=world.who["facilitator"])
    obj = getattr(world, name)
    with pytest.raises((ProtectedError, TypeError)), transaction.atomic():
        obj.delete()


@pytest.mark.parametrize("name", ["seat_ngo", "pair", "panel", "applicant", "recused_seat", "candidate"])
def test_nobody_who_took_part_is_deleted(world, name):
    with pytest.raises(ProtectedError), transaction.atomic():
        world.who[name].delete()


def test_every_link_to_history_protects_it():
    """Only what belongs to one draft, or to one visit, goes with it."""
    cascades = {
        (field.model.__name__, field.name)
        for model in (Appeal, Certificate, Condition, Decision, Objection, Position, Round, Seat, PanelSeat, Suspension)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    }
    assert cascades == set()


@pytest.mark.parametrize("name", ["decision", "erratum"])
def test_a_decision_and_its_errata_are_never_rewritten(world, name):
    world.erratum = world.decision.errata.create(text="Lire : 2026.")
    obj = getattr(world, name)
    rows = type(obj).objects.filter(pk=obj.pk)
    field = "reasons" if name == "decision" else "text"
    refused(lambda: rows.update(**{field: "Autre chose."}))
    refused(lambda: rows._raw_delete(rows.db))
    setattr(obj, field, "Autre chose.")
    refused(obj.save)
    assert rows.get().pk == obj.pk


def test_a_message_that_was_taken_back_or_folded_says_when(world):
    one = Message.objects.filter(pk=world.message.pk)
    refused(lambda: one.update(state="withdrawn", text=""))
    refused(lambda: one.update(state="withdrawn", withdrawn_at=NOW))  # its words are gone
    refused(lambda: one.update(state="folded", folded_at=NOW))
    refused(lambda: one.update(state="folded", folded_why="other"))
    refused(lambda: one.update(withdrawn_at=NOW))
    refused(lambda: one.update(folded_at=NOW, folded_why="other"))
    one.update(state="folded", folded_at=NOW, folded_why="other")
    one.update(state="withdrawn", folded_at=None, folded_why="", withdrawn_at=NOW, text="")


def test_a_report_is_open_once_for_each_and_concluded_with_words(world):
    said = {"message": world.message, "person": world.who["seat_labour"], "reason": "other"}
    found = MessageReport.objects.create(**said)
    refused(MessageReport(**said).save)
    row = MessageReport.objects.filter(pk=found.pk)
    refused(lambda: row.update(concluded_at=NOW, is_upheld=True))
    refused(lambda: row.update(concluded_at=NOW, words="Non."))
    row.update(concluded_at=NOW, is_upheld=True, words="Non.")
    MessageReport(**said).save()


def test_one_call_and_one_follow_up_of_a_person(world):
    for model, what in ((MessageCall, {"message": world.message}), (FileFollow, {"application": world.application})):
        model.objects.filter(**what).delete()
        model.objects.create(person=world.who["seat_ssro"], **what)
        refused(model(person=world.who["seat_ssro"], **what).save)
