"""Whole public pages, kept for visitors who are not signed in.

Entries carry the *generation*, one number in the database that every change to what the public sees
replaces in its own transaction. A page is stored under the generation read before it was made, so the
next visitor after a commit never finds what was made before it, in any process. The number is drawn at
random: one that was rolled back never comes again.
"""

import gzip
import hashlib
import secrets
import time
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
from django.utils.http import parse_etags

from core.models import Generation

PRIVATE_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}
# Never shared, in whatever language; robots are kept out of the first ones too.
PRIVATE_SECTIONS = ("account/", "operations/", "my/", "facilitation/", "letters/")
WHOLE_LISTS = ("/actors.geojson", "/actors.csv")  # streamed and compressed on the way
BY_THE_MINUTE = ("/certificates/status/",)  # what they say changes with time alone
UNSHARED = ("/admin/", "/health/", "/media/", "/documents/", settings.STATIC_URL, *WHOLE_LISTS, *BY_THE_MINUTE)
PREFIXES = ("/", *(f"/{code}/" for code, _ in settings.LANGUAGES))
PRIVATE_PATHS = UNSHARED + tuple(f"{prefix}{section}" for prefix in PREFIXES for section in PRIVATE_SECTIONS)
REMEMBERED_SECONDS = 300  # for what nobody watches
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


# (generation, since when in seconds, values): replaced as a whole, so that no thread reads another's half.
_remembered: tuple[int, float, dict[str, object]] = (-1, 0.0, {})


def remember(request: HttpRequest, name: str, make: Callable[[], object]) -> object:
    """A value that holds for the present generation, made once a process: menus, settings, places."""
    values = _values_of(_generation_of(request))
    try:
        return values[name]
    except KeyError:
        value = values[name] = make()
        return value


def _values_of(current: int) -> dict[str, object]:
    """What is remembered for this generation, for as long as pages are kept.

    A request goes on with the values of the generation with which it began: what it makes late, after somebody
    committed, goes where the next request no longer looks.
    """
    global _remembered  # noqa: PLW0603
    known, since, values = _remembered
    now = time.monotonic()
    if known != current or now - since > REMEMBERED_SECONDS:
        values = {}
        _remembered = (current, now, values)
    return values


def forget() -> None:
    """Empty what this process remembers."""
    global _remembered  # noqa: PLW0603
    _remembered = (-1, 0.0, {})


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
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:32]}"',
    )
    caches["pages"].set(entry_key, entry, settings.PAGE_CACHE_SECONDS)
    return entry


def answer(entry_key: str, entry: Entry, request: HttpRequest) -> HttpResponse:
    """The stored page in an encoding that the browser accepts, or 304."""
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    if entry.etag in known or "*" in known:
        response = _with_headers(HttpResponseNotModified(), entry)
        for name in ("Content-Length", "Content-Type"):
            response.headers.pop(name, None)
        return response
    encoding = _chosen_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = _encoded(entry_key, entry, encoding)
    response = _with_headers(HttpResponse(body), entry)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    return response


def _chosen_encoding(accepted: str) -> str:
    """The best encoding that the browser accepts; "" for none (`br;q=0` refuses it)."""
    offers = {}
    for offer in accepted.split(","):
        name, _, quality = offer.strip().partition(";q=")
        offers[name] = quality.strip() not in {"0", "0.0", "0.00", "0.000"}
    return next((name for name in ENCODERS if offers.get(name)), "")


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
