"""What the site knows of a person: each app says what it holds, and how it forgets it.

An app registers in its `AppConfig.ready`. The account is erased last: what other apps keep (the public
record, under the pseudonym) may need it until then.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Holder:
    """One app's answer to "what do you know of me?" and to "forget me"."""

    export: Callable[[AbstractBaseUser], object]
    erase: Callable[[AbstractBaseUser], None]


_holders: dict[str, Holder] = {}


def register(
    name: str,
    *,
    export: Callable[[AbstractBaseUser], object],
    erase: Callable[[AbstractBaseUser], None],
) -> None:
    """Add what an app holds; `export` returns what JSON can write, `erase` runs in a transaction."""
    _holders[name] = Holder(export, erase)


def export(user: AbstractBaseUser) -> dict[str, object]:
    """Everything that the site holds of a person, by app."""
    return {name: holder.export(user) for name, holder in _holders.items()}


def erase(user: AbstractBaseUser) -> None:
    """Forget a person in every app; the caller opens the transaction. The account itself comes last."""
    for name in sorted(_holders, key=lambda name: name == "account"):
        _holders[name].erase(user)
