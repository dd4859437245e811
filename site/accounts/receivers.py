"""What we do when the framework says that something happened."""

from allauth.mfa.signals import authenticator_added
from django.apps import apps
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from accounts.middleware import SET_UP_HERE
from accounts.roles import ensure_roles


def connect() -> None:
    """Connect what needs the list of applications: roles come after every app has its permissions."""
    post_migrate.connect(ensure_roles, sender=list(apps.get_app_configs())[-1], dispatch_uid="roles")


@receiver(authenticator_added)
def remember_set_up(request, **_kwargs) -> None:
    """The session that set a factor up has just proved it."""
    request.session[SET_UP_HERE] = True
