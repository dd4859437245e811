"""Whom a comment calls by “@”: those whom its author can see there, and published actors; nobody is guessed at."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from community.models import Actor, Comment, Discussion, Mention
from community.rules.comments import MOST_CALLED, fold, mark_calls, names_called
from community.states import CommentState


@dataclass(frozen=True)
class Called:
    """A text to store, and whom it calls."""

    text: str
    people: tuple[User, ...]
    organisations: tuple[Actor, ...]


def find(text: str, discussion: Discussion) -> Called:
    """Replace each name that is called, and known for sure, by its mark."""
    calls = names_called(text)[:MOST_CALLED]
    known = _people(discussion) | _actors({name for _start, names in calls for name in names}) if calls else {}
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


def _people(discussion: Discussion) -> dict[str, User]:
    """Those who said something that everybody here reads, by their name where only one of them has it."""
    said = Comment.objects.filter(discussion=discussion, state=CommentState.PUBLISHED)
    by_name = defaultdict(list)
    for user in User.objects.filter(pk__in=said.order_by().values("user"), is_active=True):
        by_name[fold(user.get_full_name())].append(user)
    return {name: users[0] for name, users in by_name.items() if len(users) == 1}


def _actors(names: set[str]) -> dict[str, Actor]:
    """Published actors of exactly these names; by the end of their address too, which nobody shares."""
    slugs = {name.lower() for name in names}
    found = Actor.objects.published().filter(Q(name__in=names) | Q(trade_name__in=names) | Q(slug__in=slugs))
    by_name, by_slug = defaultdict(list), {}
    for actor in found:
        by_name[fold(actor.public_name)].append(actor)
        by_slug[fold(actor.slug)] = actor
    return {name: actors[0] for name, actors in by_name.items() if len(actors) == 1} | by_slug
