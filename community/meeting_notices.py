"""What people are told of meetings: that one is convened, moved, called off, near. Never where, never its words."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from community import calendar
from community.models import Meeting
from community.notice import Notice, Topic, declare
from community.notifications import link, send

SEE = _("See the date and answer")
NOTICES = {
    "meeting_convened": Notice(
        _("A date is set: %(about)s, %(day)s"),
        (_("%(kind)s: %(about)s, on %(day)s. The place is on the site. Say whether you come."),), SEE,
    ),
    "meeting_changed": Notice(
        _("Another date or place: %(about)s, %(day)s"),
        (_("%(kind)s: %(about)s, now on %(day)s. The place is on the site. Say whether you still come."),), SEE,
    ),
    "meeting_cancelled": Notice(
        _("Called off: %(about)s, %(day)s"), (_("The meeting does not take place. The page says why."),), _("Read why")
    ),
    "meeting_near": Notice(
        _("Soon: %(about)s, %(day)s"), (_("%(kind)s: %(about)s, on %(day)s. The place is on the site."),),
        _("See where"),
    ),
}  # fmt: skip
declare(
    "community", NOTICES, {Topic.MEETING: " ".join(NOTICES)}, required="meeting_cancelled", reminders="meeting_near",
    deadlines="meeting_near meeting_cancelled",
)  # fmt: skip


def tell(kind: str, meeting: Meeting, people: Iterable[User], *, apart_from: User | None = None) -> None:
    """Tell each, in her or his language."""
    holder = calendar.holder_of(meeting)
    for person in people:
        if person != apart_from:
            values = _values(meeting, person, holder)
            send("community", kind, NOTICES[kind], to=person, concerning=_about(meeting, holder), **values)


def _about(meeting: Meeting, holder: calendar.Holder) -> str:
    """What hides it from whoever may no longer see its file."""
    uid = getattr(meeting.holder, "uid", None)
    return f"{holder.name}:{uid}" if uid else f"meeting:{meeting.uid}"


def _values(meeting: Meeting, person: User, holder: calendar.Holder) -> dict:
    with override(person.language):
        return {
            "url": link("meeting", meeting.uid),
            "about": str(holder.label(meeting.holder)),
            "kind": str(meeting.get_kind_display()),
            "day": date_format(localtime(meeting.starts_at), "DATETIME_FORMAT"),
        }
