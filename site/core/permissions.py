"""Who may look after the service."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser


def may_operate(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person may see queues and mail, and send mail again."""
    return user.has_perm("core.view_operations")
