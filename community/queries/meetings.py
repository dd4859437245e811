"""Reads about meetings: those of an object, those of a person, as pages and as calendars."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from community import calendar
from community.models import Meeting, MeetingReply, Reply
from community.rules.meetings import KEPT_IN_FEED, Entry
from core.permissions import Visitor


def of_object(user: Visitor, obj: Model, now: datetime) -> QuerySet[Meeting]:
    """The meetings of one object that are not over, which this visitor may see."""
    kind = ContentType.objects.get_for_model(type(obj))
    return calendar.visible_to(user).filter(content_type=kind, object_id=obj.pk, ends_at__gte=now)


def of_person(user: User, since: datetime) -> QuerySet[Meeting]:
    """The meetings that concern a person, those to which one said no apart; each knows what one answered.

    One is concerned by what one is invited to, by what one answers, and by what one convened.
    """
    own = MeetingReply.objects.filter(meeting=OuterRef("pk"), person=user)
    found = calendar.visible_to(user).annotate(own=Subquery(own.values("answer")[:1]))
    invited = calendar.concerning(user).values("pk")
    concerned = Q(own__in=(Reply.YES, Reply.MAYBE)) | Q(own=None) & (Q(convened_by=user) | Q(pk__in=invited))
    return found.filter(concerned, ends_at__gte=since)


def answers(meeting: Meeting) -> list[tuple[str, int, list[str]]]:
    """For each answer: its label, how many gave it, their names."""
    rows = meeting.replies.select_related("person").order_by("at")
    names = {value: [str(row.person) for row in rows if row.answer == value] for value in Reply.values}
    return [(str(Reply(value).label), len(found), found) for value, found in names.items()]


def as_entry(meeting: Meeting) -> Entry:
    """One meeting as a line of a calendar."""
    is_cancelled, own = meeting.cancelled_at is not None, getattr(meeting, "own", None)
    text = "\n\n".join(filter(None, (meeting.cancelled_why, meeting.text, meeting.link)))
    return Entry(
        f"{meeting.uid}@{settings.WAGTAILADMIN_BASE_URL.partition('//')[2]}",
        _("Called off: %(title)s") % {"title": meeting.title} if is_cancelled else meeting.title,
        meeting.starts_at, meeting.ends_at, meeting.changed_at, meeting.place, text,
        meeting.get_absolute_url(), meeting.sequence, "CANCELLED" if is_cancelled else "CONFIRMED",
        meeting.link, str(Reply(own).label) if own else "",
    )  # fmt: skip


def coming(user: User, now: datetime) -> list[Entry]:
    """What is to come for a person, the nearest first, without what is called off."""
    return [one for one in feed_of(user, now) if one.ends_at > now and one.status != "CANCELLED"]


def feed_of(user: User, now: datetime) -> list[Entry]:
    """A person's own calendar: meetings, and what else the process has dated."""
    since = now - KEPT_IN_FEED
    found: Iterable[Entry] = map(as_entry, of_person(user, since))
    return sorted([*found, *calendar.others(user, since)], key=attrgetter("starts_at"))
