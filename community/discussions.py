"""Which objects of the site people may comment on: each app registers its own, and says who sees them.

This is the one door: whoever may not see an object may not know that anybody said anything about it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.http import HttpRequest
from django.utils.functional import Promise

from community.models import Comment, CommunitySettings, Discussion
from core import page_cache
from core.permissions import YES, Verdict, Visitor


@dataclass(frozen=True)
class Subject:
    """One kind of object.

    Attributes:
        name: what addresses call it.
        model: its class.
        visible_to: narrows a queryset of the model to what a visitor may see.
        key: the field that addresses use.
        plural: what such objects are called together.
        label: what people call one object.
        beside: what is read with an object, for its label and its address.
        address: where it is read.
        may_post: whether somebody who sees an object may write there.
        is_open: whether visitors may, where the network opens it to them.
        is_process: part of a deliberation: nobody's words are kept from who must weigh them, and none goes by mail.
    """

    name: str
    model: type[Model]
    visible_to: Callable[[Visitor, QuerySet], QuerySet]
    plural: Promise | str = ""
    key: str = "pk"
    beside: tuple[str, ...] = ()
    label: Callable[[Model], str] = str
    address: Callable[[Model], str] = lambda obj: obj.get_absolute_url()
    may_post: Callable[[Visitor, Model], Verdict] = lambda _user, _obj: YES
    is_open: bool = False
    is_process: bool = False

    def key_of(self, obj: Model) -> object:
        """What addresses call one object."""
        return getattr(obj, self.key)

    def seen_by(self, user: Visitor) -> QuerySet:
        """All the objects of this kind that a visitor may see."""
        return self.visible_to(user, self.model.objects.all())


STORED = ("id", "uid", "threads", "comments")
_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Let people comment on objects of one kind."""
    _subjects[subject.name] = subject


def named(name: str) -> Subject | None:
    """The kind that addresses call so."""
    return _subjects.get(name)


def subject_of(discussion: Discussion) -> Subject | None:
    """The kind of what is discussed."""
    model = ContentType.objects.get_for_id(discussion.content_type_id).model_class()
    return subject_for(model)


def subject_for(model: type[Model]) -> Subject | None:
    """The kind of this class."""
    return next((subject for subject in _subjects.values() if subject.model is model), None)


def discussion_of(obj: Model) -> Discussion:
    """The discussion of an object; one that is not stored while nobody has said anything."""
    kind = ContentType.objects.get_for_model(type(obj))
    found = Discussion.objects.filter(content_type=kind, object_id=obj.pk).first()
    return found or Discussion(content_type=kind, object_id=obj.pk)


def seen_discussion(user: Visitor, obj: Model) -> Discussion | None:
    """The discussion of an object, if this visitor may see the object; one query."""
    subject = subject_for(type(obj))
    if subject is None or obj.pk is None:
        return None
    kind = ContentType.objects.get_for_model(type(obj))
    stored = Discussion.objects.filter(content_type=kind, object_id=OuterRef("pk"))
    columns = {f"discussion_{name}": Subquery(stored.values(name)[:1]) for name in STORED}
    row = subject.seen_by(user).filter(pk=obj.pk).annotate(**columns).values_list(*columns).first()
    return None if row is None else _as_found(user, obj, kind, dict(zip(STORED, row, strict=True)))


def _as_found(user: Visitor, obj: Model, kind: ContentType, stored: dict) -> Discussion:
    """A discussion as the database would give it, with what it is about."""
    found = Discussion(content_type=kind, object_id=obj.pk, **(stored if stored["id"] else {}))
    found._state.adding = not stored["id"]  # noqa: SLF001 (what Model.from_db does)
    found.content_object = obj
    note_seen(user, found)
    return found


def sees(user: Visitor, discussion: Discussion) -> bool:
    """Whether a visitor may see what is discussed; asked once for each person and instance."""
    known = discussion.__dict__.setdefault("_seen_by", {})
    if user.pk not in known:
        subject = subject_of(discussion)
        known[user.pk] = subject is not None and subject.seen_by(user).filter(pk=discussion.object_id).exists()
    return known[user.pk]


def remembered_rules(request: HttpRequest) -> CommunitySettings:
    """The same, asked once a process; for what a page offers, never for what is allowed."""
    return page_cache.remember(request, "community-rules", rules)


def note_seen(user: Visitor, discussion: Discussion) -> None:
    """Say that this was just found among what somebody may see: `sees` need not ask again."""
    discussion.__dict__.setdefault("_seen_by", {})[user.pk] = True


def visible_to(user: Visitor) -> QuerySet[Discussion]:
    """The discussions of everything that a visitor may see."""
    seen = Q(pk__in=())
    for subject in _subjects.values():
        kind = ContentType.objects.get_for_model(subject.model)
        seen |= Q(content_type=kind, object_id__in=subject.seen_by(user).order_by().values("pk"))
    return Discussion.objects.filter(seen)


def in_discussions(user: Visitor) -> QuerySet[Comment]:
    """The comments, whatever their state, of all that a visitor may see."""
    return Comment.objects.confirmed().filter(discussion__in=visible_to(user))


def is_open_to_visitors(discussion: Discussion) -> bool:
    """Whether the network lets visitors write here, once they have proved an address."""
    subject = subject_of(discussion)
    return bool(subject and subject.is_open and rules().comments_open)


def rules() -> CommunitySettings:
    """What this network has decided about comments."""
    return CommunitySettings.load()


def address(discussion: Discussion) -> str:
    """Where what is discussed is read."""
    return subject_of(discussion).address(discussion.content_object)


def label(discussion: Discussion) -> str:
    """What people call it."""
    return subject_of(discussion).label(discussion.content_object)


def with_objects(rows: Iterable[Model], path: str = "") -> None:
    """Read what is discussed, with what its label and its address need: one query for each kind of object.

    Args:
        rows: discussions, or what has one.
        path: from a row to its discussion, such as "discussion__".
    """
    found = [one.model.objects.select_related(*one.beside) for one in _subjects.values()]
    prefetch_related_objects(list(rows), GenericPrefetch(f"{path}content_object", found))


def counts(objects: Sequence[Model]) -> dict[int, int]:
    """How many comments are read below each of these objects of one kind, by primary key; one query."""
    if not objects:
        return {}
    kind = ContentType.objects.get_for_model(type(objects[0]))
    rows = Discussion.objects.filter(content_type=kind, object_id__in=[obj.pk for obj in objects])
    return dict(rows.values_list("object_id", "comments"))


def process_types() -> list[ContentType]:
    """The kinds that are part of a deliberation."""
    return [ContentType.objects.get_for_model(one.model) for one in _subjects.values() if one.is_process]
