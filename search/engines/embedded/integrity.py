"""Whether the files of an index are those that were written: each ends with the checksum of what stands before.

Source: tantivy 0.27, `src/directory/footer.rs`: the content, a footer in JSON, its length and a magic number, both in
four bytes, the lowest first.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

PARTS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
MAGIC, ENDING = 1337, struct.Struct("<II")
CHUNK = 1 << 20  # bytes


def is_whole(folder: Path) -> bool:
    """Whether all the files of an index are there and unchanged; reads all of them.

    Raises:
        OSError: there is no list of them.
        ValueError: the list can't be read.
    """
    read = (folder / "meta.json").read_bytes()
    while not all(map(_is_unchanged, _files(folder, json.loads(read)))):
        last, read = read, (folder / "meta.json").read_bytes()
        if last == read:  # otherwise somebody has written meanwhile, and older files are gone for good reason
            return False
    return True


def _files(folder: Path, meta: dict) -> Iterator[Path]:
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        yield from (folder / f"{name}.{part}" for part in PARTS)
        if segment["deletes"]:
            yield folder / f"{name}.{segment['deletes']['opstamp']}.del"


def _is_unchanged(path: Path) -> bool:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - ENDING.size))
            length, magic = ENDING.unpack(file.read())
            body = size - ENDING.size - length
            file.seek(max(0, body))
            said = json.loads(file.read(length))["crc"] if magic == MAGIC else None
            file.seek(0)
            return said == _checksum(file, body)
    except (OSError, ValueError, KeyError, struct.error):
        return False


def _checksum(file, size: int) -> int:
    crc = 0
    while size > 0 and (chunk := file.read(min(CHUNK, size))):
        crc, size = zlib.crc32(chunk, crc), size - len(chunk)
    return crc
