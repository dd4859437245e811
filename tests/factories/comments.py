"""Comments for tests."""

from django.utils import timezone

from community.models import Comment
from community.workflow import comments


def say(obj, actor, text="Merci pour l’atelier de samedi.", *, answers=None, now=None) -> Comment:
    """Somebody says something, as a page would have it said."""
    now = now or timezone.now()
    return comments.post(obj=obj, actor=actor, text=text, now=now, answers=answers)


def address_of(obj, kind="actor", key=None) -> str:
    """The page of the comments of an object."""
    return f"/comments/{kind}/{key or obj.uid}/"


def again(comment) -> Comment:
    """The comment as it is stored now."""
    return Comment.objects.get(pk=comment.pk)
