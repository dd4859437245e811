"""The signs that give a JSON text its shape, followed without building anything."""

import re
from typing import TextIO

from django.utils.translation import gettext as _

from community.imports.rows import LONGEST_CONTENT

LONGEST = 1 << 20  # characters of one element
CHUNK = 1 << 18
OUTSIDE = re.compile(r'["\[\]{},]')
INSIDE = re.compile(r'"|\\.', re.DOTALL)
PAIRS = {"]": "[", "}": "{"}


class Signs:
    """The brackets, commas and ends of strings of a text, in order; and the text between two marks."""

    def __init__(self, stream: TextIO):
        self._stream, self._held = stream, ""
        self._text, self._pos, self._mark = "", 0, 0
        self._last = 0  # end of the sign before the present one
        self._in_string = False
        self._head = ""  # beginning of an element that is too long to be kept
        self._lines, self._behind = 1, 0  # lines, and characters of the present one, that were dropped

    def next(self) -> str:
        """The next sign, a quote standing for a whole string; "" at the end of the text."""
        self._last = self._pos
        while True:
            match = (INSIDE if self._in_string else OUTSIDE).search(self._text, self._pos)
            if match is None:
                self._pos = len(self._text)
                if not self._read():
                    return ""
                continue
            self._pos = match.end()
            if match[0] == '"':
                self._in_string = not self._in_string
            if not self._in_string:
                return match[0]

    def first(self) -> str:
        """The first sign that is no blank, and pass it."""
        while not self._text[self._pos :].strip():
            if not self._read():
                return ""
        blanks = len(self._text) - len(self._text[self._pos :].lstrip())
        self._pos = blanks + 1
        return self._text[blanks]

    def mark(self) -> None:
        """Begin to keep the text here."""
        self._mark, self._head = self._pos, ""

    def kept(self) -> tuple[str, bool]:
        """The text since the mark without the last sign, and whether it is whole: what is too long is not."""
        text = self._text[self._mark : self._pos - 1]
        if self._head:
            return self._head, False
        return (text, True) if len(text) <= LONGEST else (text[:LONGEST_CONTENT], False)

    def kept_before(self) -> tuple[str, bool]:
        """The text since the mark without the last two signs; the mark moves between the two."""
        here, self._pos = self._pos, self._last
        kept = self.kept()
        self.mark()
        self._pos = here
        return kept

    def rest(self) -> str:
        """What stands between the mark and the end, once there is no sign any more."""
        return self._text[self._mark :]

    def place(self) -> str:
        """Line and column of the last sign, for people."""
        before = self._text[: max(self._pos - 1, 0)]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self._behind + len(before) + 1
        return _("line %(line)s, column %(column)s") % {"line": self._lines + lines, "column": column}

    def _read(self) -> bool:
        """Add to the text, and drop what stands before the mark."""
        if self._pos - self._mark > LONGEST:
            self._head = self._head or self._text[self._mark : self._mark + LONGEST_CONTENT]
            self._mark = self._pos
        chunk = self._stream.read(CHUNK)
        more = self._held + chunk
        if not more:
            return False
        backslashes = len(more) - len(more.rstrip("\\"))
        self._held = "\\" if chunk and backslashes % 2 else ""  # what it escapes comes next
        self._drop(self._mark)
        self._text += more[: len(more) - len(self._held)]
        return True

    def _drop(self, count: int) -> None:
        dropped = self._text[:count]
        lines = dropped.count("\n")
        self._behind = len(dropped) - dropped.rfind("\n") - 1 if lines else self._behind + len(dropped)
        self._lines += lines
        self._text, self._mark = self._text[count:], 0
        self._pos, self._last = self._pos - count, max(0, self._last - count)


class Nesting:
    """Which brackets are open inside an element; one that was forgotten is closed by the next outer one."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count = dict.fromkeys(PAIRS.values(), 0)
        self.deepest = 0

    def is_left_open(self, before: str, sign: str) -> bool:
        """Whether the element was not closed: an object has no object without a name behind a comma."""
        return before == "," and sign == "{" and bool(self._open) and self._open[-1] == "{"

    def takes(self, sign: str) -> bool:
        """Whether a sign belongs to the element: a bracket inside it, a string, a comma between brackets."""
        if sign in self._count:
            self._count[sign] += 1
            self._open.append(sign)
            self.deepest = max(self.deepest, len(self._open))
        elif sign in PAIRS:
            return self._close(PAIRS[sign])
        return sign != "," or bool(self._open)

    def _close(self, opening: str) -> bool:
        if not self._count[opening]:
            return False
        while True:
            closed = self._open.pop()
            self._count[closed] -= 1
            if closed == opening:
                return True
