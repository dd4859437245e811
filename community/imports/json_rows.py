"""Cutting a JSON text into the elements of its list, one at a time, without building anything else.

A parser of streams gives up at the first sign that is not JSON, and what comes behind is lost. Here only strings,
brackets and commas are followed; each element is then parsed alone, so a broken one is reported and the next go on.
What is kept is bounded, however long or deep an element is.
"""

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import TextIO

from django.utils.translation import gettext as _

from community.imports.rows import LONGEST_CONTENT, FileProblem, Row, is_decoded, storable

LONGEST = 1 << 20  # characters of one element
DEEPEST = 20  # brackets inside one another
CHUNK = 1 << 18
LIST = "data"  # where the list is, when it stands in an object
OUTSIDE = re.compile(r'["\[\]{},]')
INSIDE = re.compile(r'"|\\.', re.DOTALL)
STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
PAIRS = {"]": "[", "}": "{"}
ENDS = {",", "]", "}"}
MAY_HIDE = re.compile(r"\\u|\x00")  # an escape may stand for what no database stores
IDENTIFIER = re.compile(r'"id"\s*:\s*(?:"([^"\\]{1,120})"|(\d{1,30}))')


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


def read(stream: TextIO, about: dict[str, str]) -> Iterator[Row]:
    """The rows of a list, or of the list "data" of an object, numbered from 1.

    Args:
        about: gets the texts that stand beside the list, before it ("licence").

    Raises:
        FileProblem: this is no JSON list, or it can't be followed any further; says where.
    """
    signs, number = Signs(stream), 0
    is_member = _find_list(signs, about)
    for number, (text, problem) in enumerate(_elements(signs), start=1):
        yield _row(number, text, problem)
    _check_end(signs, is_member=is_member)
    if not number:
        raise FileProblem(_("This file holds an empty list."))


def _find_list(signs: Signs, about: dict[str, str]) -> bool:
    """Go to the first element; whether the list stands in an object."""
    opening = signs.first()
    if opening not in {"[", "{"}:
        raise FileProblem(_("This is not JSON: %(place)s.") % {"place": signs.place()})
    signs.mark()
    if opening == "{":
        _find_member(signs, about)
        signs.mark()
    return opening == "{"


def _find_member(signs: Signs, about: dict[str, str]) -> None:
    """Go behind the bracket of the member that holds the list."""
    depth, texts = 1, []
    while depth and (sign := signs.next()):
        if depth == 1 and sign == '"':
            texts.append(signs.kept()[0].partition('"')[2])
        elif depth == 1 and sign == "[" and texts == [LIST]:
            return
        if depth == 1 and sign == ",":
            about.update([tuple(texts)] if len(texts) == 2 else [])  # noqa: PLR2004 (a name and its value)
            texts = []
        depth += STEPS.get(sign, 0)
        signs.mark()
    raise FileProblem(_("This JSON holds no list of entries: neither a list, nor an object with a list “data”."))


def _elements(signs: Signs) -> Iterator[tuple[str, str]]:
    """The text of each element of a list, and why it can't be parsed, if so."""
    inside, before = Nesting(), ""
    while sign := signs.next():
        if inside.is_left_open(before, sign):
            yield _element(signs.kept_before(), inside)
            inside = Nesting()
        before = sign
        if inside.takes(sign):
            continue
        kept = signs.kept()
        if kept[0].strip() or sign == ",":
            yield _element(kept, inside)
        if sign != ",":
            return
        signs.mark()
        inside = Nesting()
    raise FileProblem(_("The file ends in the middle: %(place)s. It may be cut off.") % {"place": signs.place()})


def _element(kept: tuple[str, bool], inside: Nesting) -> tuple[str, str]:
    text, is_whole = kept
    return text, _too_much(is_whole, inside.deepest)


def _too_much(is_whole: bool, deepest: int) -> str:
    if not is_whole:
        return _("This entry is longer than a million characters.")
    return _("This entry has too many brackets inside one another.") if deepest > DEEPEST else ""


def _check_end(signs: Signs, *, is_member: bool) -> None:
    """Nothing follows a list; the end of the object, or other members, follow one that stands in an object.

    Raises:
        FileProblem: the list ended too early: a bracket too many, maybe.
    """
    is_right = _ends_object(signs) if is_member else _is_over(signs)
    if not is_right:
        raise FileProblem(_("Something else follows the end of the list: %(place)s.") % {"place": signs.place()})


def _is_over(signs: Signs) -> bool:
    signs.mark()
    return not signs.next() and not signs.rest().strip()


def _ends_object(signs: Signs) -> bool:
    signs.mark()
    sign = signs.next()
    if sign == ",":
        return signs.next() == '"'
    return not sign or (sign == "}" and not signs.kept()[0].strip() and _is_over(signs))


def _row(number: int, text: str, problem: str) -> Row:
    """An element as a row; what can't be parsed says why."""
    if problem or not is_decoded(text):
        return Row(number, _id_in(text), text, problem or _("Some bytes are not UTF-8."))
    try:
        raw = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "") or str(error)
        return Row(number, _id_in(text), text, _("This is not JSON: %(reason)s.") % {"reason": reason})
    if not isinstance(raw, dict):
        return Row(number, None, text, _("This entry is not an object."))
    return Row(number, storable(raw) if MAY_HIDE.search(text) else raw, text)


def _id_in(text: str) -> dict | None:
    """The identifier that a broken entry seems to have: it is in the file, so it is not gone."""
    found = IDENTIFIER.search(text)
    return {"id": found[1] or found[2]} if found else None


def _number(text: str) -> float | None:
    value = float(text)
    return value if isfinite(value) else None


def _nothing(_name: str) -> None:
    """NaN and infinities say nothing."""


DECODER = json.JSONDecoder(strict=False, parse_constant=_nothing, parse_float=_number)
