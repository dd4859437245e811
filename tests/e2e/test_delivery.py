"""Thousands of notifications, a worker that is killed, a mail server that goes wrong: none lost, none doubled."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.e2e.conftest import ROOT, environment, free_port
from tests.e2e.smtp_sink import NOBODY, Sink, serve

pytestmark = pytest.mark.e2e
MAILS = int(os.environ.get("DELIVERY_MAILS", "1500"))  # 5000 before a release
PEOPLE, KILLS = 50, 5
FAILED = 1  # in post_office
TELL = f"""
from accounts.models import User
from community.models import Actor
from community.notifications import tell
from post_office.models import Email

Email.objects.all().delete()
actor = Actor.objects.published().first()
people = [User.objects.create_user(f"person{{n}}@example.org") for n in range({PEOPLE} - 1)]
people.append(User.objects.create_user("{NOBODY}"))
for n in range({MAILS}):
    tell("person_joined", people[n % {PEOPLE}], actor, url_name="mine", person=f"Somebody {{n}}")
"""


@pytest.fixture
def folder(built, tmp_path):
    for path in built.glob("db.sqlite3*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def settings(folder, port, days=0):
    """The site with a mail server: production's way to it, on the development settings."""
    return environment(folder, days) | {"SMTP_SINK": str(port)}


def worker(env):
    return subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=env, stderr=subprocess.DEVNULL)


def rows(folder, query):
    with sqlite3.connect(folder / "db.sqlite3", timeout=20) as connection:
        return connection.execute(query).fetchall()


def waiting(folder):
    return rows(folder, "SELECT count(*) FROM post_office_email WHERE status IN (2, 3)")[0][0]


def run_until(folder, process, done, seconds):
    """Wait until `done`; the worker must not have stopped by itself."""
    until = time.monotonic() + seconds
    while not done():
        assert process.poll() is None
        assert time.monotonic() < until, f"{waiting(folder)} mails still wait"
        time.sleep(0.2)


def test_no_mail_is_lost_and_none_doubled_but_what_was_leaving(folder):
    sink, port = Sink(), free_port()
    chance = random.Random(7)  # noqa: S311 (not for secrets)
    server = serve(sink, port)
    try:
        shell = [sys.executable, "manage.py", "shell", "--no-imports", "--command", TELL]
        subprocess.run(shell, cwd=ROOT, env=settings(folder, port), check=True, stdout=subprocess.DEVNULL)
        assert waiting(folder) == MAILS
        for _kill in range(KILLS):
            process, before = worker(settings(folder, port)), sum(sink.taken.values())
            run_until(
                folder, process, lambda before=before: sum(sink.taken.values()) > before + chance.randrange(20, 150), 60
            )
            process.kill()
            process.wait()
        process = worker(settings(folder, port))
        run_until(folder, process, lambda: not due(folder), 240)
        process.terminate()
        process.wait(20)
        sink.is_kind = True
        process = worker(settings(folder, port, days=1))  # what was put off, and what a killed worker held
        run_until(folder, process, lambda: not waiting(folder), 120)
        process.terminate()
        process.wait(20)
    finally:
        server.stop()
    told = dict(rows(folder, "SELECT message_id, status FROM post_office_email"))
    refused = {one for one, status in told.items() if status == FAILED}
    assert len(told) == MAILS
    assert len(refused) == MAILS // PEOPLE
    assert set(sink.taken) == set(told) - refused
    doubled = [count for count in sink.taken.values() if count > 1]
    assert len(doubled) <= KILLS
    assert all(count == 2 for count in doubled)
    assert rows(folder, f"SELECT mail_refused_why FROM accounts_user WHERE email = '{NOBODY}'")[0][0].startswith("550")  # noqa: S608


def due(folder):
    """How many wait for no later moment."""
    now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    query = f"SELECT count(*) FROM post_office_email WHERE status IN (2, 3) AND scheduled_time <= '{now}'"  # noqa: S608
    return rows(folder, query)[0][0]
