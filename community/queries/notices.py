"""What a person was told, as far as she or he may still see it; and what each may choose."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from accounts.models import User
from community.closed import Told, as_told
from community.models import ActorUserObjectPermission, Notification, Preference
from community.notice import Kind, Topic, of_topics
from community.permissions import is_facilitator
from community.rules.delivery import Channel
from core.permissions import Visitor

Hiding = Callable[[User], Iterable[str]]
Concern = Callable[[User], set[Topic]]
_hiding: list[Hiding] = []
_concerns: list[Concern] = []


def hide(function: Hiding) -> None:
    """Have an app say of what a person is told nothing any more, be it in a count: the `about` of notifications."""
    if function not in _hiding:
        _hiding.append(function)


def concern(function: Concern) -> None:
    """Have an app say which topics concern a person."""
    if function not in _concerns:
        _concerns.append(function)


def visible_to(user: User) -> QuerySet[Notification]:
    """What a person was told, the latest first; `closed.as_told` takes names off before anybody reads it.

    What was told about a file is not there for whoever declared an interest in it since.
    """
    return Notification.objects.filter(person=user).exclude(about__in=_hidden(user))


def latest(user: User, most: int) -> list[Told]:
    """The latest, as the person may read them now."""
    return as_told(user, visible_to(user)[:most])


def unread(user: Visitor) -> int:
    """How many were not read; one query for whoever has read all, as every page asks it."""
    if not user.is_authenticated:
        return 0
    found = Notification.objects.filter(person=user, read_at__isnull=True)
    count = found.count()
    hidden = _hidden(user) if count else []
    return count - found.filter(about__in=hidden).count() if hidden else count


def _hidden(user: User) -> list[str]:
    return [about for function in _hiding for about in function(user)]


def of_community(user: User) -> set[Topic]:
    """The topics of the community that concern a person."""
    found = {Topic.TALK, Topic.MEETING}
    if ActorUserObjectPermission.objects.filter(user=user).exists():
        found |= {Topic.PAGE, Topic.FILE}
    return found | ({Topic.FACILITATION} if is_facilitator(user) else set())


def choices(user: User) -> list[tuple[Topic, list[tuple[Kind, Channel]]]]:
    """By topic that concerns the person, each kind and how it comes."""
    chosen = dict(Preference.objects.filter(person=user).values_list("kind", "channel"))
    wanted = {topic for function in _concerns for topic in function(user)}
    return [
        (topic, [(kind, Channel(chosen.get(kind.code, kind.default))) for kind in kinds])
        for topic, kinds in of_topics(wanted)
    ]
