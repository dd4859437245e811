"""The yardstick: a Django view without middleware, templates nor database, that returns bytes read once."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], DEBUG=False, MIDDLEWARE=[], ROOT_URLCONF=__name__, USE_TZ=True)
BODY = Path(os.environ["BARE_BODY"]).read_bytes()


def bare(_request) -> HttpResponse:
    """The same bytes, always."""
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("", bare)]
application = get_wsgi_application()
