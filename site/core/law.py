"""The law of an app as a table of frozen rows: an action, the states it needs, what it leads to, who may do it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Transition:
    """Who may do what while an object is in one of these states, and what it becomes (None: it stays)."""

    kind: str
    action: str
    states: tuple[str, ...]
    to: str | None
    who: tuple[StrEnum, ...]


class Law:
    """The rows of one app."""

    def __init__(self, *transitions: Transition):
        self.transitions = transitions

    def rows(self, kind: str, action: str) -> tuple[Transition, ...]:
        """The rows of one action; an unknown one has none, so nobody may do it."""
        return tuple(row for row in self.transitions if (row.kind, row.action) == (kind, action))

    def target(self, kind: str, action: str) -> str:
        """The state that an action leads to.

        Raises:
            LookupError: the action changes no state.
        """
        for row in self.rows(kind, action):
            if row.to is not None:
                return row.to
        raise LookupError(f"{kind}.{action} changes no state")
