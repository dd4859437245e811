"""What people were told about something that is no longer for them: they read what kind of thing it was, no name.

Each app says which of its objects somebody may still see. A line keeps its words, which are those of its day: they
come back if the object is public again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from community.models import Notification
from community.notice import VOCABULARY

StillSeen = Callable[[User, Collection[str]], Iterable[object]]
_seen: dict[str, StillSeen] = {}


@dataclass(frozen=True)
class Told:
    """One notification as its reader may read it at this moment; without an address when it is closed."""

    uid: UUID
    at: datetime
    read_at: datetime | None
    subject: str
    text: str
    quoted: str = ""
    button: str = ""
    url: str = ""
    address: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether it is about something that its reader may no longer see."""
        return not self.url


def register(name: str, function: StillSeen) -> None:
    """Have an app say which objects of one kind, by the keys of `about` ("name:key"), a person may still see."""
    _seen[name] = function


def as_told(user: User, rows: Iterable[Notification]) -> list[Told]:
    """These notifications of one person, as she or he may read them now; one query for each kind of object."""
    rows = list(rows)
    closed = _closed(user, {row.about for row in rows if row.about})
    return [_without_name(row) if row.about in closed else _whole(row) for row in rows]


def _closed(user: User, abouts: Collection[str]) -> set[str]:
    keys = defaultdict(set)
    for about in abouts:
        name, _colon, key = about.partition(":")
        keys[name].add(key)
    return {
        f"{name}:{key}"
        for name, asked in keys.items()
        if name in _seen
        for key in asked - {str(one) for one in _seen[name](user, asked)}
    }


def _whole(row: Notification) -> Told:
    return Told(row.uid, row.at, row.read_at, row.subject, row.text, row.quoted, row.button, row.url, row.address)


def _without_name(row: Notification) -> Told:
    kind = VOCABULARY.get(row.kind)
    subject = kind.label if kind else _("Something that we told you")
    return Told(row.uid, row.at, row.read_at, subject, _("It is about something that is no longer public, or for you."))
