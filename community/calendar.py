"""Which objects hold dates: each app registers its own, and says who learns of them and who convenes.

This is the one door: a meeting of a file shows nowhere for whoever may not see that file so.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from accounts.models import User
from community.models import Meeting
from community.rules.meetings import Entry
from core.permissions import Verdict, Visitor


@dataclass(frozen=True)
class Holder:
    """One kind of object that holds dates.

    Attributes:
        name: what addresses call it.
        model: its class.
        kinds: codes of the kinds of meetings that it holds.
        visible_to: narrows a queryset of the model to those whose meetings of a kind a visitor may see.
        may_convene: whether somebody may hold a meeting of a kind there, change it and call it off.
        invited: who is told of a meeting of a kind.
        label: what people call one object.
        address: where it is read.
        key: the field that addresses use.
        concerns: narrows a queryset of the model to those whose meetings of a kind a person is invited to.
        names_people: kinds whose answers show names to each other; the others show numbers.
    """

    name: str
    model: type[Model]
    kinds: tuple[str, ...]
    visible_to: Callable[[Visitor, str, QuerySet], QuerySet]
    may_convene: Callable[[Visitor, str, Model], Verdict]
    invited: Callable[[str, Model], Iterable[User]]
    label: Callable[[Model], str] = str
    address: Callable[[Model], str] = lambda obj: obj.get_absolute_url()
    key: str = "uid"
    concerns: Callable[[Visitor, str, QuerySet], QuerySet] = lambda _user, _kind, objects: objects.none()
    names_people: tuple[str, ...] = ()


Source = Callable[[User, datetime], Iterator[Entry]]
_holders: dict[str, Holder] = {}
_sources: list[Source] = []


def register(holder: Holder) -> None:
    """Let objects of one kind hold dates."""
    _holders[holder.name] = holder


def register_source(source: Source) -> None:
    """Add what an app knows to everybody's own calendar: dates that are no meetings, since a moment."""
    if source not in _sources:
        _sources.append(source)


def holders() -> list[Holder]:
    """All the kinds."""
    return list(_holders.values())


def named(name: str) -> Holder | None:
    """The kind that addresses call so."""
    return _holders.get(name)


def holder_for(model: type[Model]) -> Holder | None:
    """The kind of this class."""
    return next((holder for holder in _holders.values() if holder.model is model), None)


def holder_of(meeting: Meeting) -> Holder:
    """The kind of what holds a meeting."""
    return holder_for(ContentType.objects.get_for_id(meeting.content_type_id).model_class())


def visible_to(user: Visitor) -> QuerySet[Meeting]:
    """The meetings that a visitor may see."""
    return _narrowed(user, attrgetter("visible_to"))


def concerning(user: User) -> QuerySet[Meeting]:
    """The meetings that a person is invited to."""
    return _narrowed(user, attrgetter("concerns"))


def _narrowed(user: Visitor, way: Callable[[Holder], Callable]) -> QuerySet[Meeting]:
    found = Q(pk__in=())
    for holder in _holders.values():
        content_type = ContentType.objects.get_for_model(holder.model)
        for kind in holder.kinds:
            objects = way(holder)(user, kind, holder.model.objects.all()).order_by().values("pk")
            found |= Q(content_type=content_type, kind=kind, object_id__in=objects)
    return Meeting.objects.filter(found)


def kinds_for(user: Visitor, obj: Model) -> list[str]:
    """The kinds of meetings that a person may convene for this object."""
    holder = holder_for(type(obj))
    return [kind for kind in holder.kinds if holder.may_convene(user, kind, obj)]


def others(user: User, since: datetime) -> list[Entry]:
    """Dates of a person that are no meetings."""
    return [entry for source in _sources for entry in source(user, since)]
