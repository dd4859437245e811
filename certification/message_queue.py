"""What waits for a facilitator among the messages of deliberations: those that somebody reported."""

from collections.abc import Iterator

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from certification.bonds import unbound
from certification.models import Message, MessageReport
from certification.states import MessageState
from community.queries.queue import Source, Task

OPEN = Q(reports__concluded_at=None)


def reported(user: User) -> QuerySet[Message]:
    """The messages that wait for a facilitator to judge them, in the files to which nothing binds this one."""
    waiting = MessageReport.objects.filter(concluded_at=None).values("message")
    return Message.objects.filter(pk__in=waiting, state=MessageState.POSTED, application__in=unbound(user))


def ever_reported(user: User) -> QuerySet[Message]:
    """The same, with those about which was decided."""
    return Message.objects.filter(pk__in=MessageReport.objects.values("message"), application__in=unbound(user))


def _tasks(user: User, most: int | None) -> Iterator[Task]:
    found = reported(user).annotate(since=Min("reports__at", filter=OPEN), n=Count("reports", filter=OPEN))
    for one in found.select_related("application__actor").order_by("since")[:most]:
        yield Task(
            "message", _("Message of a deliberation"), one.application.actor.public_name, one.since,
            _("Read and decide"), reverse("certification:message_conclude", args=[one.uid]),
            ngettext("%(n)s report", "%(n)s reports", one.n) % {"n": one.n},
        )  # fmt: skip


MESSAGES = Source(_("Messages of deliberations"), _tasks, lambda user: reported(user).count())
