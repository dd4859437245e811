"""Opening a file: how long it is, its fingerprint, its encoding, how much has been read."""

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

import filetype
from django.conf import settings
from django.utils.translation import gettext as _

from community.imports.rows import UNDECODED, FileProblem

CHUNK = 1 << 20
HEAD = 8192
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECODED = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
# Bytes that French text in cp1252 does not use: with one of them, the file is broken UTF-8.
IMPLAUSIBLE = re.compile("[\udc81\udc8d\udc8f\udc90\udc9d\udcfe\udcff]")


class Source:
    """One file, looked through once before it is read.

    Raises:
        FileProblem: there is no such file, it is too large, or it holds no text.
    """

    def __init__(self, path: Path):
        self.path = path
        self.size = _size(path)
        with path.open("rb") as file:
            head = file.read(HEAD)
        self.is_wide = head.startswith(WIDE)
        _check_text(head, is_wide=self.is_wide)
        self.sha256, self.is_utf8 = _look_through(path)
        self._file: BinaryIO | None = None

    @property
    def done(self) -> int:
        """How many bytes have been read."""
        if self._file is None:
            return 0
        return self.size if self._file.closed else self._file.tell()

    def guess_encoding(self) -> str:
        """The encoding of a table, which says nothing about it: UTF-8, or that of Windows in Western Europe."""
        if self.is_wide:
            return "utf-16"
        return "cp1252" if not self.is_utf8 and _looks_like_windows(self.path) else "utf-8-sig"

    @contextmanager
    def opened(self, encoding: str = "utf-8-sig") -> Iterator[TextIO]:
        """The text of the file; a byte that is no text comes as a lone surrogate (see `rows.UNDECODED`)."""
        with self.path.open("rb") as self._file:
            yield io.TextIOWrapper(self._file, encoding=encoding, errors="surrogateescape", newline="")


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise FileProblem(_("This file cannot be opened: %(name)s.") % {"name": path.name}) from error
    if size > settings.IMPORT_MAX_SIZE:
        said = {"size": size // 2**20, "most": settings.IMPORT_MAX_SIZE // 2**20}
        raise FileProblem(_("This file has %(size)s MB. Imports take %(most)s MB at most.") % said)
    return size


def _check_text(head: bytes, *, is_wide: bool) -> None:
    if not head.strip():
        raise FileProblem(_("This file is empty."))
    if not is_wide and (b"\0" in head[:4] or filetype.guess(head) is not None):
        raise FileProblem(_("This is not a text file. If it is a spreadsheet, save it as CSV, encoded in UTF-8."))


def _look_through(path: Path) -> tuple[str, bool]:
    """SHA-256 of the file, and whether all of it is UTF-8."""
    digest, decoder, is_utf8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True
    for chunk in _chunks(path):
        digest.update(chunk)
        is_utf8 = is_utf8 and _decodes(decoder, chunk)
    return digest.hexdigest(), is_utf8 and _decodes(decoder, b"", is_last=True)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, is_last: bool = False) -> bool:
    try:
        decoder.decode(chunk, is_last)
    except UnicodeDecodeError:
        return False
    return True


def _looks_like_windows(path: Path) -> bool:
    """Whether a file that is no UTF-8 is rather cp1252 than UTF-8 with a few broken bytes."""
    decoder, wrong, right = codecs.getincrementaldecoder("utf-8")("surrogateescape"), 0, 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        if IMPLAUSIBLE.search(text):
            return False
        wrong += len(UNDECODED.findall(text))
        right += len(DECODED.findall(text))
    return wrong > right


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
