"""Which words of a text were taken out, and which were put in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

TOKEN = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
MARKUP = re.compile(r"\*\*|(?m:^- )")
LONGEST = 4000  # tokens together: above, the whole text is shown as replaced
ALIKE = 0.4  # crumbs of another text can't be read

Kind = Literal["kept", "removed", "added"]


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stayed, left or came."""

    kind: Kind
    text: str


def words(before: str, after: str, *, alike: float = ALIKE) -> list[Piece]:
    """The pieces of both texts, in reading order; joined without the "added" ones they give `before`, and so on.

    Args:
        alike: below this ratio of shared words (0 to 1) the whole text is shown as replaced.
    """
    old, new = (TOKEN.findall(_plain(text)) for text in (before, after))
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if len(old) + len(new) > LONGEST or matcher.ratio() < alike:
        return _pieces([("removed", "".join(old)), ("added", "".join(new))])
    return _pieces(_steps(matcher.get_opcodes(), old, new))


def _plain(text: str) -> str:
    """Without the signs that make bold and lists."""
    return MARKUP.sub("", text)


def _steps(found: list, old: list[str], new: list[str]) -> Iterator[tuple[Kind, str]]:
    for operation, start, end, new_start, new_end in found:
        if operation == "equal":
            yield "kept", "".join(old[start:end])
        else:
            yield "removed", "".join(old[start:end])
            yield "added", "".join(new[new_start:new_end])


def _pieces(steps: Iterable[tuple[Kind, str]]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in steps if text]
