"""Who may do what, for every role, action and state, from the table; then the conditions beside it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community import states
from community.models import Attestation, Check, Claim, Invitation, Report
from community.permissions import CONDITIONS, can, roles_of
from community.states import LAW, CheckState, ClaimState, Publication, ReportState
from tests.factories.accounts import make_superuser, make_user
from tests.factories.community import make_actor, make_draft

pytestmark = pytest.mark.django_db

# What each role may do to a published actor that somebody manages: the table in other words, written by hand.
PUBLISHED = {
    "visitor": {"see", "report", "write_to"},
    "member": {"see", "report", "write_to"},
    "contributor": {"see", "report", "write_to", "edit", "see_private", "see_history", "leave"},
    "manager": {
        "see", "report", "write_to", "edit", "see_private", "see_history", "leave", "publish", "confirm", "archive",
        "invite", "remove_person", "hand_over", "attest",
    },
    "facilitator": {
        "see", "report", "write_to", "edit", "see_private", "see_history", "publish", "confirm", "correct", "archive",
        "invite", "remove_person",
    },
    "superuser": {
        "see", "report", "write_to", "edit", "see_private", "see_history", "publish", "confirm", "correct", "archive",
        "invite", "remove_person",
    },
}  # fmt: skip
DRAFT = {
    "visitor": set(),
    "member": set(),
    "contributor": {"see", "edit", "see_private", "see_history", "leave"},
    "manager": {
        "see", "edit", "see_private", "see_history", "leave", "publish", "discard", "invite", "remove_person",
        "hand_over",
    },
    "facilitator": {
        "see", "edit", "see_private", "see_history", "publish", "discard", "invite", "remove_person",
    },
    "superuser": {
        "see", "edit", "see_private", "see_history", "publish", "discard", "invite", "remove_person",
    },
}  # fmt: skip
ARCHIVED = {
    "visitor": set(),
    "member": set(),
    "contributor": {"see", "see_private", "see_history", "leave"},
    "manager": {"see", "see_private", "see_history", "leave", "remove_person", "hand_over", "restore"},
    "facilitator": {"see", "see_private", "see_history", "remove_person", "restore"},
    "superuser": {"see", "see_private", "see_history", "remove_person", "restore"},
}
ACTIONS = sorted({row.action for row in LAW.transitions if row.kind == "actor"})
MATRIX = {Publication.PUBLISHED: PUBLISHED, Publication.DRAFT: DRAFT, Publication.ARCHIVED: ARCHIVED}


@pytest.fixture
def people():
    return {
        "visitor": AnonymousUser(),
        "member": make_user("member@example.org"),
        "contributor": make_user("contributor@example.org"),
        "manager": make_user("manager@example.org"),
        "second": make_user("second@example.org"),
        "facilitator": make_user("facilitator@example.org", roles=("facilitator",)),
        "superuser": make_superuser(),
    }


@pytest.fixture
def organisation(people):
    from guardian.shortcuts import assign_perm  # noqa: PLC0415

    made = make_actor(manager=people["manager"], contributor=people["contributor"])
    assign_perm("manage_actor", people["second"], made)
    return made


def into(organisation, state):
    archived = state == Publication.ARCHIVED
    organisation.state = state
    organisation.archived_reason = "closed" if archived else ""
    organisation.archived_at = timezone.now() if archived else None
    organisation.save()
    return organisation


@pytest.mark.parametrize("state", list(MATRIX))
@pytest.mark.parametrize("role", list(PUBLISHED))
def test_matrix_of_actors(people, organisation, role, state):
    organisation = into(organisation, state)
    allowed = {action for action in ACTIONS if can(people[role], action, organisation)}
    assert allowed == MATRIX[state][role]


@pytest.mark.parametrize("state", list(MATRIX))
def test_the_table_says_the_same(people, organisation, state):
    """The literal matrix above and the rows of `states` cannot drift apart."""
    organisation = into(organisation, state)
    for role, person in people.items():
        roles = roles_of(person, organisation)
        for action in ACTIONS:
            named = any(roles & set(row.who) and state in row.states for row in states.LAW.rows("actor", action))
            if ("actor", action) not in CONDITIONS:
                assert bool(can(person, action, organisation)) == named, (role, action)
            elif not named:
                assert not can(person, action, organisation), (role, action)


def test_somebody_who_left_may_nothing_more(people, organisation):
    person = people["manager"]
    person.is_active = False
    person.save()
    assert {action for action in ACTIONS if can(person, action, organisation)} == {"see", "report", "write_to"}


def test_every_refusal_says_why(people, organisation):
    for person in people.values():
        for action in ACTIONS:
            verdict = can(person, action, organisation)
            assert verdict.allowed or str(verdict.reason)


def test_an_action_that_is_in_no_row_is_for_nobody(people, organisation):
    assert not any(can(person, "sell", organisation) for person in people.values())


def test_signed_links_open_their_own_actions_only(organisation):
    bearer = {action for action in ACTIONS if can(AnonymousUser(), action, organisation, bearer=True)}
    assert bearer == {"see", "report", "write_to", "confirm", "correct", "archive"}


def test_targets_of_actions_are_states_of_their_kind():
    for row in LAW.transitions:
        assert row.who
        assert row.states
        if row.to is not None:
            assert states.LAW.target(row.kind, row.action) == row.to
    with pytest.raises(LookupError):
        states.LAW.target("actor", "edit")


# Conditions


def test_only_an_unclaimed_page_can_be_claimed_and_once_by_each(people, organisation):
    unclaimed = make_actor()
    assert can(people["member"], "claim", unclaimed)
    assert not can(people["visitor"], "claim", unclaimed)
    assert not can(people["member"], "claim", organisation)
    Claim.objects.create(actor=unclaimed, user=people["member"], position="x", proof_kind="other", proof="y")
    assert not can(people["member"], "claim", unclaimed)
    assert can(people["manager"], "claim", unclaimed)


def test_the_last_manager_cannot_leave(people):
    made = make_actor(manager=people["manager"], contributor=people["contributor"])
    assert not can(people["manager"], "leave", made)
    assert can(people["contributor"], "leave", made)


def test_members_check_unclaimed_pages_that_are_not_their_own_once_each(people):
    unclaimed = make_actor(created_by=people["second"])
    member = people["member"]
    assert not can(member, "check", unclaimed)  # nobody is asked
    check = Check.objects.create(actor=unclaimed, needed=3, opposed_most=0, days_least=2)
    assert can(member, "check", unclaimed)
    assert not can(people["second"], "check", unclaimed)
    assert not can(people["visitor"], "check", unclaimed)
    check.answers.create(user=member, answer="exact")
    assert not can(member, "check", unclaimed)
    claimed = make_actor(manager=people["manager"])
    Check.objects.create(actor=claimed, needed=3, opposed_most=0, days_least=2)
    assert not can(member, "check", claimed)


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"public_email": "a@example.org"}, True),
        ({"private_email": "a@example.org"}, True),
        ({}, False),
        ({"public_email": "a@example.org", "has_contact_form": False}, False),
    ],
)
def test_one_writes_to_who_can_be_reached_and_wants_it(people, fields, allowed):
    assert bool(can(people["visitor"], "write_to", make_actor(**fields))) is allowed


def test_a_draft_of_somebody_else_does_not_exist(people):
    draft = make_draft(people["manager"], name="Secrète")
    assert not can(people["member"], "see", draft)
    assert not can(people["visitor"], "see", draft)
    assert can(people["manager"], "see", draft)


# What is about an actor


REPORT = {
    ReportState.UNCONFIRMED: {},
    ReportState.OPEN: {
        "manager": {"read", "answer"}, "contributor": {"read"}, "author": {"read"},
        "facilitator": {"read", "uphold", "dismiss"},
    },
    ReportState.ANSWERED: {
        "manager": {"read"}, "contributor": {"read"}, "author": {"read"}, "facilitator": {"read", "uphold", "dismiss"},
    },
    ReportState.UPHELD: {
        "manager": {"read"}, "contributor": {"read"}, "author": {"read"}, "facilitator": {"read"},
    },
    ReportState.DISMISSED: {
        "manager": {"read"}, "contributor": {"read"}, "author": {"read"}, "facilitator": {"read"},
    },
}  # fmt: skip


@pytest.mark.parametrize("state", list(REPORT))
def test_matrix_of_reports(people, organisation, state):
    people["author"] = make_user("author@example.org")
    now = timezone.now()
    report = Report.objects.create(
        actor=organisation, kind="wrong", state=state, user=people["author"], finding="f", concluded_at=now,
        answered_at=now,
    )  # fmt: skip
    for role in ("visitor", "member", "contributor", "manager", "author", "facilitator"):
        allowed = {a for a in ("read", "answer", "uphold", "dismiss", "confirm") if can(people[role], a, report)}
        assert allowed == REPORT[state].get(role, set()), role


def test_a_facilitator_with_an_interest_does_not_conclude(people, organisation):
    from guardian.shortcuts import assign_perm  # noqa: PLC0415

    facilitator = people["facilitator"]
    own = Report.objects.create(actor=organisation, kind="other", user=facilitator)
    assert not can(facilitator, "uphold", own)
    assign_perm("contribute_actor", facilitator, organisation)
    theirs = Report.objects.create(actor=organisation, kind="other", user=people["member"])
    assert not can(facilitator, "dismiss", theirs)
    assert not can(facilitator, "uphold", theirs)


@pytest.mark.parametrize("state", list(ClaimState))
def test_matrix_of_claims(people, state):
    claim = Claim.objects.create(
        actor=make_actor(), user=people["member"], position="x", proof_kind="other", proof="y", state=state,
        decided_at=timezone.now(),
    )  # fmt: skip
    is_open = state == ClaimState.OPEN
    expected = {
        "visitor": set(),
        "member": {"withdraw"} if is_open else set(),
        "second": set(),
        "facilitator": {"accept", "decline"} if is_open else set(),
    }
    for role, actions in expected.items():
        assert {a for a in ("accept", "decline", "withdraw") if can(people[role], a, claim)} == actions, role


def test_a_facilitator_does_not_decide_their_own_claim(people):
    claim = Claim.objects.create(
        actor=make_actor(), user=people["facilitator"], position="x", proof_kind="other", proof="y"
    )
    assert not can(people["facilitator"], "accept", claim)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("proposed", {"manager": {"withdraw"}, "other": {"accept", "decline", "withdraw"}, "member": set()}),
        ("accepted", {"manager": {"withdraw"}, "other": {"withdraw"}, "member": set()}),
        ("declined", {"manager": set(), "other": set(), "member": set()}),
        ("withdrawn", {"manager": set(), "other": set(), "member": set()}),
    ],
)
def test_matrix_of_attestations(people, organisation, state, expected):
    people["other"] = make_user("other@example.org")
    said = Attestation.objects.create(
        author=organisation, subject=make_actor(manager=people["other"]), relation="partner", text="x", state=state
    )
    for role, actions in expected.items():
        assert {a for a in ("accept", "decline", "withdraw") if can(people[role], a, said)} == actions, role
    assert not can(people["contributor"], "withdraw", said)


def test_invitations_are_withdrawn_by_managers_and_accepted_by_their_bearer(people, organisation):
    invitation = Invitation.objects.create(actor=organisation, email="x@example.org")
    assert can(people["manager"], "withdraw", invitation)
    assert not can(people["contributor"], "withdraw", invitation)
    assert not can(people["member"], "accept", invitation)
    assert can(people["member"], "accept", invitation, bearer=True)


def test_checks_are_concluded_by_facilitators_once(people):
    check = Check.objects.create(actor=make_actor(), needed=3, opposed_most=0, days_least=2, state=CheckState.CONFLICT)
    assert can(people["facilitator"], "conclude", check)
    assert not can(people["member"], "conclude", check)
    check.state = CheckState.CLOSED
    assert not can(people["facilitator"], "conclude", check)
