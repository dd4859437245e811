"""An SQLite database in which every migration has run: made once, copied as long as no migration changes."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "migrated"


def template() -> Path:
    """Where it is, or would be: named after the migrations and the libraries that it was made with."""
    read = hashlib.sha256()
    for path in [*sorted(ROOT.glob("*/migrations/*.py")), *sorted(ROOT.glob("site/*/migrations/*.py"))]:
        read.update(path.read_bytes())
    read.update((ROOT / "requirements.txt").read_bytes())
    return FOLDER / f"{read.hexdigest()[:20]}.sqlite3"


def start_from_template(target: Path) -> bool:
    """Copy it to where a database will be; whether there was one."""
    found = template()
    if found.exists():
        _copy(found, target)
    return found.exists()


def keep_as_template(source: Path) -> None:
    """Keep a database that has just been migrated, in the place of older ones."""
    found = template()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    draft = found.with_suffix(f".{os.getpid()}")
    _copy(source, draft)
    draft.replace(found)  # whole or not at all, whoever reads it meanwhile


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
