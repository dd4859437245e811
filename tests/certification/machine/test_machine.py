"""Random people do random things at random times: whatever they try, the law holds, the journal tells the present."""

import pytest
from django.db import transaction
from django.db.models.signals import pre_save
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from certification import journal_export, upkeep
from certification.models import Certificate, Decision, Grid, Interest, PanelSeat, Position, SuspensionSupport
from certification.rules.tally import Tally
from certification.states import LAW
from certification.workflow import drafts, seats, visits
from certification.workflow.shown import shown
from community.models import Actor, ActorUserObjectPermission
from core import journal, tasks
from core.refusals import Refused
from scripts import verify_journal
from tests.certification.machine.acts import ACTS
from tests.certification.machine.onward import onward
from tests.certification.machine.replay import present, replay
from tests.factories.accounts import make_superuser, make_user
from tests.factories.certification import DAY, NOW, make_colleges, make_mandate
from tests.factories.community import make_actor
from tests.factories.journal import empty_journal

pytestmark = pytest.mark.django_db
CONFLICTS = (Refused, drafts.Conflict, seats.Conflict, visits.Conflict)
FIRST = {
    "mandate": "requested", "application": "draft", "visit": "appointed", "round": "open", "objection": "filed",
    "condition": "open", "certificate": "active", "appeal": "filed",
    "message": "posted",
}  # fmt: skip
VOICES = {
    Position: lambda one: (one.seat.person_id, one.seat.round.application),
    Grid: lambda one: (one.seat.person_id, one.seat.round.application),
    PanelSeat: lambda one: (one.person_id if one.vote else None, one.appeal.decision.application),
    SuspensionSupport: lambda one: (one.person_id, one.suspension.certificate.decision.application),
}


def obeys_the_table(sender, instance, **_signal):
    """No state is written that no row of the table leads to."""
    kind = sender._meta.model_name
    if kind not in FIRST or sender._meta.app_label != "certification":
        return
    before = sender.objects.filter(pk=instance.pk).values_list("state", flat=True).first()
    rows = [row for row in LAW.transitions if row.kind == kind and row.to == instance.state and before in row.states]
    assert rows or instance.state == (before or FIRST[kind]), (kind, before, instance.state)


def is_of_no_interest(sender, instance, **_signal):
    """Nobody judges their own."""
    person, application = VOICES[sender](instance) if sender in VOICES else (None, None)
    if person is None:
        return
    own = ActorUserObjectPermission.objects.filter(user=person, content_object=application.actor)
    declared = Interest.objects.filter(application=application, person=person, has_interest=True)
    assert not own.exists()
    assert not declared.exists()
    assert person not in {application.created_by_id, application.signed_by_id}


class Network(RuleBasedStateMachine):
    """Two organisations, six colleges; each example begins from the same network and is rolled back."""

    def __init__(self):
        super().__init__()
        self.now, self.whole = NOW, transaction.atomic()
        self.whole.__enter__()

    def teardown(self):
        self.everything_holds()
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    def file(self, n):
        """The latest file of one of the two."""
        return self.organisations[n % 2].applications.order_by("-pk").first()

    def manager_of(self, application):
        return self.managers[application.actor == self.organisations[1]]

    def attempt(self, call):
        """Try something; a refusal is fine, and leaves nothing behind."""
        try:
            with transaction.atomic():
                call()
        except CONFLICTS:
            return

    @rule(name=st.sampled_from(sorted(ACTS)), place=st.integers(0, 40), n=st.integers(0, 5))
    def anybody_tries_anything(self, name, place, n):
        self.attempt(lambda: ACTS[name](self, self.everybody[place % len(self.everybody)], n))

    @rule(n=st.integers(0, 5))
    def things_go_on(self, n):
        self.attempt(lambda: onward(self, n))

    @rule(n=st.integers(0, 5))
    def things_go_further(self, n):
        for _step in range(6):
            self.attempt(lambda: onward(self, n))
            self.the_clock_ticks()

    @rule(days=st.sampled_from([0, 1, 3, 8, 31, 95, 280]))
    def time_passes(self, days):
        self.now += days * DAY

    @rule()
    def the_clock_ticks(self):
        names = [name for name in tasks._periodic if name.startswith(upkeep.__name__)]
        for name in names:
            tasks._periodic[name](self.now)
        assert not Certificate.objects.filter(state__in=("active", "suspended"), ends_at__lte=self.now).exists()

    @invariant()
    def the_journal_tells_the_present(self):
        assert replay() == present()

    @invariant()
    def a_certificate_holds_because_a_decision_says_so(self):
        live = Certificate.objects.filter(state__in=("active", "suspended")).select_related("decision", "actor")
        for one in live:
            assert one.decision.outcome in {"granted", "granted_with_conditions"}
            assert one.starts_at < one.ends_at
            latest = one.decision.application.decisions.order_by("-pk").first()
            assert latest == one.decision or latest.application.state != "decided"
            in_force = one.suspensions.filter(suspended_at__isnull=False, lifted_at=None).exists()
            assert in_force == (one.state == "suspended")

    @invariant()
    def cards_show_the_present(self):
        for one in Actor.objects.filter(pk__in=[one.pk for one in self.organisations]):
            assert (one.certificate_state, one.positions, one.certified_at) == shown(one)

    def everything_holds(self):
        assert journal.verify() is None
        _lines, decisions = verify_journal.verify(journal_export.lines())
        taken = Decision.objects.filter(appeal=None)
        assert decisions == taken.count()
        for one in taken.select_related("round"):
            is_granted = one.outcome in {"granted", "granted_with_conditions"}
            assert is_granted == one.count.has_consensus == Tally.from_dict(one.tally).has_consensus


@pytest.fixture
def network(charter):
    empty_journal()
    people = make_colleges()
    people["industry"].append(make_mandate("industry", "second-industry@example.org").person)
    people["labour"].append(make_mandate("labour", "second-labour@example.org").person)
    make_mandate("ssro", person=people["ngo"][0])
    make_mandate("ngo", "alternate@example.org", is_alternate=True)
    panel = [make_mandate(code, f"panel-{code}@example.org", is_alternate=True) for code in people]
    facilitator = make_user("facilitator@example.org", roles=("facilitator",))
    managers = [make_user("manager@example.org"), people["industry"][0]]
    Network.people, Network.panel, Network.facilitator, Network.managers = people, panel, facilitator, managers
    Network.organisations = [make_actor(manager=one, name=f"Organisation {one}") for one in managers]
    Network.everybody = [
        managers[0], facilitator, make_superuser(), make_user("member@example.org"),
        *(one for group in people.values() for one in group), *(one.person for one in panel[:2]),
    ]  # fmt: skip
    for watch in (obeys_the_table, is_of_no_interest):
        pre_save.connect(watch)
    yield Network
    for watch in (obeys_the_table, is_of_no_interest):
        pre_save.disconnect(watch)


def test_whatever_people_try_the_law_holds(network):
    few = settings(
        max_examples=5, stateful_step_count=30, derandomize=True, deadline=None, database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(network, settings=few)
