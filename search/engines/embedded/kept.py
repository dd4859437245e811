"""What was counted for searches without words, kept until the index changes: everybody asks them, and first of all."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

MOST = 128  # searches
T = TypeVar("T")


class Kept:
    """The latest of them, in one process; two threads may both count what neither finds."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made if there is nothing."""
        found = self._found.pop(key, None) or make()
        self._found[key] = found
        while len(self._found) > MOST:
            self._found.popitem(last=False)
        return found

    def clear(self) -> None:
        """Keep nothing."""
        self._found.clear()
