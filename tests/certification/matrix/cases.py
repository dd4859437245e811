"""The acts that have a page: how the file stands, where the button is, what pressing it sends."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from certification.models import (
    Appeal,
    Certificate,
    Condition,
    FileFollow,
    Grid,
    MessageReport,
    Objection,
    PanelSeat,
    Round,
)
from certification.workflow import opinions
from core.colleges import CODES
from tests.factories.certification import DAY, make_mandate
from tests.factories.images import picture
from tests.factories.world import END, NOW, SEALED, TALKED, decide

STEER, FILE, VISIT, ROOM = "steer", "file", "visit", "room"


@dataclass(frozen=True)
class Case:
    """One act, where it can be done."""

    kind: str
    action: str
    page: str  # name of the address whose page has the button
    posts: str = ""  # name of the address that the button sends to; by default the page itself
    sends: dict | Callable = field(default_factory=dict)
    stands: Callable = lambda _world: None  # brings the file where the act can be done
    at: object = TALKED
    more: Callable = lambda _world: []  # further arguments of the address
    marker: str = ""  # what the button's form has, by default its address

    def __str__(self) -> str:
        return f"{self.kind}-{self.action}"


def path(name, world, *args):
    """An address of the file."""
    return reverse(f"certification:{name}", args=[world.application.uid, *args])


def stored(model, obj, **fields):
    """Write this, whatever the workflow would say."""
    model.objects.filter(pk=obj.pk).update(**fields)
    obj.refresh_from_db()


def file_is(state, **fields):
    """The file in a state."""
    return lambda world: stored(type(world.application), world.application, state=state, **fields)


def unsigned(world):
    file_is("draft", signed_at=None, signed_by=None)(world)


def visit_is(state):
    """The visit in a state, the file waiting for it."""

    def stand(world):
        file_is("visit")(world)
        stored(type(world.visit), world.visit, state=state, replied_at=None)
        world.visit.visitors.update(signed_at=None)

    return stand


def note_is_due(world):
    visit_is("appointed")(world)
    world.visit.visitors.update(is_confidential=False)


def photographed(world):
    visit_is("reported")(world)
    world.photo = world.visit.photos.create(
        file="none.jpg", width=1, height=1, alt="L’atelier", added_by=world.who["pair"]
    )  # fmt: skip


def objection_is(state):
    return lambda world: stored(Objection, world.objection, state=state, admitted_at=TALKED)


def round_is(state, **fields):
    return lambda world: stored(Round, world.round, state=state, **fields)


def no_grids(world):
    Grid.objects.all().delete()


def reconciled(world):
    stored(Round, world.round, state="closed", closed_at=END, tally={})
    objection_is("answered")(world)
    file_is("reconciliation")(world)


def decided(world):
    """The decision is taken; its appeal is before the panel."""
    decide(world)
    stored(Round, world.round, state="closed", closed_at=END, tally={})
    file_is("decided", decided_at=END)(world)


def decided_only(world):
    decided(world)
    PanelSeat.objects.all().delete()
    Appeal.objects.all().delete()


def appealed(world):
    """An appeal that no panel looks at yet; new members who took no part."""
    decided(world)
    PanelSeat.objects.all().delete()
    stored(Appeal, world.appeal, state="filed")
    world.panel = {code: make_mandate(code, f"new-{code}@example.org").pk for code in CODES}


def proposed(world):
    decided_only(world)
    world.certificate.suspensions.create(reasons="…", proposed_by=world.who["facilitator"])


def suspended(**fields):
    def stand(world):
        decided_only(world)
        stored(Certificate, world.certificate, state="suspended")
        world.certificate.suspensions.create(
            reasons="…", proposed_by=world.who["facilitator"], suspended_at=END, **fields
        )
        for college in ("ngo", "labour", "ssro", "industry"):
            world.certificate.suspensions.get().supports.create(
                college=college, person=world.who[f"seat_{college}"]
            )  # fmt: skip

    return stand


def condition_is(state):
    def stand(world):
        decided_only(world)
        stored(Condition, world.condition, state=state)

    return stand


def asked(world):
    world.question = opinions.say(
        application=world.application, audience="applicant", text="Combien ?", actor=world.who["seat_ngo"],
        now=TALKED, is_question=True,
    )  # fmt: skip


def unfollowed(_world):
    FileFollow.objects.all().delete()


def reported(world):
    MessageReport.objects.create(message=world.message, person=world.who["seat_labour"], reason="other")


def _of_message(world):
    return [world.message.uid]


def steer(kind, action, sends=None, name="", **more):
    """A button of the facilitators' page."""
    name = name or action
    sends = sends or {}
    said = (lambda world: {"action": name, **sends(world)}) if callable(sends) else {"action": name, **sends}
    return Case(kind, action, STEER, sends=said, marker=f'name="action" value="{name}"', **more)


WORDS = {"text": "Voilà pourquoi."}
REPORT = {"GOV1": "Vu.", "ECO1": "", "summary": "Bien."}


def _version(world):
    return REPORT | {"version": world.visit.version}


def _pair(world):
    return {
        name: world.who[f"seat_{name}"].mandates.get().pk for name in ("industry", "consumers")
    }  # fmt: skip


