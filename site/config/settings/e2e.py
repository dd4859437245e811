"""Settings of the site that a real browser visits in tests: as in production, on one machine, without TLS."""

import os
from datetime import UTC, datetime, timedelta

import time_machine

from config.settings.test import *  # noqa: F403
from config.settings.test import CACHES, MIDDLEWARE, POST_OFFICE, VAR_DIR, env

CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}
MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR_DIR / "media"))
SEARCH_FOLDER = env("SEARCH_DIR", default=str(VAR_DIR / "search"))
CHANGES_AT_ONCE = True
CREDENTIAL_KEY = os.environ.get("CREDENTIAL_KEY", "")
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]  # files too, as in production
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False

# Journeys live through a year: the whole process then believes that it is so many days later.
if ahead := int(os.environ.get("CLOCK_DAYS", "0")):
    time_machine.travel(datetime.now(UTC) + timedelta(days=ahead)).start()

# Where a test has a mail server, mail goes there.
if sink := os.environ.get("SMTP_SINK"):
    EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(sink)
    POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}}
