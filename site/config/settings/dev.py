"""Settings of `make run`: no service, mail on the console, nothing to configure."""

import environ

environ.Env.read_env(environ.Path(__file__) - 4 + ".env")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import MIDDLEWARE, POST_OFFICE  # noqa: E402

DEBUG = True
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]  # files too, as in production
SECRET_KEY = "dev-only-not-a-secret-0123456789abcdefghijklmnopqrstuvwxyz"  # noqa: S105
ALLOWED_HOSTS = ["*"]
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.console.EmailBackend"}}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
