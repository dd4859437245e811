"""Settings of the test suite: needs no environment; `DATABASE_URL` chooses another database."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, DATABASES, POST_OFFICE, STORAGES

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: threads do not share a database in memory as they would a real one.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.mkdtemp(prefix="sextant-db-")) / "test.sqlite3")}
MEDIA_ROOT = tempfile.mkdtemp(prefix="sextant-media-")
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = STORAGES | {"dbbackup": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
SHOW_STYLEGUIDE = True
CHANGES_AT_ONCE = False  # tests follow changes where they look at what follows
SEARCH_LAG_KEPT = 0
SEARCH_FOLDER = Path(tempfile.mkdtemp(prefix="sextant-search-"))
CREDENTIAL_KEY = CREDENTIAL_RETIRED_KEYS = ""
NOTIFICATIONS_AT_NIGHT = True  # tests that look at mail do so at any hour
