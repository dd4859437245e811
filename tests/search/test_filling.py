"""Many documents are written by a second process: what it writes is the same; whoever dies, nothing is half done."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.documents import Document
from search.engines.embedded import filling
from search.engines.embedded.engine import EmbeddedEngine
from tests.search.contract.asking import asked
from tests.search.contract.corpus import documents
from tests.search.test_embedded_store import ASKED, KILLED, ROOT

REAL = subprocess.Popen
ADDRESSES = ["q=vélo", "kind=actor&sort=name", "sector=food&certificate=active", "at=46.32412,-0.46445&km=60"]


@pytest.fixture
def many(monkeypatch):
    """So few are many."""
    monkeypatch.setattr(filling, "MANY", 100)
    monkeypatch.setattr(filling, "TOLD", 30)


@pytest.fixture
def here(tmp_path):
    made = EmbeddedEngine(tmp_path / "here")
    made.rebuild(documents())
    return made


@pytest.mark.usefixtures("many")
def test_what_another_process_writes_is_the_same(here, tmp_path):
    told = []
    beside = EmbeddedEngine(tmp_path / "beside")
    assert beside.rebuild(documents(), told.append) == 300
    assert told == [*range(30, 300, 30), 300]
    assert beside.check() == ""
    assert beside.ids() == here.ids()
    for address in ADDRESSES:
        one, other = (made.search(asked(address), zoom=9) for made in (beside, here))
        assert (one.hits, one.total, one.facets, one.clusters) == (
            other.hits,
            other.total,
            other.facets,
            other.clusters,
        )
        assert one.total


@pytest.mark.usefixtures("many")
def test_of_two_of_one_identity_the_last_one_stays(tmp_path):
    later = Document("actor", "epi-niort", {"title": "Un tandem"}, "/")
    made = EmbeddedEngine(tmp_path)
    assert made.rebuild([*documents(), later]) == 300
    assert [hit.title for hit in made.search(asked("q=tandem")).hits] == ["Un \x02tandem\x03"]


@pytest.mark.usefixtures("many")
def test_an_error_while_documents_are_read_leaves_the_older_index(here):
    def broken():
        yield from documents()
        raise LookupError

    before = here.ids()
    with pytest.raises(LookupError):
        here.rebuild(broken())
    assert here.check() == ""
    assert here.ids() == before
    assert here.rebuild(documents()) == 300


@pytest.mark.usefixtures("many")
def test_if_the_process_that_writes_dies_the_older_index_stays(here, monkeypatch):
    started = []
    monkeypatch.setattr(filling.subprocess, "Popen", lambda *a, **k: started.append(REAL(*a, **k)) or started[-1])

    def killing():
        for n, document in enumerate(documents()):
            if n == 200:
                started[0].kill()
                started[0].wait()
            yield document

    before = here.ids()
    with pytest.raises((OSError, subprocess.CalledProcessError)):
        here.rebuild(killing())
    assert here.check() == ""
    assert here.ids() == before


def test_if_the_process_that_reads_dies_alone_the_other_ends_and_the_older_index_stays(here, tmp_path):
    command = [sys.executable, "-c", KILLED, str(here.store.folder), "rebuild", str(10**9)]
    reading = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    while "half way" not in reading.stdout.readline():
        assert reading.poll() is None
    (writing,) = children(reading.pid)
    reading.kill()
    reading.wait()
    gone_within(writing, 20)
    assert here.check() == ""
    assert here.search(ASKED).total == 2
    assert here.rebuild(documents()) == 300


def children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone_within(pid, seconds):
    for _ in range(seconds * 10):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("it still runs")
