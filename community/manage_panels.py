"""What other apps add to the page where one looks after an actor: each registers a function."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from community.models import Actor

Panel = Callable[[HttpRequest, Actor], SafeString | str]
_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add a panel to the page of every actor that one looks after."""
    if panel not in _panels:
        _panels.append(panel)


def render(request: HttpRequest, organisation: Actor) -> list[SafeString | str]:
    """The panels for this person, in the order of their registration, without the empty ones."""
    return [html for panel in _panels if (html := panel(request, organisation))]
