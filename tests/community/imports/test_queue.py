"""The worker takes what waits, a batch at a time, and nothing stays half done."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone

from community.imports import queue, runner
from community.imports.runner import SILENCE
from community.models import ImportRun, ImportState
from community.workflow import imports as workflow
from core import tasks
from core.refusals import NotAllowed
from tests.community.imports.conftest import NOON, counts, element, gogocarto, imported

pytestmark = pytest.mark.django_db
CONTENT = gogocarto(*(element(number) for number in range(1, 6)))


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path, monkeypatch):
    settings.IMPORT_FOLDER = tmp_path / "imports"
    monkeypatch.setattr(queue, "_steps", {})
    monkeypatch.setattr(runner, "BATCH", 2)


@pytest.fixture
def waiting(facilitator):
    """An upload that waits for the worker."""

    def start(content=CONTENT, source="Annuaire"):
        upload = SimpleUploadedFile("../../annuaire.json", content)
        run = ImportRun(source=source, format="gogocarto")
        return workflow.start(run=run, upload=upload, actor=facilitator, now=timezone.now())

    return start


def drain(run):
    while queue.drain():
        pass
    run.refresh_from_db()
    return run


def test_an_upload_is_imported_and_its_file_removed(waiting, settings):
    run = waiting()
    path = Path(run.file_path)
    assert path.parent == settings.IMPORT_FOLDER
    assert (run.state, run.file_name) == (ImportState.WAITING, "annuaire.json")
    assert path.read_bytes() == CONTENT
    assert queue.state().depth == 1
    assert drain(run).state == ImportState.DONE
    assert counts(run) == {"created": 5}
    assert (run.percent, run.file_path, path.exists()) == (100, "", False)
    assert queue.state().depth == 0


def test_progress_is_written_after_each_batch(waiting):
    run = waiting(gogocarto(*(element(number, description="x" * 9000) for number in range(1, 40))))
    seen = []
    while queue.drain():
        run.refresh_from_db()
        seen.append((run.done, run.counts.get("created", 0)))
    assert [created for _done, created in seen[:3]] == [2, 4, 6]
    assert seen[0][0] < seen[-1][0] == run.total
    assert sorted(seen) == seen


def test_a_member_cannot_start_one(member, settings):
    with pytest.raises(NotAllowed):
        workflow.start(
            run=ImportRun(source="x", format="csv"), upload=SimpleUploadedFile("x", b"x"), actor=member, now=NOON
        )
    assert not settings.IMPORT_FOLDER.exists()


def test_a_refused_file_is_removed_too(waiting):
    run = waiting(b"nothing")
    path = Path(run.file_path)
    assert drain(run).state == ImportState.REFUSED
    assert not path.exists()


def test_what_a_dead_worker_left_is_taken_again(waiting):
    run = waiting()
    queue.drain()
    queue._steps.clear()  # the process is no more
    assert queue.drain() == 0  # it may be alive elsewhere
    assert len(imported()) == 2
    ImportRun.objects.update(heartbeat_at=timezone.now() - SILENCE - timedelta(seconds=1))
    assert queue.state().failed == 1
    assert drain(run).state == ImportState.DONE
    assert counts(run) == {"created": 5}


def test_two_imports_of_one_source_come_one_after_the_other(waiting):
    first, second, other = waiting(), waiting(), waiting(source="Autre")
    queue.drain()
    queue._steps.clear()
    queue.drain()
    states = dict(ImportRun.objects.values_list("pk", "state"))
    assert [states[run.pk] for run in (first, second, other)] == ["running", "waiting", "running"]


def test_an_error_of_the_program_ends_the_import(waiting, monkeypatch, caplog):
    run = waiting()
    monkeypatch.setattr("community.imports.runner.Planner.plan", lambda *_args: 1 / 0)
    assert queue.drain() == 1
    run.refresh_from_db()
    assert (run.state, run.file_path) == (ImportState.REFUSED, "")
    assert "ZeroDivisionError" in caplog.text
    assert queue.drain() == 0


def test_an_error_of_the_database_does_not(waiting, monkeypatch):
    run = waiting()

    def away(*_args):
        raise OperationalError("locked")

    with monkeypatch.context() as patch:
        patch.setattr("community.imports.runner.Planner.plan", away)
        with pytest.raises(OperationalError):
            queue.drain()
    run.refresh_from_db()
    assert (run.state, Path(run.file_path).exists()) == (ImportState.RUNNING, True)
    ImportRun.objects.update(heartbeat_at=timezone.now() - 2 * SILENCE)
    assert counts(drain(run)) == {"created": 5}


def test_what_a_killed_command_left_is_ended(db):
    long_ago = timezone.now() - 2 * SILENCE
    run = ImportRun.objects.create(source="x", format="csv", state=ImportState.RUNNING, heartbeat_at=long_ago)
    assert queue.drain() == 0
    run.refresh_from_db()
    assert run.state == ImportState.REFUSED


def test_the_worker_knows_the_queue(monkeypatch):
    monkeypatch.setattr(tasks, "queues", {})
    queue.register()
    assert tasks.queues["imports"].state().depth == 0
