"""The rows of a file, whatever its format; what is wrong with the file as a whole comes at the end."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from community.imports import csv_rows, json_rows, texts
from community.imports.rows import FileProblem, Row
from community.imports.source import Source
from community.models import ImportFormat, ImportRun

LONGEST_LICENCE = ImportRun._meta.get_field("licence").max_length
WINDOWS = "cp1252"


class Reading:
    """One pass over a file; once its rows have been read, `problem` says why they ended too early, if they did."""

    def __init__(self, source: Source, kind: str):
        self._source, self._is_table = source, kind == ImportFormat.CSV
        self._encoding = source.guess_encoding() if self._is_table else "utf-8-sig"
        self._about: dict[str, str] = {}
        self.last = 0  # number of the last row
        self.problem = ""

    @property
    def warning(self) -> str:
        """What holds for the whole file and stops nothing."""
        if self._encoding != WINDOWS:
            return ""
        return _("This file is not encoded in UTF-8: it was read as a file of Windows (cp1252). Check the accents.")

    @property
    def licence(self) -> str:
        """What the file says of its licence, once its first row has been read."""
        return texts.one_line(self._about.get("licence"), "", [], LONGEST_LICENCE)

    def rows(self) -> Iterator[Row]:
        """Every row that can be reached."""
        try:
            with self._source.opened(self._encoding) as text:
                for row in csv_rows.read(text) if self._is_table else json_rows.read(text, self._about):
                    self.last = row.number
                    yield row
        except (FileProblem, UnicodeError) as problem:
            self.problem = str(problem)
