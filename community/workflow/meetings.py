"""What people do with meetings: convene, move, call off, answer; one's own calendar; reminders."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import calendar, meeting_notices
from community.models import CalendarFeed, Meeting, MeetingReply
from community.models.meeting import new_secret
from community.rules import meetings as rules
from community.workflow.common import locked
from core import journal
from core.refusals import NotNow, Refused, require
from core.tasks import each

MOST_OPEN = 40  # meetings to come of one object
MOVES = ("starts_at", "ends_at", "place", "link")
WORDS = {
    "past": _("Choose a moment to come."),
    "backwards": _("It must end after it begins."),
    "long": _("Ten days at most: make several dates of it."),
    "far": _("Not later than three years from now."),
}
OVER = NotNow(_("This meeting has begun, or is called off."))


@transaction.atomic
def convene(*, holder: models.Model, kind: str, actor: User, now: datetime, **said: object) -> Meeting:
    """Hold a date; whoever is concerned is told.

    Raises:
        NotAllowed: not for this person.
        Refused: impossible hours, or too many dates.
    """
    found = calendar.holder_for(type(holder))
    require(found.may_convene(actor, kind, holder))
    content_type = ContentType.objects.get_for_model(found.model)
    to_come = Meeting.objects.filter(content_type=content_type, object_id=holder.pk, ends_at__gte=now)
    if to_come.filter(cancelled_at=None).count() >= MOST_OPEN:
        raise Refused(_("There are many dates to come already."))
    meeting = Meeting(
        content_type=content_type, object_id=holder.pk, kind=kind, convened_by=actor, created_at=now, changed_at=now,
        **said,
    )  # fmt: skip
    _store(meeting, now)
    _record("meeting.convened", meeting, actor, now)
    meeting_notices.tell("meeting_convened", meeting, found.invited(kind, holder), apart_from=actor)
    return meeting


@transaction.atomic
def change(*, meeting: Meeting, actor: User, now: datetime, said: Mapping[str, object]) -> Meeting:
    """Say otherwise when, where or why; a new hour or place is told, and answers are asked again for a new hour."""
    meeting = _begin(meeting, actor, now)
    before = {name: getattr(meeting, name) for name in MOVES}
    for name, value in said.items():
        setattr(meeting, name, value)
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, now
    _store(meeting, now)
    moved = [name for name in MOVES if before[name] != getattr(meeting, name)]
    if "starts_at" in moved or "ends_at" in moved:
        meeting.replies.all().delete()
        Meeting.objects.filter(pk=meeting.pk).update(reminded_at=None)
    _record("meeting.changed", meeting, actor, now)
    if moved:
        meeting_notices.tell("meeting_changed", meeting, concerned(meeting), apart_from=actor)
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, actor: User, why: str, now: datetime) -> None:
    """Call a meeting off, and say why; its line stays in calendars as called off."""
    meeting = _begin(meeting, actor, now)
    meeting.cancelled_at = meeting.changed_at = now
    meeting.cancelled_why, meeting.sequence = why, meeting.sequence + 1
    meeting.save()
    _record("meeting.cancelled", meeting, actor, now, private={"why": why})
    meeting_notices.tell("meeting_cancelled", meeting, concerned(meeting), apart_from=actor)


@transaction.atomic
def reply(*, meeting: Meeting, actor: User, answer: str, now: datetime) -> MeetingReply:
    """Say whether one comes; one may change one's mind until it begins.

    Raises:
        NotNow: it has begun, or was called off.
    """
    meeting = locked(meeting)
    if not rules.may_reply(meeting.starts_at, now, is_cancelled=meeting.cancelled_at is not None):
        raise OVER
    said, _made = MeetingReply.objects.update_or_create(
        meeting=meeting, person=actor, defaults={"answer": answer, "at": now}
    )
    return said


def concerned(meeting: Meeting) -> list[User]:
    """Who is invited, and who said to come, as far as they may still see it."""
    invited = set(calendar.holder_of(meeting).invited(meeting.kind, meeting.holder))
    coming = User.objects.filter(meeting_replies__meeting=meeting, is_active=True).exclude(meeting_replies__answer="no")
    seen = {one for one in coming if calendar.visible_to(one).filter(pk=meeting.pk).exists()}
    return sorted(invited | seen, key=lambda one: one.pk)


def remind(now: datetime) -> int:
    """Say what is near to whoever comes or has not answered; once for each meeting."""
    near = Meeting.objects.filter(
        reminded_at=None, cancelled_at=None, starts_at__gt=now, starts_at__lte=now + rules.REMINDED_BEFORE
    )
    return each(list(near), lambda one: _remind(one, now))


@transaction.atomic
def _remind(meeting: Meeting, now: datetime) -> bool:
    meeting = locked(meeting)
    is_cancelled = meeting.cancelled_at is not None
    if meeting.reminded_at or not rules.reminds_now(
        meeting.starts_at, meeting.created_at, now, is_cancelled=is_cancelled
    ):
        return False
    Meeting.objects.filter(pk=meeting.pk).update(reminded_at=now)
    absent = set(meeting.replies.filter(answer="no").values_list("person", flat=True))
    meeting_notices.tell("meeting_near", meeting, [one for one in concerned(meeting) if one.pk not in absent])
    return True


def feed(actor: User, now: datetime) -> CalendarFeed:
    """The secret address of a person's calendar; made at the first demand."""
    return CalendarFeed.objects.get_or_create(person=actor, defaults={"made_at": now})[0]


def renew_feed(*, actor: User, now: datetime) -> None:
    """Another address; the older one leads nowhere at once."""
    CalendarFeed.objects.filter(person=actor).update(secret=new_secret(), made_at=now)


def stop_feed(*, actor: User) -> None:
    """No address any more."""
    CalendarFeed.objects.filter(person=actor).delete()


def _begin(meeting: Meeting, actor: User, now: datetime) -> Meeting:
    meeting = locked(meeting)
    require(calendar.holder_of(meeting).may_convene(actor, meeting.kind, meeting.holder))
    if meeting.cancelled_at or meeting.ends_at <= now:
        raise OVER
    return meeting


def _store(meeting: Meeting, now: datetime) -> None:
    lacks = rules.lacks(meeting.starts_at, meeting.ends_at, now)
    if lacks:
        raise Refused(" ".join(str(WORDS[code]) for code in lacks))
    try:
        meeting.full_clean(exclude=["content_type", "convened_by"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    meeting.save()


def _record(kind: str, meeting: Meeting, actor: User, now: datetime, **said: object) -> None:
    journal.record(kind, actor=actor, obj=meeting, now=now, data={"kind": meeting.kind}, **said)
