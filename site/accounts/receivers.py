"""What we do when the framework says that something happened."""

from allauth.account.signals import email_changed, password_reset, user_signed_up
from allauth.core import context
from allauth.mfa.signals import authenticator_added
from django.apps import apps
from django.db import transaction
from django.db.models.signals import m2m_changed, post_migrate
from django.dispatch import receiver

from accounts import workflow
from accounts.middleware import SET_UP_HERE
from accounts.models import User
from accounts.roles import ensure_roles
from core import journal

CHANGES = {"post_add": "account.role_given", "post_remove": "account.role_taken"}


def connect() -> None:
    """Connect what needs the list of applications: roles come after every app has its permissions."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(ensure_roles, sender=last, dispatch_uid="roles")


@receiver(user_signed_up)
@transaction.atomic
def record_sign_up(user: User, **_kwargs) -> None:
    """Somebody has an account."""
    journal.record("account.signed_up", actor=user, obj=user)


@receiver(password_reset)
def confirm_address(user: User, **_kwargs) -> None:
    """A link sent to the only address that the account has was followed: the address is theirs."""
    if user.emailaddress_set.count() == 1:
        user.emailaddress_set.filter(email__iexact=user.email).update(verified=True)


@receiver(email_changed)
def forget_refusal(user: User, **_kwargs) -> None:
    """Another address: what refused the one before says nothing of it."""
    workflow.write_again(user)


@receiver(authenticator_added)
def remember_set_up(request, **_kwargs) -> None:
    """The session that set a factor up has just proved it."""
    request.session[SET_UP_HERE] = True


@receiver(m2m_changed, sender=User.groups.through)
@transaction.atomic
def record_roles(action: str, instance, reverse: bool, pk_set, model, **_kwargs) -> None:
    """Who gave which group to whom, by whatever page or command it was done."""
    if action not in CHANGES or not pk_set:
        return
    others = model.objects.filter(pk__in=pk_set)
    pairs = [(user, instance) for user in others] if reverse else [(instance, group) for group in others]
    for user, group in pairs:
        journal.record(CHANGES[action], actor=_actor(), obj=user, data={"role": group.name})


def _actor() -> User | None:
    """The person whose request this is; nobody at the command line."""
    user = getattr(context.request, "user", None)
    return user if user and user.is_authenticated else None
