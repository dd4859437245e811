"""What an answer to "may they?" looks like, and who may look after the service."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

Visitor = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Verdict:
    """Whether somebody may do something, and else why not, in words for that person.

    `is_untimely` is said of a no that depends on the moment, not on the person: it was possible, or will be.
    """

    allowed: bool
    reason: str | Promise = ""
    is_untimely: bool = False

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def may_operate(user: Visitor) -> bool:
    """Whether this person may see queues and mail, and send mail again."""
    return user.has_perm("core.view_operations")
