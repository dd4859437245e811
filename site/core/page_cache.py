"""Whole public pages, kept for visitors who are not signed in.

Entries carry the *generation*, one number in the database that every change to what the public sees
replaces in its own transaction. A page is stored under the generation read before it was made, so the
next visitor after a commit never finds what was made before it, in any process. The number is drawn at
random: one that was rolled back never comes again.
"""

import gzip
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import brotli
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from core.models import Generation

PRIVATE_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}
PRIVATE_PATHS = ("/admin/", "/account/", "/en/account/", "/operations/", "/health/")
CACHE_CONTROL = "public, max-age=0, must-revalidate"
ENCODERS = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6),
}


@dataclass(frozen=True)
class Entry:
    """One page as it is sent: headers, and its body in each encoding that somebody asked for."""

    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    etag: str


_remembered: dict[str, object] = {}


def remember(request: HttpRequest, name: str, make: Callable[[], object]) -> object:
    """A value that holds for the present generation, made once a process: menus, settings, places."""
    current = _generation_of(request)
    if _remembered.get("generation") != current:
        _remembered.clear()
        _remembered["generation"] = current
    if name not in _remembered:
        _remembered[name] = make()
    return _remembered[name]


def forget() -> None:
    """Empty what this process remembers."""
    _remembered.clear()


def _generation_of(request: HttpRequest) -> int:
    """The generation with which this request began."""
    if not hasattr(request, "page_generation"):
        request.page_generation = generation()
    return request.page_generation


def generation() -> int:
    """The current generation; one short query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM core_generation")
        row = cursor.fetchone()
    return row[0] if row else 0


def invalidate(**_kwargs) -> None:
    """Make every stored page unreachable once the present transaction commits."""
    value = secrets.randbits(62)
    if not Generation.objects.update(value=value):
        Generation.objects.create(value=value)


def watch(*models) -> None:
    """Invalidate whenever a row of these models is saved or deleted (not by `.update()`)."""
    for model in models:
        uid = f"page-cache-{model._meta.label}"
        post_save.connect(invalidate, sender=model, dispatch_uid=uid)
        post_delete.connect(invalidate, sender=model, dispatch_uid=uid)


def is_shared(request: HttpRequest) -> bool:
    """Whether every anonymous visitor gets the same answer to this request."""
    query = request.META.get("QUERY_STRING", "")
    return (
        request.method in {"GET", "HEAD"}
        and not PRIVATE_COOKIES & request.COOKIES.keys()
        and not request.path.startswith(PRIVATE_PATHS)
        and (not query or (query.startswith("page=") and query[5:].isdigit()))
    )


def key(request: HttpRequest) -> str:
    """Where the answer to this request is kept in the present generation."""
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"{_generation_of(request)}:{hashlib.sha256(address.encode()).hexdigest()}"


def get(entry_key: str) -> Entry | None:
    """The stored page, if any."""
    return caches["pages"].get(entry_key)


def store(entry_key: str, response: HttpResponse) -> Entry | None:
    """Keep a response that may be shared; None when it may not."""
    if not _may_store(response):
        return None
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    response.headers["Cache-Control"] = CACHE_CONTROL
    body = response.content
    entry = Entry(
        headers=tuple(response.items()),
        bodies={"": body},
        etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    )
    caches["pages"].set(entry_key, entry, settings.PAGE_CACHE_SECONDS)
    return entry


def answer(entry_key: str, entry: Entry, request: HttpRequest) -> HttpResponse:
    """The stored page in an encoding that the browser accepts, or 304."""
    if request.META.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/") == entry.etag:
        return _with_headers(HttpResponseNotModified(), entry)
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    encoding = next((name for name in ENCODERS if name in accepted), "")
    body = _encoded(entry_key, entry, encoding)
    response = _with_headers(HttpResponse(body), entry)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    return response


def _encoded(entry_key: str, entry: Entry, encoding: str) -> bytes:
    """The body in this encoding, compressed once for each stored page."""
    if encoding not in entry.bodies:
        entry.bodies[encoding] = ENCODERS[encoding](entry.bodies[""])
        caches["pages"].set(entry_key, entry, settings.PAGE_CACHE_SECONDS)
    return entry.bodies[encoding]


def _with_headers(response: HttpResponse, entry: Entry) -> HttpResponse:
    for name, value in entry.headers:
        response.headers[name] = value
    response.headers["ETag"] = entry.etag
    return response


def _may_store(response: HttpResponse) -> bool:
    control = response.headers.get("Cache-Control", "")
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
    )
