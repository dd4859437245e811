"""Parts of the service that may be out of order without stopping it: what operators and machines are told of each."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)
WELL = "ok"


@dataclass(frozen=True)
class Condition:
    """How a part is doing.

    Attributes:
        word: for machines; `WELL` if nothing is wrong.
        lines: for operators, a sentence each.
    """

    word: str
    lines: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return self.word == WELL


@dataclass(frozen=True)
class Part:
    """One part.

    Attributes:
        label: what it is called; may be lazy.
        look: how it is doing; asked every few seconds, so it reads little.
        mend: has it put right later, by the worker.
        button: what mending is called; may be lazy.
    """

    label: str
    look: Callable[[], Condition]
    mend: Callable[[], None]
    button: str


parts: dict[str, Part] = {}


def register(name: str, part: Part) -> None:
    """Have the operators' page and the service's health tell of a part."""
    parts[name] = part


def conditions() -> dict[str, Condition]:
    """Of every part; one that can't be looked at is told so, and the others are told."""
    return {name: _look(name, part) for name, part in parts.items()}


def _look(name: str, part: Part) -> Condition:
    try:
        return part.look()
    except Exception as error:
        log.exception("The part %s can't be looked at", name)
        return Condition("unknown", [f"{type(error).__name__}: {error}"])
