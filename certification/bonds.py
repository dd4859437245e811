"""What binds a person to files, as a query: for lists, counters and mail."""

from django.db import models

from accounts.models import User
from certification.models import Application, Interest
from community.models import ActorUserObjectPermission


def unbound(user: User) -> models.QuerySet[Application]:
    """The files to which nothing binds a person: the same rule as `permissions.is_bound`, for lists and counters."""
    own = ActorUserObjectPermission.objects.filter(user=user).values("content_object")
    declared = Interest.objects.filter(person=user, has_interest=True).values("application")
    found = Application.objects.exclude(actor__in=own).exclude(pk__in=declared)
    return found.exclude(created_by=user).exclude(signed_by=user)
