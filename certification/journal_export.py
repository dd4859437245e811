"""The public journal: every link of the chain; in full where it tells of the process, else its hash only."""

import json
from collections.abc import Iterator
from datetime import UTC

from core.models import Event

SHOWN = "certification."
FIELDS = (
    "seq", "at", "kind", "actor", "object_kind", "object_ref", "data", "commitment", "prev_hash", "hash",
)  # fmt: skip
CHUNK = 1000


def lines() -> Iterator[str]:
    """One JSON object a line, the oldest first. See `docs/verify.md`."""
    for row in Event.objects.order_by("seq").values(*FIELDS).iterator(chunk_size=CHUNK):
        yield f"{json.dumps(_shown(row), ensure_ascii=False)}\n"


def _shown(row: dict) -> dict:
    if not row["object_kind"].startswith(SHOWN):
        return {name: row[name] for name in ("seq", "prev_hash", "hash")}
    return row | {"at": row["at"].astimezone(UTC).isoformat(timespec="microseconds")}
