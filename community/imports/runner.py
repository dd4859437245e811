"""Runs an import from its first byte to its report, in steps: each batch is a transaction of its own.

An import that was stopped is begun again: rows that it had stored are found unchanged, by their fingerprints.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, reset_queries, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.imports import gone, report, store
from community.imports.context import Context
from community.imports.plan import Planner
from community.imports.reading import Reading
from community.imports.report import Report
from community.imports.rows import FileProblem, Row, batches
from community.imports.source import Source
from community.models import ImportRun, ImportState
from core import journal

BATCH = 500
SILENCE = timedelta(minutes=10)  # after which an import is taken for dead
LONGEST_REFUSAL = ImportRun._meta.get_field("refusal").max_length


class TakenOver(Exception):  # noqa: N818 (nothing is wrong: this process was too slow)
    """Another process goes on with this import."""


def claim(run: ImportRun) -> bool:
    """Take an import that waits, or whose process says nothing any more; whether it is ours now."""
    beat = timezone.now()
    is_free = Q(state=ImportState.WAITING) | Q(state=ImportState.RUNNING, heartbeat_at__lt=beat - SILENCE)
    claimed = ImportRun.objects.filter(is_free, pk=run.pk).update(
        state=ImportState.RUNNING, heartbeat_at=beat, done=0, counts={}
    )
    run.refresh_from_db()
    if claimed:
        run.issues.all().delete()
    return bool(claimed)


def refuse(run: ImportRun, reason: str) -> None:
    """End an import that can't be done."""
    said = reason if len(reason) <= LONGEST_REFUSAL else f"{reason[: LONGEST_REFUSAL - 1]}…"
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportState.REFUSED, refusal=said, finished_at=timezone.now(), file_path=""
    )
    run.refresh_from_db()


class Import:
    """One import that was claimed."""

    def __init__(self, run: ImportRun, path: Path, *, now: datetime, force_gone: bool = False):
        self._run, self._path, self._now = run, path, now
        self._forces_gone = force_gone
        self._report, self._seen = Report(), set()
        self._source: Source | None = None

    def steps(self) -> Iterator[ImportRun]:
        """Do all of it, giving the run back after each batch.

        Raises:
            TakenOver: another process has it now.
        """
        try:
            self._source = Source(self._path)
        except FileProblem as problem:
            refuse(self._run, str(problem))
            return
        self._run.total, self._run.sha256 = self._source.size, self._source.sha256
        self._run.save(update_fields=["total", "sha256"])
        yield from self._read(Reading(self._source, self._run.format))

    def _read(self, reading: Reading) -> Iterator[ImportRun]:
        context = Context.of(self._run, self._now)
        for rows in batches(reading.rows(), BATCH):
            self._run.licence = self._run.licence or reading.licence
            self._take(rows, context)
            reset_queries()  # which Django keeps in memory while DEBUG is on
            yield self._run
        if reading.problem and not reading.last:
            refuse(self._run, reading.problem)
        else:
            self._end(reading, context)
            yield self._run

    def _take(self, rows: list[Row], context: Context) -> None:
        """Store a batch; where somebody else has just taken a number or an address, its halves, each alone."""
        before = self._report.counts.copy()
        try:
            with transaction.atomic():
                self._store(rows, context)
        except IntegrityError:
            self._report = Report(before)
            context.reload()
            self._divide(rows, context)

    def _store(self, rows: list[Row], context: Context) -> None:
        planner = Planner(context, self._seen)
        plan = planner.plan(rows)
        if not self._run.is_rehearsal:
            store.write(plan, context)
        self._tell(plan.report)
        self._seen |= planner.seen

    def _divide(self, rows: list[Row], context: Context) -> None:
        if len(rows) > 1:
            middle = len(rows) // 2
            self._take(rows[:middle], context)
            self._take(rows[middle:], context)
            return
        failed = Report()
        failed.unreadable(rows[0], _("This row contradicts what was stored meanwhile. Import the file once more."))
        with transaction.atomic():
            self._tell(failed)

    def _tell(self, said: Report) -> None:
        """Write the report so far, and that we live."""
        self._report.take(said)
        self._report.store(self._run)
        self._beat(done=self._source.done, licence=self._run.licence, counts=dict(self._report.counts))

    def _beat(self, **fields: object) -> None:
        beat = timezone.now()
        ours = ImportRun.objects.filter(pk=self._run.pk, state=ImportState.RUNNING, heartbeat_at=self._run.heartbeat_at)
        if not ours.update(heartbeat_at=beat, **fields):
            raise TakenOver
        self._run.heartbeat_at = beat
        for name, value in fields.items():
            setattr(self._run, name, value)

    def _end(self, reading: Reading, context: Context) -> None:
        """Say what holds for the whole file, withdraw what it no longer has, write the journal."""
        said = Report()
        if reading.warning:
            said.about_file(reading.warning, is_fatal=False)
        if reading.problem:
            said.about_file(reading.problem, is_fatal=True, number=reading.last + 1)
        elif self._run.is_whole and self._seen:
            self._withdraw(said, context)
        with transaction.atomic():
            self._tell(said)
            kept = self._run.file_path if self._run.is_rehearsal else ""  # a rehearsal may be done for real
            self._beat(state=ImportState.DONE, finished_at=self._now, file_path=kept, done=self._source.size)
            self._record()

    def _withdraw(self, said: Report, context: Context) -> None:
        absent, total = gone.missing(context, self._seen)
        if gone.is_too_much(len(absent), total) and not self._forces_gone:
            numbers = {"absent": len(absent), "total": total}
            said.about_file(
                _(
                    "%(absent)s of the %(total)s entries known from this source are not in the file. That is too many"
                    " to be true: nothing was withdrawn. If the file is whole, import it with “--force-gone”."
                )
                % numbers,
                is_fatal=True,
            )
            return
        said.count(report.GONE, len(absent))
        if not self._run.is_rehearsal:
            gone.mark(absent, context)

    def _record(self) -> None:
        """One event for the whole import; a rehearsal leaves none."""
        if self._run.is_rehearsal:
            return
        run = self._run
        data = {"source": run.source, "format": run.format, "sha256": run.sha256, "is_whole": run.is_whole}
        data["counts"] = {name: run.counts.get(name, 0) for name in report.COUNTS}
        journal.record("import.finished", actor=run.started_by, obj=run, data=data, now=self._now)
