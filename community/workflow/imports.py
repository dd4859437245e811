"""Imports as people do them: starting one from the site, deciding about possible duplicates."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.imports import store
from community.imports.context import Context
from community.imports.entries import Entry, entry_of
from community.imports.plan import Planner
from community.imports.rows import Row
from community.models import Actor, ImportRun, ImportState, RemoteRecord
from community.permissions import can, is_facilitator
from community.states import RecordState
from community.workflow.common import begin, move
from core import journal
from core.permissions import Verdict
from core.refusals import Refused, require

LINK, SEPARATE, IGNORE = ACTIONS = ("link", "separate", "ignore")
FILE_KEPT = timedelta(days=7)  # after a rehearsal
KEPT_FROM_REHEARSAL = ("source", "format", "licence", "is_whole", "file_name", "file_path", "total")
MOST_AT_ONCE = 500  # decided in one request
NOT_FOR_YOU = Verdict(False, _("Only facilitators may import directories."))


@transaction.atomic
def start(*, run: ImportRun, upload: UploadedFile, actor: User, now: datetime) -> ImportRun:
    """Keep a file for the worker, which will import it.

    Args:
        run: what the form says of the import, not yet stored.

    Raises:
        NotAllowed: the person is no facilitator.
    """
    require(Verdict(True) if is_facilitator(actor) else NOT_FOR_YOU)
    run.started_by, run.created_at, run.state = actor, now, ImportState.WAITING
    run.file_name, run.total = Path(upload.name).name[-200:], upload.size
    path = _new_path()
    run.file_path = str(path)
    run.save()
    journal.record("import.started", actor=actor, obj=run, now=now, data={"source": run.source, "format": run.format})
    with path.open("xb") as file:  # last: what is rolled back leaves no file
        file.writelines(upload.chunks())
    return run


def can_run_for_real(run: ImportRun) -> bool:
    """Whether this is a rehearsal whose file is still here."""
    return run.is_rehearsal and run.state == ImportState.DONE and bool(run.file_path)


@transaction.atomic
def run_for_real(*, rehearsal: ImportRun, actor: User, now: datetime) -> ImportRun:
    """Import the file of a rehearsal, once.

    Raises:
        NotAllowed: the person is no facilitator.
        Refused: the file is no longer kept, or was taken meanwhile.
    """
    require(Verdict(True) if is_facilitator(actor) else NOT_FOR_YOU)
    rehearsal = ImportRun.objects.select_for_update().get(pk=rehearsal.pk)
    if not can_run_for_real(rehearsal):
        raise Refused(_("The file of this rehearsal is no longer kept. Send it once more."))
    kept = {name: getattr(rehearsal, name) for name in KEPT_FROM_REHEARSAL}
    run = ImportRun.objects.create(started_by=actor, created_at=now, is_rehearsal=False, **kept)
    ImportRun.objects.filter(pk=rehearsal.pk).update(file_path="")
    journal.record("import.started", actor=actor, obj=run, now=now, data={"source": run.source, "format": run.format})
    return run


def forget_rehearsals(now: datetime) -> int:
    """Delete the files of rehearsals that nobody has imported for real in time; how many."""
    old = ImportRun.objects.filter(is_rehearsal=True, state=ImportState.DONE, finished_at__lt=now - FILE_KEPT)
    old = list(old.exclude(file_path=""))
    for run in old:
        Path(run.file_path).unlink(missing_ok=True)
    ImportRun.objects.filter(pk__in=[run.pk for run in old]).update(file_path="")
    return len(old)


def _new_path() -> Path:
    """Where only the worker looks, under a name that nobody can guess."""
    folder = Path(settings.IMPORT_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / secrets.token_hex(16)


@transaction.atomic
def decide(*, record: RemoteRecord, action: str, actor: User | None, now: datetime) -> None:
    """Say what a possible duplicate is: the actor that it looks like ("link"), another one ("separate"), or neither.

    Raises:
        NotAllowed: it is not for this person, or somebody has decided already.
        Refused: there is no actor to link it with any more.
    """
    if record.run is None:
        raise Refused(_("Nobody knows any more which import this entry comes from. Import its file once more."))
    _settle([begin(record, action, actor)], action, actor, now)


@transaction.atomic
def decide_all(*, run: ImportRun, action: str, actor: User, now: datetime) -> int:
    """Decide the same of all possible duplicates of an import, at most `MOST_AT_ONCE`; how many were decided."""
    waiting = RemoteRecord.objects.select_for_update().filter(run=run, state=RecordState.DUPLICATE)
    if action == LINK:
        waiting = waiting.exclude(candidate=None)
    records = list(waiting.order_by("pk")[:MOST_AT_ONCE])
    for record in records:
        require(can(actor or AnonymousUser(), action, record))
    if records:
        _settle(records, action, actor, now)
    return len(records)


def _settle(records: list[RemoteRecord], action: str, actor: User | None, now: datetime) -> None:
    """Do it, and write it down."""
    run = records[0].run
    entries = [(_entry(record, now), record) for record in records] if action != IGNORE else []
    for record in records:
        move(record, action)
    if action == LINK:
        _name_actors(records)
    if entries:
        context = Context.of(run, now, compares=False)
        store.write(Planner(context).settle(entries, is_same=action == LINK), context)
    else:
        RemoteRecord.objects.filter(pk__in=[record.pk for record in records]).update(state=records[0].state)
    data = {"source": run.source, "entries": [record.remote_id for record in records]}
    journal.record(f"import.{action}", actor=actor, obj=run, now=now, data=data)


def _entry(record: RemoteRecord, now: datetime) -> Entry:
    """What a stored row says, cleaned as it was when it was read."""
    return entry_of(Row(0, record.raw), record.run.format, now)


def _name_actors(records: Iterable[RemoteRecord]) -> None:
    """Give each record its actor: the candidate, or the page that it was merged into."""
    candidates = Actor.objects.in_bulk([record.candidate_id for record in records])
    for record in records:
        candidate = candidates.get(record.candidate_id)
        if candidate is None:
            raise Refused(_("The organisation that this entry looked like is no longer there."))
        record.actor_id = candidate.merged_into_id or candidate.pk
