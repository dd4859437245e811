"""Cutting a table (CSV) into rows: any usual separator; a broken line is reported and the next go on."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from django.utils.translation import gettext as _

from community.imports.columns import field_of
from community.imports.rows import LONGEST_CONTENT, FileProblem, Row, is_decoded, storable

LONGEST_LINE = 1 << 20  # characters
MOST_COLUMNS = 500
MOST_RETRIES = 1000  # broken records whose lines are read again, each alone
SEPARATORS = (",", ";", "\t")


class Lines:
    """The lines of a text; those of a broken record can be read again, one by one."""

    def __init__(self, stream: TextIO):
        self._stream, self._again, self._taken = stream, deque(), []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) == LONGEST_LINE:
            raise FileProblem(_("This file has a line of more than a million characters: it is no table."))
        self._taken.append(line)
        return line

    def begin(self) -> None:
        """A new record begins."""
        self._taken.clear()

    def give_back(self) -> str:
        """Have all lines but the first of this record read again; the first one."""
        self._again.extendleft(reversed(self._taken[1:]))
        return self._taken[0] if self._taken else ""


def read(stream: TextIO) -> Iterator[Row]:
    """The rows below the headings, numbered as in a spreadsheet: the headings are row 1.

    Raises:
        FileProblem: there are no headings, or the table can't be read any further.
    """
    lines = Lines(stream)
    headings = _headings(lines)
    reader = csv.reader(lines, delimiter=_separator(headings), strict=True)
    names = _names(next(csv.reader([headings], delimiter=_separator(headings))))
    if "name" not in map(field_of, names):
        said = {"names": ", ".join(names)[:150]}
        raise FileProblem(_("No heading of this table is that of a name (“nom”, “name”): %(names)s.") % said)
    number = 1
    for number, (cells, broken, reason) in enumerate(_records(reader, lines), start=2):
        if reason or any(cells):
            yield _row(number, names, cells, broken, reason)
    if number == 1:
        raise FileProblem(_("This table has no row below its headings."))


def _headings(lines: Lines) -> str:
    """The first line that says something."""
    for line in lines:
        if line.strip():
            return line.strip()
    raise FileProblem(_("This file is empty."))


def _separator(line: str) -> str:
    """The sign that stands most often in the headings."""
    return max(SEPARATORS, key=line.count)


def _names(cells: list[str]) -> list[str]:
    """The headings, each once; a column without any has its number."""
    if len(cells) > MOST_COLUMNS:
        raise FileProblem(_("This table has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = storable(cell).strip() or f"#{position}"
        names.append(name if name not in names else f"{name} #{position}")
    return names


def _records(reader: Iterator[list[str]], lines: Lines) -> Iterator[tuple[list[str], str, str]]:
    """The cells of each record; or, where they can't be told, its first line and the reason."""
    retries = 0
    while True:
        lines.begin()
        try:
            yield next(reader), "", ""
        except StopIteration:
            return
        except csv.Error as error:
            retries += 1
            if retries > MOST_RETRIES:
                raise FileProblem(_("Too many lines of this table are broken.")) from error
            yield [], lines.give_back()[:LONGEST_CONTENT], str(error)


def _row(number: int, names: list[str], cells: list[str], broken: str, reason: str) -> Row:
    if reason:
        return Row(number, None, broken, _("This line cannot be read: %(reason)s.") % {"reason": reason})
    raw = {name: storable(cell) for name, cell in zip(names, cells, strict=False) if cell}
    text = " | ".join(cells)
    if not is_decoded(text):
        return Row(number, raw, text, _("Some bytes cannot be decoded."))
    if any(cells[len(names) :]):
        return Row(number, raw, text, _("This row has more cells than there are headings."))
    return Row(number, raw, text)
