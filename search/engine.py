"""The engine of this site."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from search import synonyms
from search.engines import Engine
from search.engines.embedded.engine import EmbeddedEngine


def engine() -> Engine:
    """The one that the settings name, for their folder."""
    return _engine(Path(settings.SEARCH_FOLDER))


@lru_cache(maxsize=8)
def _engine(folder: Path) -> Engine:
    return EmbeddedEngine(folder, synonyms.known, timezone.localdate)
