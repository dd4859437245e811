"""What the process tells somebody of what happened: in files near, to certificates, in one’s own seat.

Nothing that is sealed: of the journal only dates and kinds are read, never its private part.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from certification.course import TOLD
from certification.models import Certificate, Decision, Interest, Mandate, Message, Visit
from certification.models.decision import OUTCOMES
from certification.parts import Part, parts
from certification.rules.messages import heard
from certification.states import OURS, MessageState
from community.happened import followed
from community.happening import Happening
from community.models import Actor
from community.permissions import own_organisations
from core.models import Event

# A decision is told by its own row, with its outcome; what came before those who judge were named is not theirs.
OF_FILES = {kind: words for kind, words in TOLD.items() if kind != "decision.taken"}
OF_APPLICANTS = {"application.started", "application.signed", "application.screened", "application.sent_back"}
OF_JUDGES = {kind: words for kind, words in OF_FILES.items() if kind not in OF_APPLICANTS}
OF_CERTIFICATES = {
    "certificate.suspended": gettext_lazy("Its certificate is suspended."),
    "certificate.active": gettext_lazy("Its certificate is valid again."),
    "certificate.expired": gettext_lazy("Its certificate has ended."),
    "certificate.renounced": gettext_lazy("It has given its certificate back."),
    "certificate.withdrawn": gettext_lazy("Its certificate was withdrawn."),
}
OF_MANDATES = {
    "mandate.started": gettext_lazy("You sit for this college."),
    "mandate.ended": gettext_lazy("Your mandate has ended."),
}


@dataclass(frozen=True)
class Place:
    """An object of the journal, and how what happened to it is told to one person."""

    kind: str  # of happening
    title: Promise | str
    url: str
    words: dict[str, Promise]


Places = dict[tuple[str, str], Place]


def steps(user: User, most: int) -> list[Happening]:
    """What the journal says of files, visits, certificates and mandates; one query for all their events."""
    places = {**_of_files(user), **_of_certificates(user), **_of_mandates(user)}
    found = Event.objects.filter(_asked(places)).only("at", "kind", "object_kind", "object_ref")
    rows = found.order_by("-at", "-seq")[:most] if places else ()
    return [_step(event, places[event.object_kind, event.object_ref]) for event in rows]


def _asked(places: Places) -> Q:
    """The events of which this person is told: somebody may be of the applicant in one file, and judge another."""
    refs = defaultdict(list)
    for (kind, ref), place in places.items():
        refs[kind, tuple(place.words)].append(ref)
    asked = (Q(object_kind=kind, object_ref__in=of, kind__in=words) for (kind, words), of in refs.items())
    return reduce(or_, asked, Q(pk__in=()))


def _step(event: Event, place: Place) -> Happening:
    return Happening(place.kind, event.at, str(place.title), place.words[event.kind], place.url)


def _of_files(user: User) -> Places:
    told = [(one.application, place) for one in parts(user) if (place := _file(one))]
    found = {("certification.application", str(application.uid)): place for application, place in told}
    near = {application.pk: place for application, place in told}
    visits = Visit.objects.filter(application__in=near).values_list("uid", "application")
    return found | {("certification.visit", str(uid)): near[application] for uid, application in visits}


def _file(part: Part) -> Place | None:
    """Where somebody reads a file; None when nothing of it is for her or him."""
    name, uid = part.application.actor.public_name, [part.application.uid]
    if part.may("see"):
        page = "certification:file" if part.roles & set(OURS) else "certification:steer"
        return Place("file", name, reverse(page, args=uid), OF_FILES)
    return Place("file", name, reverse("certification:room", args=uid), OF_JUDGES) if part.may("read_file") else None


def _of_certificates(user: User) -> Places:
    held = Certificate.objects.filter(actor__in=_near_actors(user)).select_related("actor")
    return {
        ("certification.certificate", str(one.uid)): Place(
            "certificate", one.actor.public_name, reverse("certification:certificate", args=[one.number]),
            OF_CERTIFICATES,
        )
        for one in held
    }  # fmt: skip


def _of_mandates(user: User) -> Places:
    return {
        ("certification.mandate", str(one.uid)): Place(
            "seat", one.get_college_display(), reverse("certification:college", args=[one.college]), OF_MANDATES
        )
        for one in Mandate.objects.filter(person=user)
    }


def _near_actors(user: User) -> QuerySet[Actor]:
    """Organisations that one follows while they are public, and one's own."""
    public = Actor.objects.published().filter(pk__in=followed(user, Actor))
    return Actor.objects.filter(Q(pk__in=public.order_by().values("pk")) | Q(pk__in=own_organisations(user))).order_by()


def decisions(user: User, most: int) -> Iterator[Happening]:
    """Decisions about organisations near, and about files in which one had a part, without an interest declared."""
    declared = Interest.objects.filter(person=user, has_interest=True).values("application")
    named = [one.application.pk for one in parts(user) if one.roles]
    near = Q(application__actor__in=_near_actors(user).values("pk")) | Q(application__in=named)
    found = Decision.objects.filter(near).exclude(application__in=declared).select_related("application__actor")
    words = dict(OUTCOMES)
    for one in found.defer("tally", "reasons").order_by("-decided_at", "-pk")[:most]:
        text = _("The six colleges have decided: %(outcome)s") % {"outcome": str(words[one.outcome]).lower()}
        url = reverse("certification:record", args=[one.number])
        yield Happening("decision", one.decided_at, one.application.actor.public_name, text, url)


def messages(user: User, most: int) -> Iterator[Happening]:
    """That something was said in the files that one follows, and hears: never the words, nor who."""
    near = {one.application.pk: one for one in parts(user) if one.is_followed and one.may("read_file")}
    found = Message.objects.filter(_heard(near.values()), state=MessageState.POSTED).exclude(author=user)
    for one in found.only("uid", "at", "application_id").order_by("-at", "-pk")[:most]:
        application = near[one.application_id].application
        url = reverse("certification:message", args=[application.uid, one.uid])
        yield Happening("message", one.at, application.actor.public_name, SAID, url)


SAID = pgettext_lazy("in the discussion of a file", "Something was said")


def _heard(near: Iterable[Part]) -> Q:
    """The messages of these files that are for somebody with these roles."""
    found = Q(pk__in=())
    for audiences in {heard(one.roles) for one in near}:
        files = [one.application.pk for one in near if heard(one.roles) == audiences]
        found |= Q(application__in=files, audience__in=audiences)
    return found


SOURCES = (steps, decisions, messages)
