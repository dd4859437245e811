"""What is backed up can be restored: the database that the suite runs on, and the files."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from core import journal
from core.models import Event
from tests.factories.accounts import make_user

QUIET = {"verbosity": 0, "quiet": True}


def restore(path):
    call_command("dbrestore", input_path=str(path), interactive=False, **QUIET)


def test_the_database_comes_back_as_it_was(real_database, tmp_path):
    kept = make_user("kept@example.net", display_name="As it was")
    with transaction.atomic():
        journal.record("test.kept", actor=None, obj=kept)
    head = journal.head()
    call_command("dbbackup", output_path=str(tmp_path / "backup"), **QUIET)

    User.objects.filter(pk=kept.pk).update(display_name="Changed")
    added = make_user("added@example.net")
    with transaction.atomic():
        journal.record("test.lost", actor=None, obj=added)
    restore(tmp_path / "backup")

    assert User.objects.get(email="kept@example.net").display_name == "As it was"
    assert not User.objects.filter(email="added@example.net").exists()
    assert journal.head() == head
    assert journal.verify() is None


def test_a_restored_journal_still_refuses_changes(real_database, tmp_path):
    with transaction.atomic():
        journal.record("test.kept", actor=None, obj=make_user("kept@example.net"))
    call_command("dbbackup", output_path=str(tmp_path / "backup"), **QUIET)
    restore(tmp_path / "backup")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(kind="other")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's write-ahead log")
def test_restoring_under_a_running_site_mixes_nothing(real_database, tmp_path):
    make_user("kept@example.net")
    call_command("dbbackup", output_path=str(tmp_path / "backup"), **QUIET)
    path = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path)) as site:
        site.execute("UPDATE accounts_user SET display_name = 'only in the log'")
        site.commit()
        assert Path(f"{path}-wal").stat().st_size
        restore(tmp_path / "backup")
        assert site.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {name for (name,) in site.execute("SELECT display_name FROM accounts_user")}
    assert "Kept" in names
    assert "only in the log" not in names


def test_files_come_back(db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    private = FileSystemStorage(location=settings.EVIDENCE_FOLDER)
    private.save("ab/secret.txt", ContentFile(b"for the colleges"))
    default_storage.save("images/oak.txt", ContentFile(b"an oak"))
    call_command("mediabackup", output_path=str(tmp_path / "files"), compress=True, **QUIET)
    default_storage.delete("images/oak.txt")
    private.delete("ab/secret.txt")
    options = {"input_path": str(tmp_path / "files"), "uncompress": True, "interactive": False}
    call_command("mediarestore", **options, **QUIET)
    with default_storage.open("images/oak.txt") as file:
        assert file.read() == b"an oak"
    with private.open("ab/secret.txt") as file:
        assert file.read() == b"for the colleges"
    assert not default_storage.exists("_private")
