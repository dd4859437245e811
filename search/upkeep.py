"""What the worker does for the search besides following changes: an index that is missing or broken is made anew."""

import logging
from datetime import datetime

from core.tasks import periodic
from search import sources, unanswered
from search.engine import engine

log = logging.getLogger(__name__)


@periodic
def mend_index(_now: datetime) -> None:
    """Rebuild what does not open; whoever searches meanwhile gets the plain answer."""
    if wrong := engine().check():
        log.warning("The search index is %s: it is made anew.", wrong)
        engine().rebuild(sources.every())


@periodic
def forget_unanswered(now: datetime) -> None:
    """Searches that found nothing are counted for two years."""
    unanswered.forget(now)
