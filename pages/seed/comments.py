"""What the people of the demo say to each other, through the workflow, on the days on which they would have said it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Model
from django.utils import timezone

from community.models import Comment, Discussion
from community.models.comments import LIKE, USEFUL
from community.workflow import comment_moderation, comments
from pages.models import ArticlePage, SectorPage
from pages.seed.accounts import ensure_person
from pages.seed.actors import actor_named
from pages.seed.process.clock import moment
from pages.seed.silence import writing_to_nobody

THINKING = timedelta(minutes=50)  # before one answers, at the soonest


def ensure_comments(entries: list[dict], now: datetime) -> None:
    """Every comment and its answers; nothing if somebody has spoken already."""
    if Discussion.objects.exists():
        return
    with writing_to_nobody():
        _talk(entries, now)


def _talk(entries: list[dict], now: datetime) -> None:
    said: dict[int, Comment] = {}
    last: dict[int, datetime] = {}  # of each thread
    for entry, first in sorted(_in_order(entries), key=lambda pair: -pair[0]["days_ago"]):
        thread = id(first or entry)
        at = max(_moment(entry, now), last[thread] + THINKING) if thread in last else _moment(entry, now)
        said[id(entry)] = _say(entry, said.get(id(first)), _object(*(first or entry)["on"]), at)
        last[thread] = at
    for entry, _first in _in_order(entries):
        _react(entry, said[id(entry)], now)
        _report(entry, said[id(entry)], now)


def _in_order(entries: list[dict]) -> Iterator[tuple[dict, dict | None]]:
    """Each thing said, with the first comment of its thread if it is an answer."""
    for entry in entries:
        yield entry, None
        for answer in entry.get("answers", ()):
            yield answer, entry


def _object(kind: str, name: str) -> Model:
    if kind == "actor":
        return actor_named(name)
    if kind == "sector":
        return SectorPage.objects.get(sector__code=name, locale__language_code="fr")
    return ArticlePage.objects.get(slug=name, locale__language_code="fr")


def _moment(entry: dict, now: datetime) -> datetime:
    return moment(timezone.localdate(now), -entry["days_ago"], "comment", entry["text"])


def _say(entry: dict, answers: Comment | None, obj: Model, at: datetime) -> Comment:
    person = ensure_person(entry["by"], entry.get("name", ""))
    return comments.post(obj=obj, actor=person, text=entry["text"], answers=answers, now=at)


def _react(entry: dict, comment: Comment, now: datetime) -> None:
    for name, flag in (("like", LIKE), ("useful", USEFUL)):
        for email in entry.get(name, ()):
            comments.react(comment=comment, actor=ensure_person(email), flag=flag, now=now)


def _report(entry: dict, comment: Comment, now: datetime) -> None:
    for email, reason, text in entry.get("reported", ()):
        comment_moderation.report(comment=comment, actor=ensure_person(email), reason=reason, text=text, now=now)