CASES = [
    Case("application", "sign", FILE, "sign", {"signed_as": "Présidente", "agrees": "on"}, unsigned),
    Case("application", "submit", FILE, "submit", {}, file_is("draft")),
    Case("application", "edit", FILE, "answer", {"level": 2, "text": "Oui.", "version": 1}, file_is("draft"),
         more=lambda _world: ["GOV1"]),
    Case("application", "withdraw", FILE, "withdraw", {"why": "Assez."}),
    Case("application", "appeal", FILE, "file_appeal", {"why": "Injuste."}, decided_only, END + DAY),
    Case("objection", "answer", FILE, "answer_objection", WORDS, objection_is("admitted"),
         more=lambda world: [world.objection.uid]),
    Case("application", "talk", FILE, "answer_question", WORDS, asked, more=lambda world: [world.question.uid]),
    Case("condition", "prove", "condition", sends={"action": "prove", "proof": "Vu."}, stands=condition_is("open"),
         at=END + DAY, marker='value="prove"'),
    steer("application", "screen", stands=file_is("submitted")),
    steer("application", "send_back", WORDS, stands=file_is("screening")),
    steer("application", "admit", stands=file_is("screening")),
    steer("application", "appoint", _pair, stands=visit_is("appointed")),
    steer("application", "open_opinion", stands=file_is("visit")),
    steer("application", "open_round", {"days": 21}, stands=reconciled),
    steer("round", "call_alternates", at=NOW + 29 * DAY, stands=no_grids),
    steer("round", "reopen", {"days": 7}, stands=round_is("no_quorum")),
    steer("round", "close", at=END),
    steer("round", "void", WORDS),
    steer("appeal", "convene", lambda world: world.panel, stands=appealed),
    steer("application", "correct_decision", WORDS, name="erratum", stands=decided_only, at=END + DAY),
    steer("certificate", "suspend", WORDS, stands=decided_only, at=END + DAY),
    steer("certificate", "drop_suspension", WORDS, stands=proposed, at=END + DAY),
    steer("certificate", "confirm_suspension", stands=suspended(), at=END + DAY),
    steer("certificate", "reinstate", WORDS, stands=suspended(), at=END + DAY),
    steer("certificate", "withdraw", WORDS, stands=suspended(confirmed_at=END), at=END + DAY),
    steer("objection", "admit", lambda world: {"objection": world.objection.uid}, name="admit_objection"),
    steer("objection", "send_back", lambda world: {"objection": world.objection.uid, "text": "Quoi ?"},
          name="return_objection"),
    Case("visit", "sign_confidentiality", VISIT, "visit_act", {}, note_is_due, more=lambda _world: ["note"]),
    Case("visit", "propose_dates", VISIT, "visit_act", {"at": "2027-01-01T10:00"}, visit_is("appointed"),
         more=lambda _world: ["propose"]),
    Case("visit", "write_report", VISIT, "visit_act", _version, visit_is("dated"), more=lambda _world: ["report"]),
    Case("visit", "write_report", VISIT, "visit_act", lambda _world: {"upload": picture("PNG"), "alt": "L’atelier"},
         visit_is("dated"), more=lambda _world: ["photo"]),
    Case("visit", "write_report", VISIT, "visit_act", lambda world: {"photo": world.photo.pk}, photographed,
         more=lambda _world: ["remove_photo"]),
    Case("visit", "sign_report", VISIT, "visit_act", {}, visit_is("reported"), more=lambda _world: ["sign"]),
    Case("visit", "reply", VISIT, "visit_act", WORDS, visit_is("signed"), more=lambda _world: ["reply"]),
    Case("round", "write_grid", ROOM, "grid", {"GOV1-mark": "kept", "version": 0}, no_grids, SEALED),
    Case("round", "submit_grid", ROOM, "grid", {"GOV1-mark": "kept", "ECO1-mark": "kept", "version": 0, "submit": 1},
         no_grids, SEALED, marker='name="submit"'),
    Case("round", "take_position", ROOM, "position", {"value": "stand_aside"}),
    Case("application", "talk", ROOM, "say", WORDS | {"audience": "public"}),
    Case("application", "follow", ROOM, "follow", {"follow": "yes"}, unfollowed),
    Case("message", "answer", ROOM, "say", lambda world: WORDS | {"parent": world.message.uid}, marker='name="parent"'),
    Case("message", "edit", ROOM, "message_edit", WORDS, more=_of_message),
    Case("message", "withdraw", ROOM, "message_withdraw", more=_of_message),
    Case("message", "mark_useful", ROOM, "message_useful", more=_of_message),
    Case("message", "report", ROOM, "message_report", {"reason": "other"}, more=_of_message),
    Case("message", "keep", "message_conclude", sends={"decision": "keep", "words": "Bien."}, stands=reported,
         marker='value="keep"'),
    Case("message", "fold", "message_conclude", sends={"decision": "fold", "reason": "hurtful", "words": "Non."},
         stands=reported, marker='value="fold"'),
    Case("objection", "withdraw", ROOM, "end_objection", {"action": "withdraw", "why": "Réglé."},
         more=lambda world: [world.objection.uid]),
    Case("application", "give_opinion", "opinion", sends=WORDS | {"value": "reserved"}, stands=file_is("opinion"),
         at=NOW + 7 * DAY, marker='name="value"'),
    Case("mandate", "confirm", "mandates", "mandate_act", {}, more=lambda _world: ["confirm"]),
    Case("mandate", "decline", "mandates", "mandate_act", WORDS, more=lambda _world: ["decline"]),
    Case("mandate", "end", "college", "mandate_act", {}, more=lambda _world: ["end"]),
    Case("mandate", "show_name", "college", "mandate_act", {}, more=lambda _world: ["show_name"]),
    Case("appeal", "vote", "appeal", sends=WORDS | {"vote": "confirmed"}, stands=decided, at=END + DAY,
         marker='name="vote"'),
]  # fmt: skip
