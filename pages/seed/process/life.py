"""The life of the network: every story, each mandate, the charters and the clock, in one order."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import F
from django.utils import timezone

from certification import upkeep
from certification.models import Application
from community.models import Notification
from pages.models import HomePage
from pages.seed.accounts import ensure_person
from pages.seed.actors import describe
from pages.seed.charter import freeze_older_charter
from pages.seed.content import load
from pages.seed.meetings import ensure_meetings
from pages.seed.process import afterwards, files, sessions, visiting
from pages.seed.process.cast import Cast, Member, members
from pages.seed.process.clock import in_order, moment
from pages.seed.process.files import File
from pages.seed.process.stories import STORIES, Step
from pages.seed.profiles import entries
from pages.seed.silence import writing_to_nobody

WHERE = (files, visiting, sessions, afterwards)  # the acts of a story
NEW_CHARTER = -240  # days from today
NIGHTS = range(-743, 0, 14)  # on which the clock's job is told; it may come late
KEEP = (
    upkeep.expire_certificates,
    upkeep.lift_suspensions,
    upkeep.tell_of_renewals,
    upkeep.remind_of_conditions,
    upkeep.remind_of_plans,
    upkeep.question_certificates,
    upkeep.end_mandates,
    upkeep.conclude_appeals,
)


READ_WITHIN = timedelta(days=10)  # what people were told before that, they have read


def ensure_process(home: HomePage, now: datetime) -> None:
    """Two years of the network's life, and dates to come; nothing if it has any."""
    if Application.objects.exists():
        return
    with writing_to_nobody():
        _live(home, now)


def _live(home: HomePage, now: datetime) -> None:
    describe(entries(STORIES), now)
    for at, act in in_order(_everything(home, timezone.localdate(now))):
        last = Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        act(at)
        Notification.objects.filter(pk__gt=last).update(at=at)
    ensure_meetings(load("fr", "meetings"), now)
    Notification.objects.filter(at__lt=now - READ_WITHIN).update(read_at=F("at") + timedelta(days=1))


def _everything(home: HomePage, today: date) -> list[tuple[datetime, partial]]:
    cast = Cast()
    for n, name in enumerate(load("fr", "neighbours"), start=1):
        ensure_person(f"voisin{n}@example.org", name)
    events = [event for member in members(load("fr", "people")) for event in _mandate(cast, member, today)]
    events.append((moment(today, NEW_CHARTER, "charter"), partial(freeze_older_charter, home, "charter-2")))
    events += [(moment(today, day, "night"), _night) for day in NIGHTS]
    remarks = load("fr", "remarks")
    for number, story in enumerate(STORIES):
        file = File(load("fr", f"structures/{story.who}"), cast, number, remarks)
        events += [_event(file, one, today) for one in story.placed()]
    return events


def _mandate(cast: Cast, member: Member, today: date) -> list[tuple[datetime, partial]]:
    act = cast.sit if member.is_confirmed else cast.ask
    begun = (moment(today, member.since, "sit", member.college, member.email), partial(act, member))
    if member.until is None:
        return [begun]
    return [begun, (moment(today, member.until, "leave", member.email), partial(cast.leave, member))]


def _event(file: File, step: Step, today: date) -> tuple[datetime, partial]:
    at = moment(today, step.day, step.what, file.texts["name"])
    act = next(getattr(module, step.what) for module in WHERE if hasattr(module, step.what))
    return at, lambda now: act(file, now, **step.more)


def _night(now: datetime) -> None:
    for job in KEEP:
        job(now + timedelta(seconds=1))
