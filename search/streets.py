"""Pictures of streets below the map: from whom, and the answers of this site in which a browser may fetch them."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse

NONE = {"url": "", "attribution": "", "host": ""}
View = Callable[..., HttpResponse]


def offered() -> dict[str, str]:
    """Address, attribution and host; without an address the network offers none."""
    host = urlsplit(settings.TILES["url"].replace("{s}.", "")).hostname or ""
    return settings.TILES | {"host": host}


def allowed(view: View) -> View:
    """Let the page fetch them, and no other."""

    @wraps(view)
    def seen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        host = urlsplit(settings.TILES["url"]).netloc.replace("{s}", "*")
        made = csp_update({"img-src": [f"https://{host}"]})(view) if host else view
        return made(request, *args, **kwargs)

    return seen
