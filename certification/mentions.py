"""Whom one may call by “@” in a deliberation, while the name is typed: who hears it, under a name one may know."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from certification import hearers
from certification.hearers import Hearer
from certification.models import Application
from certification.permissions import roles_of
from certification.talk import talks
from community import suggest
from community.rules.comments import fold
from community.suggest import Suggestion


def suggestions(application: Application, user: User, audience: str, typed: str, now: datetime) -> list[Suggestion]:
    """Whom somebody may mean who has typed so much, before an audience to which she or he may speak now.

    Args:
        application: the file.
        user: who types; they read the file.
        audience: a code of `states.Audience`; nobody is offered before another one.
        typed: see `suggest.typed_in`.
        now: the moment.
    """
    if audience not in talks(application, user, now):
        return []
    near, roles = hearers.hearers(application), roles_of(user, application)
    meant = hearers.known_names(near, user, roles, audience)
    names = _names(hearers.callable_by(near, user, roles, audience), meant)
    return suggest.nearest((Suggestion(name, name) for name in names if suggest.is_meant(name, typed)), typed)


def _names(found: Iterable[Hearer], meant: dict[str, Hearer]) -> list[str]:
    """Their names, as far as a text with one would call them and nobody else."""
    names = [(one, one.person.get_full_name()) for one in found]
    return [name for one, name in names if meant.get(fold(name)) is one and suggest.may_be_written(name)]
