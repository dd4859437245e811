"""What is asked again and again while one page is made, and cannot change meanwhile: asked once.

Outside of a page that is only read nothing is remembered: an action always asks anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
T = TypeVar("T")
_known: ContextVar[dict | None] = ContextVar("known", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Remember until the block ends."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """A function of rows and plain values that is called once for each of them while a page is read."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        known = _known.get()
        if known is None or any(isinstance(one, Model) and one.pk is None for one in args):
            return function(*args, **kwargs)
        key = (function, *map(_name, args), *sorted(kwargs.items()))
        if key not in known:
            known[key] = function(*args, **kwargs)
        return known[key]

    return wrapper


def _name(value: object) -> object:
    """Two instances of one row are the same; the lazy person of a request is who it stands for."""
    return (value._meta.label, value.pk) if isinstance(value, Model) else value


class ReadingMiddleware:
    """Pages that only read remember."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a form that is sent acts, and remembers nothing."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with reading():
            return self.get_response(request)
