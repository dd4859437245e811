"""How long to wait before what failed is tried again."""

from datetime import timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=12)


def wait(attempts: int) -> timedelta:
    """One minute after the first attempt, then twice as long each time, up to half a day."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 16), LONGEST_WAIT)
