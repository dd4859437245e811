"""Who may do what: every role, action and state, from the table and a plain statement of who plays what."""

from collections import defaultdict

import pytest
from guardian.shortcuts import assign_perm

from certification import permissions
from certification.models import Appeal, Grid, MessageReport, PanelSeat
from certification.permissions import can
from certification.states import (
    LAW,
    AppealState,
    ApplicationState,
    CertificateState,
    ConditionState,
    MandateState,
    MessageState,
    ObjectionState,
    Role,
    RoundState,
    VisitState,
)
from community.models import PersonRole
from tests.factories.certification import DAY
from tests.factories.world import END, NOW, TALKED, decide, make_world, speak

pytestmark = pytest.mark.django_db
R = Role
STATES = {
    "application": ApplicationState, "mandate": MandateState, "visit": VisitState, "round": RoundState,
    "objection": ObjectionState, "condition": ConditionState, "certificate": CertificateState, "appeal": AppealState,
    "message": MessageState,
}  # fmt: skip

# What everybody is to the file. Whoever is recused, or has not declared anything, is a member like any other.
PLAYS = {
    "member": set(), "co_applicant": set(), "candidate": set(), "editor": set(), "operator": set(),
    "recused_seat": set(), "undeclared_seat": set(), "recused_pair": set(), "recused_panel": set(),
    "undeclared_panel": set(), "interested_facilitator": set(),
    "applicant": {R.APPLICANT},
    "colleague": {R.CONTRIBUTOR}, "tied_seat": {R.CONTRIBUTOR}, "bound_facilitator": {R.CONTRIBUTOR},
    "pair": {R.PAIR}, "pair_consumer": {R.PAIR}, "panel": {R.PANEL},
    "facilitator": {R.FACILITATOR}, "superuser": {R.FACILITATOR},
} | {f"seat_{code}": {R.SEAT} for code in ("consumers", "government", "industry", "labour", "ngo", "ssro")}  # fmt: skip
FREE_MANDATES = {name for name in PLAYS if name.startswith("seat_")} | {"undeclared_seat", "pair", "pair_consumer"}
MORE = {
    "mandate": {"candidate": {R.OWNER}, "seat_ngo": {R.COLLEGE}, "undeclared_seat": {R.COLLEGE}},
    "objection": {"seat_labour": {R.OWNER}},
    "condition": {"seat_ngo": {R.OWNER}},
    "certificate": {name: {R.COLLEGE} for name in FREE_MANDATES},
    "message": {"seat_ngo": {R.OWNER}},
}
OF_MANDATES = {name: {R.FACILITATOR} for name in PLAYS if "facilitator" in name or name == "superuser"}

# What the table does not say: what a condition beside it asks at the moment of the test, by name.
OURS = {"applicant", "colleague", "tied_seat", "bound_facilitator"}
NAMED = FREE_MANDATES | {"recused_seat", "recused_pair", "panel", "undeclared_panel", "recused_panel"}
HEARS = OURS | {"facilitator", "superuser", "panel"} | {name for name in PLAYS if name.startswith("seat_")}
ONLY = {
    ("message", "read"): HEARS,  # it is for the applicant and the seats: the pair does not hear it
    ("message", "mark_useful"): HEARS - {"seat_ngo"},
    ("message", "report"): HEARS - {"seat_ngo", "seat_labour"},  # who wrote it; who has reported it already
    ("application", "declare_interest"): NAMED | {"facilitator", "superuser", "interested_facilitator"},
    ("application", "give_opinion"): set(PLAYS) - OURS,
    ("application", "appeal"): set(),  # there is one already
    ("visit", "sign_confidentiality"): set(),  # both have
    ("visit", "write_report"): {"pair", "pair_consumer"},
    ("visit", "sign_report"): {"pair", "pair_consumer"},
}  # fmt: skip
WHEN = defaultdict(lambda: TALKED) | {
    ("application", "give_opinion"): NOW + 7 * DAY,
    ("round", "close"): END,
    ("certificate", "renew"): END + 300 * DAY,
    ("appeal", "vote"): END + DAY,
}


def build_world():
    """Everything of one file."""
    found = make_world()
    speak(found)
    Grid.objects.all().delete()
    found.objection.state = "answered"
    found.objection.save()
    decide(found)
    MessageReport.objects.create(message=found.message, person=found.who["seat_labour"], reason="other")
    return found


