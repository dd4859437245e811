"""How gunicorn speaks: JSON lines like the site's own; who visits is the proxy's to log, or not."""

import logging

logging.captureWarnings(True)  # Python's warnings are lines of the log too

logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Not to the root as well: the site's settings put their own handler there.
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # With a `logconfig_dict`, gunicorn logs each visit unless told not to.
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
