"""The public journal: every link of the chain; in full where it tells of the public course of files, else its hash.

What may not be known yet shows its hash only, which holds it all the same: the lines of objections open with the
decision. No line that is shown names a person: `workflow.common.record` keeps who acted in the private part.
"""

import json
from collections.abc import Iterator
from datetime import UTC

from certification.models import Objection
from core.models import Event

SHOWN = frozenset(
    {
        "charter.published",
        "application.submitted",
        "application.withdrawn",
        "application.profile_changed",
        "visit.signed",
        "opinion.opened",
        "round.opened",
        "round.alternates_called",
        "round.extended",
        "round.no_quorum",
        "round.reopened",
        "round.voided",
        "round.closed",
        "grid.submitted",
        "position.taken",
        "decision.taken",
        "decision.erratum",
        "appeal.convened",
        "appeal.concluded",
        "condition.met",
        "condition.waived",
        "certificate.granted",
        "certificate.prolonged",
        "certificate.suspended",
        "certificate.active",
        "certificate.expired",
        "certificate.renounced",
        "certificate.withdrawn",
    }
)
DECIDED = "decision.taken"
OBJECTION = "certification.objection"
FIELDS = (
    "seq", "at", "kind", "actor", "object_kind", "object_ref", "data", "commitment", "prev_hash", "hash",
)  # fmt: skip
CHUNK = 1000


def lines() -> Iterator[str]:
    """One JSON object a line, the oldest first. See `docs/verify.md`."""
    opened = _opened()
    for row in Event.objects.order_by("seq").values(*FIELDS).iterator(chunk_size=CHUNK):
        yield f"{json.dumps(_shown(row, opened), ensure_ascii=False)}\n"


def _shown(row: dict, opened: dict[str, int]) -> dict:
    is_opened = row["object_kind"] == OBJECTION and row["seq"] <= opened.get(row["object_ref"], 0)
    if row["kind"] not in SHOWN and not is_opened:
        return {name: row[name] for name in ("seq", "prev_hash", "hash")}
    return row | {"at": row["at"].astimezone(UTC).isoformat(timespec="microseconds")}


def _opened() -> dict[str, int]:
    """{objection: number of the line of the decision that opened it}."""
    decided = dict(Event.objects.filter(kind=DECIDED).order_by("seq").values_list("object_ref", "seq"))
    found = Objection.objects.filter(application__decisions__isnull=False).distinct()
    names = found.order_by().values_list("uid", "application__uid")
    return {str(objection): decided[str(application)] for objection, application in names}
