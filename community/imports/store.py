"""Writes what a batch decided, in few queries whatever its size. The caller's transaction."""

from collections.abc import Iterable

from django.db.models import Max
from django.utils.text import slugify

from community.imports.changes import Changed
from community.imports.context import Context
from community.imports.plan import New, Plan
from community.models import Activity, Actor, ActorRevision, Check, Origin, RemoteRecord
from community.models.document import content_of
from core import changes, page_cache

LONGEST_SLUG = 100
SEEN = ("raw", "content_hash", "url", "licence", "last_seen_at", "gone_at", "run", "state", "actor")


def write(plan: Plan, context: Context) -> None:
    """Store a batch; what the public sees changes with it."""
    _add(plan.new, context)
    differing = [one for one in plan.changed.values() if one.differs]
    _change(differing, context)
    _write_records(plan, context)
    actors = [new.actor for new in plan.new] + [one.actor for one in differing]
    if actors:
        changes.note(*actors, now=context.now)
        page_cache.invalidate()


def _add(new: list[New], context: Context) -> None:
    give_slugs([one.actor for one in new])
    Actor.objects.bulk_create([one.actor for one in new])
    _add_activities([activity for one in new for activity in one.activities])
    _revise([one.actor for one in new], context)
    Check.objects.bulk_create([_check(one.actor, context) for one in new])
    for one in new:
        one.known.pk, one.record.actor = one.actor.pk, one.actor


def _add_activities(activities: list[Activity]) -> None:
    """Store activities, and the sectors that lists show from them."""
    Activity.objects.bulk_create(activities)
    through = Actor.sectors.through
    links = [through(actor_id=activity.actor_id, sector_id=activity.sector_id) for activity in activities]
    through.objects.bulk_create(links, ignore_conflicts=True)


def _change(changed: list[Changed], context: Context) -> None:
    _add_activities([activity for one in changed for activity in one.added])
    for one in changed:
        _end_activities(one)
        Actor.objects.filter(pk=one.actor.pk).update(**one.written)
    _revise([one.actor for one in changed if one.has_new_content], context)


def _end_activities(changed: Changed) -> None:
    if changed.ended:
        Activity.objects.filter(pk__in=[activity.pk for activity in changed.ended]).delete()
        changed.actor.sectors.remove(*(activity.sector_id for activity in changed.ended))


def _revise(actors: list[Actor], context: Context) -> None:
    """Keep each profile as its next revision."""
    latest = ActorRevision.objects.filter(actor__in=actors).order_by().values("actor").annotate(latest=Max("number"))
    numbers = dict(latest.values_list("actor", "latest")) if actors else {}
    ActorRevision.objects.bulk_create(
        ActorRevision.of(
            actor,
            content_of(actor),
            number=numbers.get(actor.pk, 0) + 1,
            origin=Origin.IMPORT,
            created_at=context.now,
        )
        for actor in actors
    )


def _check(actor: Actor, context: Context) -> Check:
    """Members are asked about a page that nobody has claimed (see `workflow.checks`)."""
    rule = context.rules.of(actor)
    return Check(
        actor=actor,
        opened_at=context.now,
        needed=rule.needed,
        opposed_most=rule.opposed_most,
        days_least=rule.days_least,
    )


def _write_records(plan: Plan, context: Context) -> None:
    for record, known in plan.candidates:
        record.candidate_id = known.pk
    records = plan.records + [one.record for one in plan.new]
    stored = [record for record in records if record.pk]
    RemoteRecord.objects.bulk_create([record for record in records if not record.pk])
    for record in stored:
        RemoteRecord.objects.filter(pk=record.pk).update(**{name: getattr(record, name) for name in SEEN})
    RemoteRecord.objects.filter(pk__in=plan.touched).update(last_seen_at=context.now)


def give_slugs(actors: Iterable[Actor]) -> None:
    """An address for each page: the name, with the town or a few signs where another has it."""
    wishes = [(actor, _wishes(actor)) for actor in actors]
    wanted = {slug for _actor, slugs in wishes for slug in slugs}
    taken = set(Actor.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    for actor, slugs in wishes:
        actor.slug = next(slug for slug in slugs if slug not in taken)
        taken.add(actor.slug)


def _wishes(actor: Actor) -> list[str]:
    base = slugify(actor.public_name)[:LONGEST_SLUG].strip("-") or "structure"
    with_city = slugify(f"{base}-{actor.city}")[:LONGEST_SLUG].strip("-")
    return [base, with_city, f"{with_city}-{actor.uid.hex[:12]}"]
