"""What readers give: one row after the other, those that could not be read among them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from core.chain import canonical_json

LONGEST_CONTENT = 2000  # characters of a row that a report keeps
UNDECODED = re.compile("[\udc80-\udcff]")  # bytes that are no text, as "surrogateescape" lets them through
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")  # what no database stores


T = TypeVar("T")


class FileProblem(Exception):  # noqa: N818 (the file is wrong, not the program)
    """The file can't be read, or no further; says why and where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: what it says, or why it can't be read."""

    number: int
    raw: dict | None = None
    text: str = ""  # as it stands in the file, where the reader has it
    problem: str = ""

    @property
    def content(self) -> str:
        """The row as a report shows it: as much as fits, every sign storable."""
        text = self.text or (canonical_json(self.raw) if self.raw else "")
        return NOT_TEXT.sub("\ufffd", text[:LONGEST_CONTENT]).strip()


def is_decoded(text: str) -> bool:
    """Whether every byte of the file became a sign."""
    return text.isascii() or not UNDECODED.search(text)


def storable(value: object) -> object:
    """The same plain value without what databases refuse in a text: NUL, halves of signs."""
    if isinstance(value, str):
        return NOT_TEXT.sub("", value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    return value


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
