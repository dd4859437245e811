"""Uploads that wait for the worker: one batch at each turn, so that mail and the rest of its work go on."""

import logging
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.imports.runner import SILENCE, Import, TakenOver, claim, refuse
from community.models import ImportRun, ImportState
from core.tasks import Queue, State, register_queue

log = logging.getLogger(__name__)
_steps: dict[int, Iterator[ImportRun]] = {}  # what this process is in the middle of, by key of the run


def register() -> None:
    """Have the worker run imports."""
    register_queue("imports", Queue(gettext_lazy("Imports"), drain, state))


def state() -> State:
    """Imports that are not done, and those whose process says nothing any more."""
    silent = Q(state=ImportState.RUNNING, heartbeat_at__lt=timezone.now() - SILENCE)
    return State(**_open().aggregate(depth=Count("pk"), oldest=Min("created_at"), failed=Count("pk", filter=silent)))


def drain() -> int:
    """Do one batch of the import that is under way, or begin the next one; how many were worked on."""
    if not _steps and not _open().exists():  # the worker asks every second
        return 0
    _close_orphans()
    key = next(iter(_steps), None) or _begin()
    if key is None:
        return 0
    _step(key)
    return 1


def _open():
    return ImportRun.objects.filter(state__in=(ImportState.WAITING, ImportState.RUNNING))


def _begin() -> int | None:
    """Claim the oldest import that is free, unless another one of its source is running."""
    silent = Q(state=ImportState.RUNNING, heartbeat_at__lt=timezone.now() - SILENCE)
    running = ImportRun.objects.filter(state=ImportState.RUNNING).exclude(silent).values("source")
    free = ImportRun.objects.filter(Q(state=ImportState.WAITING) | silent).exclude(source__in=running)
    for run in free.exclude(file_path="").order_by("created_at"):
        if claim(run):
            _steps[run.pk] = _run(run)
            return run.pk
    return None


def _run(run: ImportRun) -> Iterator[ImportRun]:
    """All the steps of an import; its file goes with the last one, unless a rehearsal keeps it."""
    path = Path(run.file_path)
    yield from Import(run, path, now=timezone.now()).steps()
    if not run.file_path:
        path.unlink(missing_ok=True)


def _step(key: int) -> None:
    """One batch; an import that the database refuses for now is taken again later, a broken one is ended."""
    try:
        next(_steps[key])
    except (StopIteration, TakenOver):
        del _steps[key]
    except DatabaseError:
        del _steps[key]
        raise
    except Exception:
        log.exception("An import failed")
        del _steps[key]
        _give_up(ImportRun.objects.get(pk=key))


def _give_up(run: ImportRun) -> None:
    Path(run.file_path).unlink(missing_ok=True)
    refuse(run, _("Something unexpected stopped this import. The people who look after the service can see what."))


def _close_orphans() -> None:
    """End imports of the command line whose process was killed: nobody has their file."""
    for run in ImportRun.objects.filter(
        state=ImportState.RUNNING, file_path="", heartbeat_at__lt=timezone.now() - SILENCE
    ):
        refuse(run, _("This import was stopped before its end. Begin it once more: nothing will be there twice."))
