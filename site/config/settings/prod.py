"""Settings of a real site; every value that differs between sites comes from the environment."""

import environ

environ.Env.read_env(environ.Path(__file__) - 4 + ".env")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import POST_OFFICE, STORAGES, env  # noqa: E402

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASE_URL = env("DATABASE_URL")  # no silent fall-back to a file in production
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
WAGTAILADMIN_BASE_URL = env("BASE_URL", default=f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
TWO_FACTOR_REQUIRED = env.bool("TWO_FACTOR_REQUIRED", default=True)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
# Rate limits count by address: how many proxies of our own stand before the site (0 behind none).
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

# The queue (post_office) stays the backend that code sees; the address says what delivers for it.
MAIL_SERVER = env.email_url("EMAIL_URL")
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": MAIL_SERVER.pop("EMAIL_BACKEND")}}
vars().update(MAIL_SERVER)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
