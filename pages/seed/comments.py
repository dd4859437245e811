"""What the people of the demo say to each other, through the workflow, on the days on which they would have said it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Model
from post_office.models import Email

from community.models import Comment, Discussion
from community.models.comments import LIKE, USEFUL
from community.workflow import comments
from pages.models import ArticlePage, SectorPage
from pages.seed.accounts import ensure_person
from pages.seed.actors import actor_named


def ensure_comments(entries: list[dict], now: datetime) -> None:
    """Every comment and its answers; nothing if somebody has spoken already."""
    if Discussion.objects.exists():
        return
    first_mail = Email.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    said: dict[int, Comment] = {}
    for entry, first in sorted(_in_order(entries), key=lambda pair: -pair[0]["days_ago"]):
        said[id(entry)] = _say(entry, said.get(id(first)) if first else None, _object(*(first or entry)["on"]), now)
    for entry, _first in _in_order(entries):
        _react(entry, said[id(entry)], now)
    Email.objects.filter(pk__gt=first_mail).delete()  # the demo writes to nobody


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


def _say(entry: dict, answers: Comment | None, obj: Model, now: datetime) -> Comment:
    person, at = ensure_person(entry["by"]), now - timedelta(days=entry["days_ago"])
    return comments.post(obj=obj, actor=person, text=entry["text"], answers=answers, now=at)


def _react(entry: dict, comment: Comment, now: datetime) -> None:
    for name, flag in (("like", LIKE), ("useful", USEFUL)):
        for email in entry.get(name, ()):
            comments.react(comment=comment, actor=ensure_person(email), flag=flag, now=now)
