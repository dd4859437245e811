"""Actors: maps, addresses, imports. Comments: the package of which we keep the tables and close the doors."""

from pathlib import Path

import environ

from config.settings.folders import VAR_DIR

env = environ.Env()

ANONYMOUS_USER_NAME = None  # guardian: no row stands for visitors
GEO_WIDGET_DEFAULT_LOCATION = {"lat": 46.6, "lng": 2.5}  # the middle of France
GEO_WIDGET_ZOOM = 6
GEO_WIDGET_LEAFLET_TILE_LAYER_OPTIONS: dict = {}
GEO_WIDGET_LEAFLET_TILE_LAYER = None  # our own outlines: see site/static/js/place-map.js
# A search of addresses that answers like the Base Adresse Nationale; empty: the commune's middle, offline.
GEOCODER_URL = env("GEOCODER_URL", default="")
IMPORT_MAX_SIZE = env.int("IMPORT_MAX_MB", default=100) * 1024 * 1024
IMPORT_FOLDER = Path(env("IMPORT_DIR", default=str(VAR_DIR / "imports")))  # uploads that wait for the worker

SITE_ID = 1  # the comments' tables ask for a row; `core.sites` names it after this site
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "community.models.Comment"
COMMENTS_XTD_SALT = b"sextant comments"
COMMENTS_XTD_MAX_THREAD_LEVEL = 1  # a comment and its answers
COMMENTS_XTD_CONFIRM_EMAIL = True
COMMENTS_XTD_THREADED_EMAILS = False  # the package sends none: ours wait in the queue of mail
COMMENTS_XTD_API_DATETIME_FORMAT = "c"
COMMENTS_XTD_APP_MODEL_OPTIONS = {
    "default": {"who_can_post": "users", "allow_flagging": False, "allow_feedback": False, "show_feedback": False}
}
