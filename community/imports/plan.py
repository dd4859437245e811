"""What becomes of each row of a batch: new, known, a possible duplicate, or left out. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from community.imports import apply, report
from community.imports.changes import Changed, load, set_parts
from community.imports.communes import place
from community.imports.context import Context
from community.imports.entries import Closed, Entry, Unreadable, entry_of, fingerprint, identify
from community.imports.known import Known, Match
from community.imports.numbers import Numbers
from community.imports.report import Report
from community.imports.rows import Row
from community.models import Activity, Actor, RemoteRecord
from community.states import RecordState


@dataclass(eq=False)
class New:
    """An actor to add, with what it does and the record that it comes from; `known` gets its key once it is stored."""

    actor: Actor
    activities: list[Activity]
    record: RemoteRecord
    known: Known


@dataclass(eq=False)
class Update:
    """A record that says something about an actor that we have."""

    entry: Entry
    key: int
    is_link: bool = False
    was_gone: bool = False


@dataclass
class Plan:
    """What a batch will write."""

    new: list[New] = field(default_factory=list)
    records: list[RemoteRecord] = field(default_factory=list)
    candidates: list[tuple[RemoteRecord, Known]] = field(default_factory=list)  # of the possible duplicates
    touched: list[int] = field(default_factory=list)  # records that are as they were
    changed: dict[int, Changed] = field(default_factory=dict)
    report: Report = field(default_factory=Report)


class Planner:
    """Decides about the rows of one batch, inside its transaction."""

    def __init__(self, context: Context, before: Iterable[str] = ()):
        self._context, self._run = context, context.run
        self._before = before  # identifiers of the batches before
        self.seen: set[str] = set()
        self._plan = Plan()
        self._updates: list[Update] = []

    def plan(self, rows: Iterable[Row]) -> Plan:
        """Decide; `seen` has the identifiers then."""
        named = list(self._named(rows))
        records = self._records([identifier for _row, identifier in named])
        entries = list(self._changed(named, records))
        self._prepare(entries)
        for entry in entries:
            self._decide(entry, records.get(entry.remote_id))
        return self._finish(entries)

    def settle(self, entries: Iterable[tuple[Entry, RemoteRecord]], *, is_same: bool) -> Plan:
        """Do what a person decided: each entry is the actor of its record, or is another one."""
        entries = list(entries)
        self._prepare([entry for entry, _record in entries])
        for entry, record in entries:
            if is_same:
                self._plan.records.append(record)
                self._updates.append(Update(entry, record.actor_id, is_link=True, was_gone=True))
            else:
                self._numbers.drop_others(entry, None)
                self._add(entry, record)
        return self._finish([entry for entry, _record in entries])

    def _prepare(self, entries: list[Entry]) -> None:
        """Ask for what all entries need at once."""
        self._context.communes.prepare(entries)
        self._numbers = Numbers(entries, self._context)
        for entry in entries:
            place(entry, self._context.communes.of(entry))

    def _named(self, rows: Iterable[Row]) -> Iterable[tuple[Row, str]]:
        """Rows that can be read, each with its identifier; one that comes twice is left out the second time."""
        for row in rows:
            identifier = identify(row.raw, self._run.format)
            if row.problem:
                self._plan.report.unreadable(row, row.problem)
            elif identifier and (identifier in self.seen or identifier in self._before):
                self._plan.report.unreadable(row, _("Another row before this one has the same identifier."))
            else:
                yield row, identifier
            self.seen.update([identifier] if identifier else [])

    def _records(self, identifiers: list[str]) -> dict[str, RemoteRecord]:
        """What we have of these rows, alone with it until the transaction ends."""
        records = RemoteRecord.objects.select_for_update().filter(source=self._run.source, remote_id__in=identifiers)
        return {record.remote_id: record for record in records.order_by("pk").defer("raw")}

    def _changed(self, named: list[tuple[Row, str]], records: dict[str, RemoteRecord]) -> Iterable[Entry]:
        """Entries of the rows that are new or that say something else than last time."""
        for row, identifier in named:
            record = records.get(identifier)
            if record and not record.gone_at and record.content_hash == fingerprint(row.raw):
                self._plan.touched.append(record.pk)
                self._plan.report.count(self._as_before(record))
                continue
            try:
                yield entry_of(row, self._run.format, self._context.now)
            except Unreadable as problem:
                self._plan.report.unreadable(row, str(problem))
                if isinstance(problem, Closed):
                    self.seen.discard(identifier)

    def _as_before(self, record: RemoteRecord) -> str:
        """How a row counts that is known; one that this import stored before it was stopped counts as it did."""
        if record.run_id != self._run.pk:
            return report.UNCHANGED
        if record.state == RecordState.DUPLICATE:
            return report.DUPLICATE
        return report.CREATED if record.first_seen_at >= self._run.created_at else report.UPDATED

    def _decide(self, entry: Entry, record: RemoteRecord | None) -> None:
        by_number = None if record else self._numbers.match(entry)
        if record:
            self._see_again(entry, record)
        elif by_number and self._numbers.may_link(*by_number):
            self._link(entry, by_number[1])
        elif match := Match(by_number[1]) if by_number else self._neighbour(entry):
            self._doubt(entry, match)
        else:
            self._add(entry, self._record(entry, RecordState.LINKED))
            self._plan.report.count(report.CREATED)

    def _neighbour(self, entry: Entry) -> Match | None:
        neighbourhood = self._context.neighbourhood
        return neighbourhood.match(entry.point, entry.names) if neighbourhood else None

    def _see_again(self, entry: Entry, record: RemoteRecord) -> None:
        """The source says something else than last time, or has the entry again."""
        was_gone = record.gone_at is not None
        self._write(record, entry)
        self._plan.records.append(record)
        if record.actor_id:
            self._updates.append(Update(entry, record.actor_id, was_gone=was_gone))
        else:  # undecided, ignored, or its actor was deleted here
            is_waiting = record.state == RecordState.DUPLICATE
            self._plan.report.count(report.DUPLICATE if is_waiting else report.UNCHANGED)

    def _link(self, entry: Entry, known: Known) -> None:
        record = self._record(entry, RecordState.LINKED)
        record.actor_id = known.pk
        self._context.linked.add(known.pk)
        self._plan.records.append(record)
        self._updates.append(Update(entry, known.pk, is_link=True))

    def _doubt(self, entry: Entry, match: Match) -> None:
        """A person must say whether this is an actor that we know."""
        record = self._record(entry, RecordState.DUPLICATE)
        record.similarity, record.distance = match.similarity, match.metres
        self._plan.records.append(record)
        self._plan.candidates.append((record, match.known))
        self._plan.report.count(report.DUPLICATE)

    def _add(self, entry: Entry, record: RemoteRecord) -> None:
        actor = apply.new_actor(entry, self._context)
        activities = apply.new_activities(actor, self._context.sectors_of(entry.categories), [])
        set_parts(actor, activities)
        known = Known(None, actor.point)
        self._plan.new.append(New(actor, activities, record, known))
        self._numbers.claim(entry, known)
        if self._context.neighbourhood:
            self._context.neighbourhood.add(known, entry.names)

    def _record(self, entry: Entry, state: RecordState) -> RemoteRecord:
        record = RemoteRecord(
            source=self._run.source, remote_id=entry.remote_id, state=state, first_seen_at=self._context.now
        )
        self._write(record, entry)
        return record

    def _write(self, record: RemoteRecord, entry: Entry) -> None:
        record.raw, record.content_hash = entry.row.raw, entry.content_hash
        record.url, record.licence = entry.url, self._run.licence
        record.last_seen_at, record.gone_at, record.run = self._context.now, None, self._run

    def _finish(self, entries: list[Entry]) -> Plan:
        """Work out what known actors become, once for all that is said of each."""
        self._plan.changed = load(update.key for update in self._updates)
        results = [(update, self._update(update)) for update in self._updates]
        for update, is_back in results:
            differs = self._plan.changed[update.key].close(self._context)
            self._plan.report.count(_result(update, is_back=is_back, differs=differs))
        for entry in entries:
            self._plan.report.cleaned(entry.row, entry.notes)
        return self._plan

    def _update(self, update: Update) -> bool:
        """Write what an entry says into its actor; whether the actor is listed again."""
        changed = self._plan.changed[update.key]
        self._numbers.drop_others(update.entry, changed.actor)
        is_back = update.was_gone and changed.come_back(self._context)
        changed.take(update.entry, self._context)
        self._numbers.claim(update.entry, Known(update.key))
        return is_back


def _result(update: Update, *, is_back: bool, differs: bool) -> str:
    if update.is_link:
        return report.LINKED
    if is_back:
        return report.BACK
    return report.UPDATED if differs else report.UNCHANGED
