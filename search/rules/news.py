"""What is new in the answers of a search, for somebody who knows some of them."""

from collections.abc import Collection, Sequence

MOST_FOUND = 500  # answers of a search whose news are told
MOST_GONE = 500  # answers of earlier days that are still known


def is_too_wide(found: Sequence[str]) -> bool:
    """Whether there are too many to know each."""
    return len(found) > MOST_FOUND


def news(known: Collection[str] | None, found: Sequence[str]) -> list[str]:
    """What is found and not known, in its order; nothing if it is looked at for the first time, or too wide."""
    if known is None or is_too_wide(found):
        return []
    older = set(known)
    return [one for one in found if one not in older]


def known_after(known: Sequence[str] | None, found: Sequence[str]) -> list[str] | None:
    """What is known from now on: all that is found, and the latest of what was; None if it is too wide."""
    if is_too_wide(found):
        return None
    present = set(found)
    gone = [one for one in known or () if one not in present]
    return [*found, *gone[:MOST_GONE]]
