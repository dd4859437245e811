"""Where the index of the search stands."""

from pathlib import Path

import environ

from config.settings.folders import VAR_DIR

env = environ.Env()

SEARCH_FOLDER = Path(env("SEARCH_DIR", default=str(VAR_DIR / "search")))  # made anew by `search_rebuild`
