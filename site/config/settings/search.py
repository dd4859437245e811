"""Where the index of the search stands."""

from pathlib import Path

import environ

from config.settings.folders import VAR_DIR

env = environ.Env()

CHANGES_AT_ONCE = True  # without a living worker, whoever changes something has it followed
SEARCH_LAG_KEPT = 5  # seconds between two looks at what waits to be indexed, in each process
SEARCH_FOLDER = Path(env("SEARCH_DIR", default=str(VAR_DIR / "search")))  # made anew by `search_rebuild`
