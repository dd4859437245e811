"""Members say together whether a page that nobody has claimed is true."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F

from accounts.models import User
from community.models import Actor, Check, CheckAnswer, CommunitySettings, ConfirmedBy, Territory, TerritoryKind
from community.rules.checks import CheckRule, outcome
from community.states import CheckState
from community.workflow.common import begin, finish, mark_confirmed, move
from core import journal


def open_check(organisation: Actor, now: datetime) -> Check | None:
    """Ask members about a page that nobody has claimed, unless they are asked already."""
    if organisation.is_claimed or organisation.checks.filter(state=CheckState.OPEN).exists():
        return None
    rule = rule_for(organisation)
    return Check.objects.create(
        actor=organisation,
        opened_at=now,
        needed=rule.needed,
        opposed_most=rule.opposed_most,
        days_least=rule.days_least,
    )


def rule_for(organisation: Actor) -> CheckRule:
    """The rule of the smallest territory around the actor that has one, else the network's."""
    rule = CommunitySettings.load().check_rule
    commune = (
        Territory.objects.communes()
        .filter(code=organisation.insee or "-")
        .select_related("epci", "parent__parent")
        .first()
    )
    if commune is None:
        return rule
    own = list(commune.own_territories.filter(kind=TerritoryKind.OWN))
    departement = commune.parent
    around = [departement and departement.parent, departement, *own, commune.epci, commune]
    for territory in filter(None, around):  # from the largest to the smallest, which has the last word
        rule = territory.check_rule(rule)
    return rule


@transaction.atomic
def answer_check(*, organisation: Actor, actor: User, answer: str, comment: str, now: datetime) -> Check:
    """Say what one knows of a page; the result follows at once when the rule says so."""
    organisation = begin(organisation, "check", actor)
    check = Check.objects.select_for_update().get(actor=organisation, state=CheckState.OPEN)
    CheckAnswer.objects.create(check_asked=check, user=actor, answer=answer, comment=comment, at=now)
    journal.record("check.answered", actor=actor, obj=check, now=now)
    _settle(check, organisation, now)
    return check


@transaction.atomic
def conclude_check(*, check: Check, actor: User, now: datetime) -> None:
    """A facilitator has dealt with what members said."""
    check = begin(check, "conclude", actor)
    move(check, "conclude")
    check.closed_at = check.closed_at or now
    check.save()
    journal.record("check.concluded", actor=actor, obj=check, now=now)


def close_checks(organisation: Actor, now: datetime) -> None:
    """Stop asking members: somebody answers for the page from now on. The caller's transaction."""
    for check in organisation.checks.select_for_update().filter(state=CheckState.OPEN):
        move(check, "conclude")
        check.closed_at = now
        check.save()


def settle_checks(now: datetime) -> None:
    """Conclude the checks whose shortest time has passed; twice changes nothing more."""
    answered = Check.objects.filter(state=CheckState.OPEN).annotate(said=Count("answers")).filter(said__gte=F("needed"))
    for pk, actor_pk in answered.values_list("pk", "actor"):
        _settle_one(pk, actor_pk, now)


@transaction.atomic
def _settle_one(pk: int, actor_pk: int, now: datetime) -> None:
    organisation = Actor.objects.select_for_update().get(pk=actor_pk)  # the actor first, as every action does
    check = Check.objects.select_for_update().get(pk=pk)
    if check.state == CheckState.OPEN and organisation.is_published and not organisation.is_claimed:
        _settle(check, organisation, now)


def _settle(check: Check, organisation: Actor, now: datetime) -> None:
    answers = check.answers.values_list("answer", flat=True)
    result = outcome(answers, check.opened_at, now, check.rule)
    if result == CheckState.OPEN:
        return
    check.result(result, now)
    check.save()
    journal.record(f"check.{result}", actor=None, obj=check, now=now, data={"answers": len(answers)})
    if result == CheckState.CONFIRMED:
        mark_confirmed(organisation, ConfirmedBy.MEMBERS, now)
        finish(organisation, "actor.confirmed", actor=None, now=now, data={"by": ConfirmedBy.MEMBERS})
