"""The vocabulary of what people are told: each app declares its kinds, once.

A message is a subject, a few sentences and one button. `%(name)s` in its texts is replaced by the values given.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.rules.delivery import Channel


class Topic(StrEnum):
    """What people choose together."""

    PAGE = "page"
    FILE = "file"
    SEAT = "seat"
    FACILITATION = "facilitation"
    TALK = "talk"
    MEETING = "meeting"


TOPICS = {
    Topic.PAGE: _("The pages of my organisations"),
    Topic.FILE: _("The files and certificates of my organisations"),
    Topic.SEAT: _("Files that I visit or look at with my college"),
    Topic.FACILITATION: _("Facilitation"),
    Topic.TALK: _("Comments and mentions"),
    Topic.MEETING: _("Dates and meetings"),
}


@dataclass(frozen=True)
class Said:
    """A translated text and its values, put together in the language of whoever reads."""

    text: Promise | str
    values: Mapping

    def __str__(self) -> str:
        return str(self.text) % {name: _written(value) for name, value in self.values.items()}


def _written(value: object) -> object:
    """A day as people write it, in the present language."""
    return date_format(value, "DATE_FORMAT") if type(value) is date else value


@dataclass(frozen=True)
class Notice:
    """What one kind of message says."""

    subject: Promise
    body: tuple[Promise, ...]
    button: Promise
    quoted: str = ""  # the name of a value that is shown as somebody's words
    more: tuple[tuple[Promise, str], ...] = field(default=())  # other links: label, name of the value


@dataclass(frozen=True)
class Kind:
    """One kind of message: what it says, with what one chooses it, how it reaches people who chose nothing."""

    code: str  # "app.name"
    notice: Notice
    topic: Topic
    default: Channel = Channel.AT_ONCE
    is_required: bool = False  # nobody can do without it: the process must tell, legally or in fairness
    is_reminder: bool = False  # says again what was said: not twice in two days
    is_deadline: bool = False  # a day is near or past: leaves at night too, and waits for nothing
    is_gathered: bool = False  # says that something goes on, not what: one that still waits to be told says it already

    @property
    def label(self) -> str:
        """Its subject, for whoever chooses: names that differ each time become dots."""
        return str(self.notice.subject) % defaultdict(lambda: "…")


VOCABULARY: dict[str, Kind] = {}


def declare(
    app: str, notices: Mapping[str, Notice], topics: Mapping[Topic, str], *, required: str = "", reminders: str = "",
    deadlines: str = "", daily: str = "", gathered: str = "",
) -> None:  # fmt: skip
    """Add what an app tells people.

    Args:
        app: its label.
        notices: what each kind says, by name.
        topics: the names of each topic, apart by spaces; a kind without a topic is no notification: it is written to
            an address, for whoever asked for it.
        required: names of those without which nobody can do.
        reminders: names of those that say again what was said.
        deadlines: names of those that come with a day.
        daily: names of those that come once a day to whoever chose nothing.
        gathered: names of those that only say that something goes on.
    """
    for topic, names in topics.items():
        for name in names.split():
            VOCABULARY[f"{app}.{name}"] = Kind(
                f"{app}.{name}", notices[name], topic, Channel.DAILY if name in daily.split() else Channel.AT_ONCE,
                name in required.split(), name in reminders.split(), name in deadlines.split(),
                name in gathered.split(),
            )  # fmt: skip


def of_topics(wanted: Collection[Topic]) -> Iterator[tuple[Topic, list[Kind]]]:
    """The kinds of these topics, in their order."""
    for topic in TOPICS:
        kinds = [kind for kind in VOCABULARY.values() if kind.topic == topic]
        if topic in wanted and kinds:
            yield topic, kinds
