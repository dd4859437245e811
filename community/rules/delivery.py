"""When and how somebody is told of something: by mail at once, in a digest, or on the site only."""

from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

NIGHT_BEGINS, NIGHT_ENDS = time(22), time(7)  # by the clock on the wall
MONDAY = 0
REPEATED_AFTER = timedelta(hours=48)


class Channel(StrEnum):
    """How a message reaches a person; the site's own list has all of them."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    SITE = "site"


def channel(chosen: str | None, default: Channel, *, is_required: bool) -> Channel:
    """The channel of a message: what the process must tell always leaves at once."""
    return Channel.AT_ONCE if is_required else Channel(chosen or default)


def leaves_at(now: datetime, zone: tzinfo, *, is_deadline: bool, gathered: timedelta) -> datetime:
    """When a mail may leave: a little later, so that what happens to one file at once makes one mail; not at night.

    Args:
        now: the moment at which something happened.
        zone: of the clock on the wall.
        is_deadline: a day is near or past: it leaves now, at night too.
        gathered: how long a mail waits for others about the same thing.
    """
    return now if is_deadline else _by_day(now + gathered, zone)


def _by_day(moment: datetime, zone: tzinfo) -> datetime:
    local = moment.astimezone(zone)
    if NIGHT_ENDS <= local.time() < NIGHT_BEGINS:
        return moment
    return _morning(local, zone, days=1 if local.time() >= NIGHT_BEGINS else 0)


def digest_at(now: datetime, kind: Channel, zone: tzinfo) -> datetime:
    """The next morning at which a digest leaves: every day, or on Mondays; the same hour on the wall all year round."""
    local = now.astimezone(zone)
    if kind == Channel.DAILY:
        return _morning(local, zone, days=0 if local.time() < NIGHT_ENDS else 1)
    days = (MONDAY - local.weekday()) % 7
    is_past = days == 0 and local.time() >= NIGHT_ENDS
    return _morning(local, zone, days=7 if is_past else days)


def _morning(local: datetime, zone: tzinfo, days: int) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), NIGHT_ENDS, tzinfo=zone)


def is_repeated(last: datetime | None, now: datetime) -> bool:
    """Whether a reminder would follow too closely on the same one."""
    return last is not None and now < last + REPEATED_AFTER