@pytest.fixture
def world(built_world, monkeypatch):
    """What a person is to the file is asked once, as no role depends on a state."""
    found = built_world
    found.known = {}
    for name in ("roles_of", "_named_roles", "why_recused"):
        monkeypatch.setattr(permissions, name, remembered(getattr(permissions, name), found.known))
    return found


def remembered(function, known):
    def ask(user, obj):
        key = (function, type(user), getattr(user, "pk", None), obj._meta.label, obj.pk)
        if key not in known:
            known[key] = function(user, obj)
        return known[key]

    return ask


def roles(name, kind):
    """What somebody is to an object of a kind, by the statement above."""
    if name == "system":
        return {R.SYSTEM}
    if name == "anonymous":
        return {R.VISITOR}
    own = OF_MANDATES.get(name, set()) if kind == "mandate" else PLAYS[name]
    return {R.VISITOR, R.MEMBER} | own | MORE.get(kind, {}).get(name, set())


def expected(name, kind, action, state):
    only = ONLY.get((kind, action))
    if only is not None and name not in only and name != "system":
        return False
    played = roles(name, kind)
    return any(state in row.states and played & set(row.who) for row in LAW.rows(kind, action))


def cells(world):
    people = world.who | {"system": None}
    for kind, action in sorted({(row.kind, row.action) for row in LAW.transitions}):
        for state in STATES[kind]:
            for name, user in people.items():
                yield kind, action, state, name, user


def test_everybody_may_do_what_the_table_says_and_nothing_else(world):
    wrong, count, yes = [], 0, 0
    for kind, action, state, name, user in cells(world):
        obj = getattr(world, kind)
        obj.state = state
        answer = bool(can(user, action, obj, now=WHEN[kind, action]))
        count, yes = count + 1, yes + answer
        if answer != expected(name, kind, action, state):
            wrong.append((kind, action, str(state), name, answer))
    assert wrong == []
    assert count > 10_000
    assert yes > 500


def test_every_kind_of_the_table_has_its_states_and_every_person_a_part(world):
    assert set(STATES) == {row.kind for row in LAW.transitions}
    assert set(PLAYS) | {"anonymous"} == set(world.who)


def test_a_closed_account_plays_nothing(world):
    for name in ("seat_ngo", "applicant", "facilitator", "pair", "panel", "superuser"):
        one = world.who[name]
        one.is_active = False
        for kind, action in {(row.kind, row.action) for row in LAW.transitions if R.VISITOR not in row.who}:
            assert not can(one, action, getattr(world, kind), now=WHEN[kind, action]), (name, kind, action)


def test_only_the_applicant_appeals_once_a_decision_is_there(world):
    PanelSeat.objects.all().delete()
    Appeal.objects.all().delete()
    world.application.state = "decided"
    may = {name for name, one in world.who.items() if can(one, "appeal", world.application, now=END + DAY)}
    assert may == {"applicant"}
    assert not can(world.who["applicant"], "appeal", world.application, now=END + 31 * DAY)


def test_nobody_confirms_or_declines_their_own_request(world):
    for name in ("facilitator", "superuser"):
        world.mandate.person = world.who[name]
        assert not can(world.who[name], "confirm", world.mandate)
        assert not can(world.who[name], "decline", world.mandate)
    assert can(world.who["interested_facilitator"], "confirm", world.mandate)


def test_who_has_joined_the_applicant_since_judges_no_more(world):
    world.condition.state, world.objection.state = "proved", "admitted"
    asked = [
        ("seat_ngo", "verify", world.condition), ("seat_ngo", "support_suspension", world.certificate),
        ("seat_labour", "lift", world.objection), ("seat_labour", "take_position", world.round),
        ("panel", "vote", world.appeal),
    ]  # fmt: skip
    for is_allowed in (True, False):
        world.known.clear()
        answers = [bool(can(world.who[name], action, obj, now=TALKED)) for name, action, obj in asked]
        assert answers == [is_allowed] * 5
        for name in ("seat_ngo", "seat_labour", "panel"):
            assign_perm(PersonRole.CONTRIBUTOR, world.who[name], world.actor)
