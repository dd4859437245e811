"""Serves pictures, and nothing else of what was uploaded, with headers that let nothing run."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.static import serve

PUBLIC_FOLDERS = ("images/", "original_images/")  # documents go through Wagtail's view, which asks who may


def picture(request: HttpRequest, path: str) -> HttpResponse:
    """One picture of the media folder; a proxy may serve them in our place.

    Raises:
        Http404: there is no such picture.
    """
    path = posixpath.normpath(path)  # no way round by "images/../documents"
    if not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
