"""The yardstick: a Django view without middleware, templates nor database, that returns bytes read once."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], DEBUG=False, MIDDLEWARE=[], ROOT_URLCONF=__name__, USE_TZ=True)
BODIES = {file.name: file.read_bytes() for file in Path(os.environ["BARE_BODIES"]).iterdir()}


def bare(_request, name: str) -> HttpResponse:
    """The same bytes, always."""
    return HttpResponse(BODIES[name], headers={"Content-Length": str(len(BODIES[name]))})


urlpatterns = [path("<str:name>", bare)]
application = get_wsgi_application()
