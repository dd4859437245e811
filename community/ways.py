"""What leads from a person's own page to the community's."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models import BlockedMember
from community.permissions import is_facilitator
from community.queries import queue
from core.own_space import Way
from core.permissions import Visitor


def for_facilitators(user: Visitor) -> Iterator[Way]:
    """The queue, with how much waits there."""
    if is_facilitator(user):
        yield Way(_("The facilitators’ queue"), reverse("community:queue"), sum(queue.counts(user).values()))


def for_blockers(user: Visitor) -> Iterator[Way]:
    """The people whom one has blocked, for who has blocked somebody."""
    if BlockedMember.objects.filter(user=user).exists():
        yield Way(_("People whom I have blocked"), reverse("community:blocked"))
