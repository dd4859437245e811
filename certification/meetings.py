"""Dates of files and colleges: who learns of them, who convenes; and the visits of one's own calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certification.bonds import free, unbound
from certification.models import Application, College, Interest, Mandate, Seat, VisitDate
from certification.permissions import NOT_YOURS, roles_of
from certification.states import Role, VisitState
from community.calendar import Holder
from community.models import MeetingKind
from community.permissions import is_facilitator, own_organisations
from community.rules.meetings import Entry
from core.permissions import YES, Verdict, Visitor

VISIT_LASTS = timedelta(hours=3)  # the process dates its beginning only


def _declared(user: User) -> QuerySet:
    return Interest.objects.filter(person=user, has_interest=False).values("application")


def _seen_files(user: Visitor, _kind: str, files: QuerySet) -> QuerySet:
    """Those in which a person sits, having declared no interest; all that do not bind a facilitator."""
    if not user.is_authenticated:
        return files.none()
    found = files.filter(pk__in=unbound(user).order_by().values("pk"))
    if is_facilitator(user):
        return found
    sits = Seat.objects.sitting().filter(person=user).values("round__application")
    return found.filter(pk__in=sits).filter(pk__in=_declared(user))


def _may_convene_for_file(user: Visitor, _kind: str, application: Application) -> Verdict:
    return YES if roles_of(user, application) & {Role.FACILITATOR, Role.SEAT} and application.is_open else NOT_YOURS


def _invited_to_file(_kind: str, application: Application) -> list[User]:
    """The seats who may read the file already: the others first say whether they have an interest."""
    seats = Seat.objects.sitting().filter(round__application=application).values("person")
    declared = Interest.objects.filter(application=application, has_interest=False).values("person")
    people = User.objects.filter(pk__in=seats, is_active=True).filter(pk__in=declared)
    return free(people, application)


def _seen_colleges(user: Visitor, kind: str, colleges: QuerySet) -> QuerySet:
    """Events are everybody's; a college deliberates among its members, and facilitators know when."""
    if kind == MeetingKind.EVENT or (user.is_authenticated and is_facilitator(user)):
        return colleges
    if not user.is_authenticated:
        return colleges.none()
    return colleges.filter(code__in=_held(user).values("college"))


def _own_colleges(user: Visitor, kind: str, colleges: QuerySet) -> QuerySet:
    """Those for which a person sits; an event of a college is in the calendar of who said to come."""
    if kind == MeetingKind.EVENT or not user.is_authenticated:
        return colleges.none()
    return colleges.filter(code__in=_held(user).values("college"))


def _held(user: User) -> QuerySet[Mandate]:
    return Mandate.objects.in_force(timezone.localdate()).filter(person=user)


def _may_convene_college(user: Visitor, _kind: str, college: College) -> Verdict:
    if not user.is_authenticated:
        return NOT_YOURS
    return YES if is_facilitator(user) or _held(user).filter(college=college.code).exists() else NOT_YOURS


def _members(_kind: str, college: College) -> QuerySet[User]:
    held = Mandate.objects.in_force(timezone.localdate()).filter(college=college.code)
    return User.objects.filter(pk__in=held.values("person"), is_active=True)


FILES = Holder(
    name="application", model=Application, kinds=(MeetingKind.DELIBERATION,), visible_to=_seen_files,
    may_convene=_may_convene_for_file, invited=_invited_to_file, label=lambda one: one.actor.public_name,
    address=lambda one: reverse("certification:room", args=[one.uid]), names_people=(MeetingKind.DELIBERATION,),
    concerns=_seen_files,
)  # fmt: skip
COLLEGES = Holder(
    name="college", model=College, key="code", kinds=(MeetingKind.DELIBERATION, MeetingKind.EVENT),
    visible_to=_seen_colleges, may_convene=_may_convene_college, invited=_members,
    address=lambda one: reverse("certification:college", args=[one.code]), names_people=(MeetingKind.DELIBERATION,),
    concerns=_own_colleges,
)  # fmt: skip


def visits_of(user: User, since: datetime) -> Iterator[Entry]:
    """The visits that are dated: those that a person makes, and those that organisations of hers or his receive."""
    managed = own_organisations(user)
    makes = Q(visit__visitors__person=user, visit__application__in=unbound(user).order_by().values("pk"))
    makes &= Q(visit__application__in=_declared(user))
    found = VisitDate.objects.filter(makes | Q(visit__application__actor__in=managed))
    found = found.filter(is_chosen=True, at__gte=since).exclude(visit__state=VisitState.REPLACED)
    for one in found.select_related("visit__application__actor").distinct():
        actor = one.visit.application.actor
        url = reverse("certification:visit", args=[one.visit.application.uid])
        yield Entry(
            f"visit-{one.visit.uid}", _("Visit: %(name)s") % {"name": actor.public_name}, one.at, one.at + VISIT_LASTS,
            one.visit.appointed_at, ", ".join(filter(None, (actor.street, actor.city))), "", url,
        )  # fmt: skip
