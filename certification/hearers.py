"""Who is near a file, what each is to it at this moment, and whose names one of them may know."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from accounts.roles import FACILITATOR
from certification.models import Application, Interest, Round, Seat, Visitor
from certification.rules import messages as rules
from certification.rules.people import Ties, recusal
from certification.states import Role, RoundState, VisitState
from community.models import ActorUserObjectPermission, PersonRole
from community.rules.comments import fold

CAN = {PersonRole.MANAGER: Role.APPLICANT, PersonRole.CONTRIBUTOR: Role.CONTRIBUTOR}


@dataclass(frozen=True)
class Hearer:
    """Somebody near a file."""

    person: User
    roles: frozenset[Role]  # none for who is recused, or has declared nothing yet
    college: str  # for which she or he sits or visits; "" for all others
    has_sat: bool = False
    is_nameless: bool = False
    visits: bool = False

    def hears(self, audience: str) -> bool:
        """Whether what is said to an audience is for this person."""
        return bool(self.roles) and audience in rules.heard(self.roles)

    def is_veiled(self, roles: Collection[Role]) -> bool:
        """Whether a reader with these roles may not know her or his name."""
        return rules.is_veiled(
            roles, has_sat=self.has_sat, is_nameless=self.is_nameless, visits=self.visits
        )  # fmt: skip


def hearers(application: Application) -> list[Hearer]:
    """Everybody near a file, by name; one query: the rule of `permissions.roles_of`, the other way round."""
    return [_hearer(one, application) for one in _near(application)]


def _near(application: Application) -> QuerySet[User]:
    """Those who sit, visit, facilitate or write for the applicant, with what is known of each."""
    latest = Round.objects.filter(application=application).exclude(state=RoundState.VOID).order_by("-number")
    sat = Seat.objects.filter(round__application=application)
    seats = sat.filter(round=Subquery(latest.values("pk")[:1]))
    visits = Visitor.objects.filter(visit__application=application).exclude(visit__state=VisitState.REPLACED)
    grants = ActorUserObjectPermission.objects.filter(
        content_object=application.actor_id, permission__codename__in=CAN
    )  # fmt: skip
    facilitators = Q(groups__name=FACILITATOR)
    near = Q(pk__in=seats.values("person")) | Q(pk__in=visits.values("person")) | Q(pk__in=grants.values("user"))
    own, said = {"person": OuterRef("pk")}, Interest.objects.filter(application=application, person=OuterRef("pk"))
    team = User.groups.through.objects.filter(user=OuterRef("pk"), group__name=FACILITATOR)
    found = User.objects.filter(is_active=True).filter(near | Q(pk__in=User.objects.filter(facilitators).values("pk")))
    return found.annotate(
        seat_college=Subquery(seats.filter(**own).values("college")[:1]),
        sits=Exists(seats.filter(**own, recused_at__isnull=True)),
        visit_college=Subquery(visits.filter(**own).values("college")[:1]),
        grant=Subquery(grants.filter(user=OuterRef("pk")).order_by("-pk").values("permission__codename")[:1]),
        facilitates=Exists(team),
        has_sat=Exists(sat.filter(**own)),
        is_nameless=Exists(sat.filter(**own, shows_name=False)),
        has_interest=Subquery(said.values("has_interest")[:1]),
    ).order_by("display_name", "pk")


def _hearer(one: User, application: Application) -> Hearer:
    named = {Role.SEAT} if one.sits else set()
    named |= {Role.PAIR} if one.visit_college else set()
    ties = Ties(
        is_co_applicant=one.pk in {application.created_by_id, application.signed_by_id},
        has_declared=one.has_interest is not None, has_interest=bool(one.has_interest),
    )  # fmt: skip
    roles = rules.played(
        {CAN[one.grant]} if one.grant else (), named, facilitates=one.facilitates,
        is_recused=recusal(ties) is not None, is_bound=ties.is_co_applicant or ties.has_interest,
    )  # fmt: skip
    college = one.seat_college or one.visit_college or ""
    return Hearer(one, roles, college, one.has_sat, one.is_nameless, bool(one.visit_college))


def veiled(application: Application, roles: Collection[Role]) -> dict[int, str]:
    """Of those near a file whose names somebody with these roles may not know, the college that stands for each name.

    The same rule as `Hearer.is_veiled`, for those too who are no longer there.
    """
    sat, hidden = Seat.objects.filter(round__application=application), {}
    if not rules.KNOWS_VISITORS & {*roles}:
        visited = Visitor.objects.filter(visit__application=application).exclude(person__in=sat.values("person"))
        hidden |= dict(visited.values_list("person", "college"))
    if not rules.KNOWS_SEATS & {*roles}:
        hidden |= dict(sat.filter(shows_name=False).values_list("person", "college"))
    return hidden


def callable_by(near: Iterable[Hearer], user: User, roles: Collection[Role], audience: str) -> list[Hearer]:
    """Those whom somebody may call by “@” before an audience: they hear it, and their name is known to the caller."""
    return [
        one for one in near if one.hears(audience) and not one.is_veiled(roles) and one.person.pk != user.pk
    ]  # fmt: skip


def known_names(near: Iterable[Hearer], user: User, roles: Collection[Role], audience: str) -> dict[str, Hearer]:
    """By name, those whom a text means for sure: who hears it, and who sits or visits, so that no name is left in it.

    Whoever is recused, or has declared nothing yet, is told of nothing; a college stands for their name all the same.
    """
    named: dict[str, Hearer] = {}
    twice = set()
    for one in near:
        name, is_oneself = fold(one.person.get_full_name()), one.person.pk == user.pk
        if (is_oneself or not one.is_veiled(roles)) and (one.college or one.hears(audience)):
            twice |= {name} & named.keys()
            named[name] = one
    return {name: one for name, one in named.items() if name not in twice}
