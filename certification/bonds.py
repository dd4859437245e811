"""What binds a person to a file, and so keeps her or him from judging it: asked of everything that shows or tells."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from certification.models import Application, Interest, Seat, Visit
from certification.rules import people
from community.models import ActorUserObjectPermission
from community.permissions import grants, own_organisations
from core.memory import remembered


@remembered
def ties(user: User, application: Application, *, for_appeal: bool = False) -> people.Ties:
    """What binds a person to a file; that one has deliberated or visited is looked for when an appeal asks."""
    declared = Interest.objects.filter(application=application, person=user).first()
    return people.Ties(
        is_of_applicant=bool(grants(user, application.actor)),
        is_co_applicant=user.pk in {application.created_by_id, application.signed_by_id},
        has_declared=declared is not None,
        has_interest=bool(declared and declared.has_interest),
        took_part=for_appeal and _took_part(user, application),
    )


def _took_part(user: User, application: Application) -> bool:
    sat = Seat.objects.filter(round__application=application, person=user)
    return sat.exists() or Visit.objects.filter(application=application, visitors__person=user).exists()


def why_recused(user: User, application: Application, *, for_appeal: bool = False) -> people.Recusal | None:
    """Why this person may not judge this file; None when nothing stands in the way."""
    return people.recusal(ties(user, application, for_appeal=for_appeal), for_appeal=for_appeal)


def is_bound(user: User, application: Application) -> bool:
    """Whether something that is known binds a person to a file; who has not declared anything yet is not bound."""
    bonds = ties(user, application)
    return bonds.is_of_applicant or bonds.is_co_applicant or bonds.has_interest


def unbound(user: User) -> QuerySet[Application]:
    """The files to which nothing binds a person: the same rule as `is_bound`, for lists and counters."""
    own = own_organisations(user)
    declared = Interest.objects.filter(person=user, has_interest=True).values("application")
    found = Application.objects.exclude(actor__in=own).exclude(pk__in=declared)
    return found.exclude(created_by=user).exclude(signed_by=user)


def free(users: Iterable[User], application: Application | None) -> list[User]:
    """Those whom nothing binds to a file: whoever is bound learns of it what everybody learns."""
    bound = _bound(application) if application else set()
    return [one for one in users if one.pk not in bound]


def _bound(application: Application) -> set[int | None]:
    """Keys of the people whom something that is known binds to a file: the rule of `is_bound`, the other way round."""
    ours = ActorUserObjectPermission.objects.filter(content_object=application.actor_id)
    interested = Interest.objects.filter(application=application, has_interest=True)
    opened = {application.created_by_id, application.signed_by_id}
    return opened | set(ours.values_list("user", flat=True)) | set(interested.values_list("person", flat=True))
