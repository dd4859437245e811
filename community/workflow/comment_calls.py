"""Whom a comment calls by “@”: those whom its author can see, and published actors; nobody is guessed at."""

from dataclasses import dataclass

from accounts.models import User
from community import called as whom
from community.models import Actor, Comment, Discussion, Mention
from community.rules.comments import MOST_CALLED, mark_calls, names_called


@dataclass(frozen=True)
class Called:
    """A text to store, and whom it calls."""

    text: str
    people: tuple[User, ...]
    organisations: tuple[Actor, ...]


def find(text: str, discussion: Discussion) -> Called:
    """Replace each name that is called, and known for sure, by its mark."""
    calls = names_called(text)[:MOST_CALLED]
    known = whom.known(discussion, {name for _start, names in calls for name in names}) if calls else {}
    text, chosen = mark_calls(text, calls, {name: (one.uid, one) for name, one in known.items()})
    return Called(text, _of(User, chosen), _of(Actor, chosen))


def store(comment: Comment, called: Called) -> list[User]:
    """Keep the rows of a comment's calls; the people who were not called before."""
    known = set(comment.mentions.exclude(person=None).values_list("person", flat=True))
    comment.mentions.all().delete()
    rows = [Mention(comment=comment, person=one) for one in called.people]
    rows += [Mention(comment=comment, organisation=one) for one in called.organisations]
    Mention.objects.bulk_create(rows)
    return [one for one in called.people if one.pk not in known]


def _of(kind: type, chosen: list) -> tuple:
    return tuple({found.pk: found for found in chosen if isinstance(found, kind)}.values())
