"""What the community tells somebody of what happened: comments, pages of organisations, meetings."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import calendar, discussions
from community.happening import Happening
from community.models import Actor, ActorRevision, Comment, Discussion, Follow, Meeting
from community.permissions import own_organisations
from community.queries import comments as reads
from community.queries import meetings
from community.states import CommentState

SINCE = timedelta(days=400)  # for meetings, which are read from their end


def followed(user: User, model: type) -> QuerySet:
    """Keys of the objects of one kind that a person follows."""
    kind = ContentType.objects.get_for_model(model)
    return Follow.objects.filter(user=user, discussion__content_type=kind).values("discussion__object_id")


def comments(user: User, most: int) -> list[Happening]:
    """What others said where one follows it, or of one's own organisations."""
    own = Discussion.objects.filter(
        content_type=ContentType.objects.get_for_model(Actor), object_id__in=own_organisations(user)
    )
    heard = Q(discussion__in=Follow.objects.filter(user=user).values("discussion")) | Q(discussion__in=own.values("pk"))
    found = reads.visible_to(user).filter(heard, state=CommentState.PUBLISHED).exclude(user=user)
    rows = list(found.select_related("user", "discussion").order_by("-submit_date", "-pk")[:most])
    discussions.with_objects(rows, "discussion__")
    return [_commented(one) for one in rows]


def _commented(one: Comment) -> Happening:
    text = _("%(person)s has answered") if one.root_id else _("%(person)s has commented")
    url = reverse("community:comment", args=[one.uid])
    return Happening(
        "comment", one.submit_date, discussions.label(one.discussion), text % {"person": one.author_name}, url
    )


def pages(user: User, most: int) -> Iterator[Happening]:
    """Public pages of organisations, followed or one's own, each time that they were published."""
    near = Q(pk__in=followed(user, Actor)) | Q(pk__in=own_organisations(user))
    public = Actor.objects.published().filter(near).order_by().values("pk")
    found = ActorRevision.objects.filter(actor__in=public).select_related("actor").defer("content")
    for one in found.order_by("-created_at", "-pk")[:most]:
        text = _("Its page is published") if one.number == 1 else _("Its page has changed")
        yield Happening("page", one.created_at, one.actor.public_name, text, one.actor.get_absolute_url())


def dates(user: User, most: int) -> Iterator[Happening]:
    """Meetings to which one is invited, and those of what one follows: set, moved, called off."""
    since = timezone.now() - SINCE
    held = Q(pk__in=())
    for holder in calendar.holders():
        kind = ContentType.objects.get_for_model(holder.model)
        held |= Q(content_type=kind, object_id__in=followed(user, holder.model))
    found = calendar.visible_to(user).filter(Q(pk__in=meetings.of_person(user, since).order_by().values("pk")) | held)
    for one in found.filter(ends_at__gte=since).order_by("-changed_at", "-pk")[:most]:
        yield _dated(one)


def _dated(one: Meeting) -> Happening:
    day = {"day": date_format(timezone.localtime(one.starts_at), "DATETIME_FORMAT")}
    if one.cancelled_at:
        words = gettext_lazy("Called off: it was to be on %(day)s")
    else:
        words = gettext_lazy("Now on %(day)s") if one.sequence else gettext_lazy("A date is set: %(day)s")
    return Happening("meeting", one.cancelled_at or one.changed_at, one.title, words % day, one.get_absolute_url())


SOURCES = (comments, pages, dates)
