"""The demo's deliberations, about invented organisations only, lived through the workflow with a moved clock."""

from pages.seed.process.life import NEW_CHARTER, ensure_process
from pages.seed.process.stories import STORIES

__all__ = ["NEW_CHARTER", "STORIES", "ensure_process"]
