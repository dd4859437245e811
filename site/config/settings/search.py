"""Where the index of the search stands."""

from pathlib import Path

import environ

from config.settings.folders import VAR_DIR

env = environ.Env()

# Pictures of streets for the map, from another site: only where a network has chosen one, and a visitor asks for them.
TILES = {"url": env("TILES_URL", default=""), "attribution": env("TILES_ATTRIBUTION", default="")}

# The sites that may show a search in a frame of theirs: all of them, or a list ("https://partner.example").
EMBED_ORIGINS = env.list("EMBED_ORIGINS", default=["*"])

CHANGES_AT_ONCE = True  # without a living worker, whoever changes something has it followed
SEARCH_LAG_KEPT = 5  # seconds between two looks at what waits to be indexed, in each process
SEARCH_FOLDER = Path(env("SEARCH_DIR", default=str(VAR_DIR / "search")))  # made anew by `search_rebuild`
