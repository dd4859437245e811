"""A possible duplicate and the actor that it looks like, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from community.imports.entries import LABELS, Entry, Unreadable, entry_of
from community.imports.rows import Row
from community.models import Actor, RemoteRecord

SHOWN = ("name", "trade_name", "street", "postal_code", "city", "website", "public_email", "public_phone", "summary")
NUMBERS = ("siret", "siren", "rna")


@dataclass(frozen=True)
class Line:
    """One thing that both say, or one of them."""

    label: str
    theirs: str
    ours: str

    @property
    def is_same(self) -> bool:
        """Whether they say the same."""
        return self.theirs.casefold() == self.ours.casefold()


@dataclass(frozen=True)
class Pair:
    """What a person looks at to decide."""

    record: RemoteRecord
    name: str
    lines: list[Line]
    why: str


def pairs(records: Iterable[RemoteRecord], now: datetime) -> list[Pair]:
    """These records with their candidates (`select_related` both candidate and run, prefetch its sectors)."""
    return [_pair(record, now) for record in records]


def _pair(record: RemoteRecord, now: datetime) -> Pair:
    try:
        entry = entry_of(Row(0, record.raw), record.run.format, now)
    except Unreadable:
        return Pair(record, record.remote_id, [], "")
    lines = [_line(name, entry, record.candidate) for name in (*SHOWN, *NUMBERS)]
    lines.append(_sectors(entry, record.candidate))
    said = [line for line in lines if line.theirs or line.ours]
    return Pair(record, str(entry.values["name"]), said, _why(record, said))


def _line(name: str, entry: Entry, actor: Actor | None) -> Line:
    label = str(LABELS.get(name, name.upper()))
    return Line(label, str(entry.values.get(name, "")), str(getattr(actor, name) or "") if actor else "")


def _sectors(entry: Entry, actor: Actor | None) -> Line:
    ours = ", ".join(sector.label for sector in actor.sectors.all()) if actor else ""
    return Line(_("sectors"), ", ".join(entry.categories), ours)


def _why(record: RemoteRecord, lines: list[Line]) -> str:
    """Why the two are compared."""
    if record.similarity is not None:
        said = {"similarity": record.similarity, "metres": record.distance}
        return _("Names alike at %(similarity)s %%, %(metres)s metres apart") % said
    numbers = {name.upper() for name in NUMBERS}
    shared = [line.label for line in lines if line.label in numbers and line.theirs and line.is_same]
    return _("The same number: %(numbers)s") % {"numbers": ", ".join(shared)} if shared else ""
