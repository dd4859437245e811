"""The départements where the network is at home; who knows them is in a higher app, and registers itself here."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest

Reader = Callable[[HttpRequest], Sequence[str]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Ask this function too."""
    _readers.append(reader)


def departements(request: HttpRequest) -> tuple[str, ...]:
    """INSEE codes, the first one first."""
    return tuple(code for reader in _readers for code in reader(request))
