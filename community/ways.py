"""A person's own page, as far as the community goes: what awaits, which organisations, the latest notifications."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community import following
from community.permissions import is_facilitator
from community.queries import meetings, notices, own_comments, queue
from community.queries.mine import Mine, organisations_of
from community.states import Freshness
from core.memory import remembered
from core.own_space import Task, Way
from core.permissions import Visitor

LATEST, LATEST_SAID = 4, 3
TO_CONFIRM = (Freshness.DUE, Freshness.REMINDED, Freshness.REMINDED_TWICE, Freshness.STALE)


def for_facilitators(user: Visitor) -> Iterator[Way]:
    """The queue, with how much waits there."""
    if is_facilitator(user):
        yield Way(_("The facilitators’ queue"), reverse("community:queue"), sum(queue.counts(user).values()))


@remembered
def _mine(user: Visitor) -> list[Mine]:
    return organisations_of(user, timezone.now())


def tasks(user: Visitor, _now: datetime) -> Iterator[Task]:
    """What awaits whoever looks after organisations."""
    for mine in _mine(user):
        yield from _of_one(mine)


def _of_one(mine: Mine) -> Iterator[Task]:
    name, uid = mine.actor.public_name or str(_("Unnamed organisation")), [mine.actor.uid]
    if mine.reports:
        yield Task(name, _("Somebody reported something: answer."), reverse("community:manage", args=uid))
    if mine.attestations:
        yield Task(
            name, _("Somebody says that you work together: answer."), reverse("community:attestations", args=uid)
        )
    if mine.has_draft:
        yield Task(name, _("A draft is not published yet: go on."), reverse("community:review", args=uid))
    if mine.actor.is_published and mine.freshness in TO_CONFIRM:
        todo = _("Read the page, and say that it is still right.")
        yield Task(name, todo, reverse("community:manage", args=uid), mine.actor.due_at)


def my_organisations(request: HttpRequest) -> SafeString:
    """Each with its state and how fresh it is."""
    found = _mine(request.user)
    return render_to_string("community/own_organisations.html", {"organisations": found}, request)


def my_dates(request: HttpRequest) -> SafeString | str:
    """The nearest meetings."""
    now = timezone.now()
    found = meetings.coming(request.user, now)[:LATEST]
    return render_to_string("community/own_dates.html", {"dates": found}, request)


def my_comments(request: HttpRequest) -> SafeString:
    """The latest that one said, how many answers came, how many things one follows."""
    said = own_comments.said_by(request.user)[:LATEST_SAID]
    context = {
        "said": own_comments.with_subjects(request.user, said),
        "followed": following.count(request.user),
    }
    return render_to_string("community/comments/own_panel.html", context, request)


def my_notifications(request: HttpRequest) -> SafeString:
    """The latest, and how to choose."""
    found = notices.latest(request.user, LATEST)
    return render_to_string("community/own_notifications.html", {"told": found}, request)
