"""Members say together whether an unclaimed page is true."""

from datetime import timedelta

import pytest

from community.models import Check, CommunitySettings
from community.states import CheckState
from community.workflow import checks
from core.refusals import NotAllowed
from tests.factories.accounts import make_user
from tests.factories.community import hide_all, make_actor, make_territory

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=2)


@pytest.fixture(autouse=True)
def nobody_else(db):
    hide_all()


@pytest.fixture
def organisation(now):
    made = make_actor()
    checks.open_check(made, now)
    return made


def say(organisation, answer, now, n=None):
    person = make_user(f"m{n if n is not None else Check.objects.get().answers.count()}@example.org")
    return checks.answer_check(organisation=organisation, actor=person, answer=answer, comment="", now=now)


def test_three_who_agree_after_two_days_confirm(organisation, now):
    for _ in range(3):
        say(organisation, "exact", now)
    organisation.refresh_from_db()
    assert organisation.last_confirmed_at is None  # two days at least
    checks.settle_checks(now + DAYS - timedelta(seconds=1))
    assert Check.objects.get().state == CheckState.OPEN
    for _ in range(2):
        checks.settle_checks(now + DAYS)
    organisation.refresh_from_db()
    assert (organisation.confirmed_by, organisation.last_confirmed_at) == ("members", now + DAYS)
    assert Check.objects.get().state == CheckState.CONFIRMED


def test_the_last_answer_concludes_at_once_when_the_days_have_passed(organisation, now):
    say(organisation, "exists", now)
    say(organisation, "exact", now)
    say(organisation, "exact", now + 3 * DAYS)
    organisation.refresh_from_db()
    assert organisation.confirmed_by == "members"


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (["exact", "absent"], CheckState.CONFLICT),
        (["absent"] * 3, CheckState.REFUTED),
        (["wrong"] * 3, CheckState.TO_CORRECT),
    ],
)
def test_what_is_not_clear_goes_to_the_facilitators(organisation, facilitator, now, answers, state):
    for answer in answers:
        say(organisation, answer, now + 2 * DAYS)
    check = Check.objects.get()
    assert check.state == state
    organisation.refresh_from_db()
    assert organisation.last_confirmed_at is None
    assert organisation.is_published  # nothing disappears before a person has looked
    checks.conclude_check(check=check, actor=facilitator, now=now)
    check.refresh_from_db()
    assert check.state == CheckState.CLOSED


def test_nobody_answers_twice_nor_about_a_claimed_page(organisation, member, manager, now):
    checks.answer_check(organisation=organisation, actor=member, answer="exact", comment="", now=now)
    with pytest.raises(NotAllowed):
        checks.answer_check(organisation=organisation, actor=member, answer="absent", comment="", now=now)
    assert [answer.answer for answer in Check.objects.get().answers.all()] == ["exact"]
    claimed = make_actor(manager=manager)
    assert checks.open_check(claimed, now) is None


def test_one_check_at_a_time(organisation, now):
    assert checks.open_check(organisation, now) is None
    assert Check.objects.count() == 1


def test_the_rule_is_that_of_the_smallest_territory_that_has_one(now):
    region = make_territory("region", "75", "Nouvelle-Aquitaine", check_needed=9, check_days_least=9)
    departement = make_territory("departement", "79", "Deux-Sèvres", parent=region, check_needed=5)
    epci = make_territory("epci", "200041317", "CA du Niortais", check_opposed_most=1)
    make_territory(parent=departement, epci=epci)
    settings = CommunitySettings.load()
    settings.check_days_least = 4
    settings.save()
    rule = checks.rule_for(make_actor(insee="79191"))
    assert (rule.needed, rule.opposed_most, rule.days_least) == (5, 1, 9)
    default = checks.rule_for(make_actor(insee=""))
    assert (default.needed, default.opposed_most, default.days_least) == (3, 0, 4)


def test_a_territory_of_the_network_has_its_say(now):
    commune = make_territory()
    own = make_territory("own", "niortais", "Pays niortais", check_needed=2)
    own.communes.add(commune)
    assert checks.rule_for(make_actor(insee="79191")).needed == 2


def test_the_rule_is_frozen_at_the_opening(organisation, now):
    settings = CommunitySettings.load()
    settings.check_needed = 1
    settings.save()
    say(organisation, "exact", now + 2 * DAYS)
    assert Check.objects.get().state == CheckState.OPEN
