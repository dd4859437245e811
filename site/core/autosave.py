"""A form that saves by itself: what the script behind it is answered."""

from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

HEADER = "X-Autosave"


def is_autosave(request: HttpRequest) -> bool:
    """Whether the script asks, and not a button."""
    return HEADER in request.headers


def saved(version: int, now: datetime, **more: object) -> JsonResponse:
    """It is kept; the next save says that it saw this version. `more` is what else the page shows."""
    said = _("Saved at %(time)s") % {"time": time_format(timezone.localtime(now))}
    return JsonResponse({"version": version, "message": said} | more)


def refused(why: Promise | str) -> JsonResponse:
    """It is not kept, and why: the page shows it, and the button leads to where the typed text is given back."""
    return JsonResponse({"message": str(why)}, status=409)
