"""Which actors, discussions and meetings a person may still see, of those about which she or he was told."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.models import User
from community import calendar, discussions
from community.models import Actor
from community.permissions import is_facilitator, own_organisations


def actors(user: User, uids: Collection[str]) -> QuerySet:
    """Published ones, and those of which one looks after the page; all for a facilitator: the rule of "see"."""
    found = Actor.objects.filter(uid__in=uids).order_by()
    if not is_facilitator(user):
        own = own_organisations(user)
        found = found.filter(Q(pk__in=Actor.objects.published().order_by().values("pk")) | Q(pk__in=own))
    return found.values_list("uid", flat=True)


def discussed(user: User, keys: Collection[str]) -> QuerySet:
    """Discussions of what one may see."""
    return discussions.visible_to(user).filter(pk__in=keys).order_by().values_list("pk", flat=True)


def meetings(user: User, uids: Collection[str]) -> QuerySet:
    """Meetings that one may see."""
    return calendar.visible_to(user).filter(uid__in=uids).order_by().values_list("uid", flat=True)
