"""What a person typed in a form that could not be taken, so that a page gives it back."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest

SECRET = re.compile(r"password|secret|credential|^code$|token", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """The fields of a refused form: shown, and sent again with a fresh token."""

    action: str
    fields: list[tuple[str, str]]
    has_secrets: bool
    has_files: bool

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What is worth reading: the name in words, and the value."""
        return [(_in_words(name), value) for name, value in self.fields if value.strip()]


def read(request: HttpRequest) -> Typed:
    """Everything but the token, secrets and files."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in sent if not SECRET.search(name)]
    return Typed(
        action=request.get_full_path(),
        fields=fields,
        has_secrets=any(SECRET.search(name) and name != "csrfmiddlewaretoken" for name, _value in sent),
        has_files=bool(request.FILES),
    )


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was on a page of this site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source)[:2] == (request.scheme, request.get_host())


def _in_words(name: str) -> str:
    return name.rsplit("-", 1)[-1].replace("_", " ").capitalize()
