"""A person's own page, as far as the process goes: what awaits a seat, a pair, an applicant; one's files."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from certification import deliberation, duties
from certification.board_reads import TITLES
from certification.bonds import unbound
from certification.models import Application, Message, Visitor
from certification.states import UNDECIDED, ApplicationState, MessageState, ObjectionState, VisitState
from certification.turns import LOOKED_AT, turn
from community.models import Actor, PersonRole
from core.memory import remembered
from core.own_space import Task
from core.permissions import Visitor as Person

VOICE = {
    "interest": _("First say whether you have an interest in this file."),
    "grid": _("Give your opinion, commitment by commitment."),
    "position": _("Take a position."),
}
DUTY = {
    "condition": (_("Look whether a condition is met, then say so."), "certification:condition"),
    "appeal": (_("You sit in the panel of an appeal: give your voice."), "certification:appeal"),
    "suspension": (
        _("Should the certificate be suspended? Your college has not said yet."),
        "certification:suspension",
    ),
}  # fmt: skip
MOST_FILES = 20


@remembered
def of_a_seat(user: Person) -> tuple[list[deliberation.Awaiting], list[duties.Duty]]:
    """What awaits one's voice, and what else awaits somebody who sits; one's own page lists and counts them."""
    now = timezone.now()
    return deliberation.awaiting(user, now), duties.duties(user, now)


def of_seats(user: Person, _now: datetime) -> Iterator[Task]:
    """The same, as tasks."""
    voices, others = of_a_seat(user)
    for one in voices:
        url = reverse("certification:room", args=[one.application.uid])
        yield Task(one.application.actor.public_name, VOICE.get(one.todo, VOICE["position"]), url, one.due_at)
    for one in others:
        todo, name = DUTY[one.kind]
        yield Task(one.actor, todo, reverse(name, args=[one.ref]), one.due_at)


def of_pairs(user: Person, _now: datetime) -> Iterator[Task]:
    """The visits on which one is, until one has signed the report."""
    found = Visitor.objects.filter(person=user, signed_at__isnull=True, visit__application__in=unbound(user))
    found = found.exclude(visit__state__in=(VisitState.REPLACED, VisitState.SIGNED))
    for one in found.select_related("visit__application__actor"):
        application = one.visit.application
        todo = _("You are asked to visit: dates, then the report.")
        yield Task(application.actor.public_name, todo, reverse("certification:visit", args=[application.uid]))


def of_applicants(user: Person, now: datetime) -> Iterator[Task]:
    """The files of one's organisations whose turn it is."""
    asked = _questions(user)
    for one in _files(user):
        name, url, found = one.actor.public_name, reverse("certification:file", args=[one.uid]), turn(one, now)
        if one.pk in asked:
            yield Task(name, _("The colleges ask you something: answer."), url, found and found.until)
        if found and found.is_yours:
            yield Task(name, found.text, url, found.until)
        elif any(objection.state == ObjectionState.ADMITTED for objection in one.objections.all()):
            yield Task(name, _("A college objects: answer in writing."), url, found and found.until)


def _questions(user: Person) -> set[int]:
    """Keys of one's files, still undecided, in which a question has no answer."""
    files = [one.pk for one in _files(user) if one.state in UNDECIDED]
    answers = Message.objects.filter(parent=OuterRef("pk")).exclude(state=MessageState.WITHDRAWN)
    found = Message.objects.filter(application__in=files, is_question=True, state=MessageState.POSTED).order_by()
    return set(found.exclude(Exists(answers)).values_list("application", flat=True))


@remembered
def _files(user: Person) -> list[Application]:
    """The latest files of the organisations that a person manages, with what `turn` looks at."""
    managed = Actor.objects.filter(
        user_permissions__user=user, user_permissions__permission__codename=PersonRole.MANAGER
    )
    found = Application.objects.filter(actor__in=managed).select_related("actor").prefetch_related(*LOOKED_AT)
    return list(found.order_by("-created_at")[:MOST_FILES])


def my_files(request: HttpRequest) -> SafeString | str:
    """Where each of one's files is, and what comes next."""
    now = timezone.now()
    rows = [(one, TITLES[ApplicationState(one.state)], turn(one, now)) for one in _files(request.user)]
    return render_to_string("certification/own_files.html", {"rows": rows}, request) if rows else ""
