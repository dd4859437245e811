"""The files near one person, and what she or he is to each: the rule of `permissions.roles_of`, for all at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from certification.bonds import unbound
from certification.models import Application, FileFollow, Interest, PanelSeat, Seat, Visitor
from certification.rules.messages import played
from certification.rules.people import Ties, recusal
from certification.states import LAW, ApplicationState, Role, VisitState
from community.models import ActorUserObjectPermission, PersonRole
from community.permissions import is_facilitator, own_organisations
from core.memory import remembered

OURS = {PersonRole.MANAGER: Role.APPLICANT, PersonRole.CONTRIBUTOR: Role.CONTRIBUTOR}


@dataclass(frozen=True)
class Part:
    """One file, and what a person is to it; nothing for who is recused, or has declared nothing yet."""

    application: Application
    roles: frozenset[Role]
    is_followed: bool

    def may(self, action: str) -> bool:
        """Whether these roles open an action without a condition, in the file's present state."""
        rows = LAW.rows("application", action)
        return any(self.roles & set(row.who) and self.application.state in row.states for row in rows)


@remembered
def parts(user: User) -> list[Part]:
    """The files of a person's organisations, those to which the process named her or him, those that are followed."""
    named, followed = _named(user), set(FileFollow.objects.filter(person=user).values_list("application", flat=True))
    ours = _ours(user)
    near = Application.objects.filter(Q(pk__in={*named, *followed}) | Q(actor__in=ours)).select_related("actor")
    said = dict(Interest.objects.filter(person=user).values_list("application", "has_interest"))
    return [
        Part(one, _roles(user, one, ours, named[one.pk], said.get(one.pk)), one.pk in followed)
        for one in near.defer("profile", "assessment")
    ]


def _ours(user: User) -> dict[int, set[Role]]:
    """By key of an organisation, what a person does for it."""
    found = defaultdict(set)
    rows = ActorUserObjectPermission.objects.filter(user=user, permission__codename__in=OURS)
    for organisation, codename in rows.values_list("content_object", "permission__codename"):
        found[organisation].add(OURS[codename])
    return found


def _named(user: User) -> dict[int, set[Role]]:
    """By key of a file, what the process made of a person, recused or not."""
    found = defaultdict(set)
    for role, read in NAMED.items():
        for application in read(user):
            found[application].add(role)
    return found


def _seats(user: User) -> QuerySet:
    return Seat.objects.sitting().filter(person=user).values_list("round__application", flat=True)


def _visits(user: User) -> QuerySet:
    made = Visitor.objects.filter(person=user).exclude(visit__state=VisitState.REPLACED)
    return made.values_list("visit__application", flat=True)


def _panels(user: User) -> QuerySet:
    return PanelSeat.objects.filter(person=user).values_list("appeal__decision__application", flat=True)


NAMED = {Role.SEAT: _seats, Role.PAIR: _visits, Role.PANEL: _panels}


def _roles(
    user: User, application: Application, ours: dict, named: Collection[Role], has_interest: bool | None
) -> frozenset[Role]:  # fmt: skip
    is_co_applicant = user.pk in {application.created_by_id, application.signed_by_id}
    ties = Ties(is_co_applicant=is_co_applicant, has_declared=has_interest is not None, has_interest=bool(has_interest))
    return played(
        ours.get(application.actor_id, ()), named, facilitates=is_facilitator(user),
        is_recused=recusal(ties) is not None, is_bound=is_co_applicant or bool(has_interest),
    )  # fmt: skip


def still_seen(user: User, uids: Collection[str]) -> QuerySet:
    """Of these files, those about which a person may still read what she or he was told.

    They are those of one's organisations; of the others, apart from those that bind one: those that one steers, those
    to which the process named one, be it before one has declared anything, and those that everybody knows.
    """
    free = Q(pk__in=unbound(user).order_by().values("pk"))
    if not is_facilitator(user):
        free &= reduce(or_, (Q(pk__in=read(user)) for read in NAMED.values()), _known())
    ours = Q(actor__in=own_organisations(user))
    return Application.objects.filter(ours | free, uid__in=uids).order_by().values_list("uid", flat=True)


def _known() -> Q:
    """Files that are public: since the first opinion was open, unless they were withdrawn."""
    is_open = Q(opinion_opens_at__lte=timezone.now()) | Q(decided_at__isnull=False)
    return is_open & ~Q(state=ApplicationState.WITHDRAWN)
