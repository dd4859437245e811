"""What the network calls itself and the result; who knows it is in a higher app, and registers itself here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


@dataclass(frozen=True)
class Network:
    """The name of the network, and by language the public word for what it gives (French law reserves some)."""

    name: str = settings.WAGTAIL_SITE_NAME
    nouns: Mapping[str, str] = field(default_factory=lambda: {"fr": "reconnaissance", "en": "recognition"})

    @property
    def noun(self) -> str:
        """The word in the present language, as it begins a title."""
        noun = self.nouns.get(get_language() or "", self.nouns[settings.LANGUAGE_CODE])
        return f"{noun[:1].upper()}{noun[1:]}"


Reader = Callable[[HttpRequest], Network]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Ask this function."""
    _readers[:] = [reader]


def of(request: HttpRequest) -> Network:
    """The network that this request visits."""
    return _readers[0](request) if _readers else Network()
