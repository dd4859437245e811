"""The folder of the embedded engine: missing, broken, written by a process that is killed, read by another."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.documents import Document
from search.engines import MissingIndexError
from search.engines.embedded.engine import EmbeddedEngine
from search.rules.query import SearchQuery
from tests.search.contract.corpus import documents

ROOT = Path(__file__).parents[2]
ASKED = SearchQuery(text="épicerie solidaire Niort")
PARTS = ["meta.json", ".idx", ".pos", ".term", ".store", ".fast", ".fieldnorm", ".del"]


@pytest.fixture
def engine(tmp_path):
    made = EmbeddedEngine(tmp_path)
    made.rebuild(documents())
    made.delete(["page:fete"])
    return made


def folder(path):
    return path / (path / "current").read_text()


@pytest.mark.parametrize(
    "use",
    [
        lambda engine: engine.search(ASKED),
        lambda engine: engine.suggest("épi"),
        lambda engine: engine.explain(ASKED, "actor:epi-niort"),
        lambda engine: engine.ids(),
        lambda engine: engine.index([]),
        lambda engine: engine.delete(["actor:epi-niort"]),
    ],
)
def test_without_an_index_everything_says_so_until_it_is_rebuilt(tmp_path, use):
    engine = EmbeddedEngine(tmp_path / "none")
    assert engine.check() == "missing"
    with pytest.raises(MissingIndexError):
        use(engine)
    engine.rebuild([])
    assert engine.check() == ""
    use(engine)


def test_an_index_whose_folder_is_gone_is_missing(engine, tmp_path):
    folder(tmp_path).rename(tmp_path / "elsewhere")
    assert EmbeddedEngine(tmp_path).check() == "missing"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("how", ["gone", "empty", "half", "other", "one byte", "noise"])
def test_a_broken_file_is_said_and_no_other_error_comes_out(engine, tmp_path, part, how):
    (path,) = (one for one in folder(tmp_path).iterdir() if one.name.endswith(part))
    spoil(path, how)
    broken = EmbeddedEngine(tmp_path)
    assert broken.check() == "broken"
    for use in (lambda: broken.search(ASKED, zoom=5), broken.ids, lambda: broken.search(SearchQuery(sort="name"))):
        try:
            use()
        except MissingIndexError:
            continue
    broken.rebuild(documents())
    assert broken.check() == ""
    assert broken.search(ASKED).total == 2


def spoil(path, how):
    read = path.read_bytes()
    middle = len(read) // 3
    spoilt = {
        "empty": b"", "half": read[: len(read) // 2], "other": b"x" * len(read),
        "one byte": read[:middle] + bytes([read[middle] ^ 0xFF]) + read[middle + 1 :],
        "noise": bytes(one ^ 0x55 if n % 7 == 0 and n < len(read) - 100 else one for n, one in enumerate(read)),
    }  # fmt: skip
    path.unlink()
    if how != "gone":
        path.write_bytes(spoilt[how])


def test_another_process_that_searches_sees_what_was_written(engine, tmp_path):
    reader = EmbeddedEngine(tmp_path)
    assert reader.search(ASKED).total == 2
    engine.delete(["actor:epi-mobile"])
    assert reader.search(ASKED).total == 1
    engine.rebuild(documents()[:1])
    assert reader.ids() == {"actor:epi-niort"}


def test_two_folders_are_kept_and_no_more(engine, tmp_path):
    (tmp_path / "index-left-by-a-dead-process").mkdir()
    before = folder(tmp_path)
    engine.rebuild(documents())
    assert set(tmp_path.glob("index-*")) == {before, folder(tmp_path)}


KILLED = """
import itertools, sys, time
from pathlib import Path
from search.documents import Document
from search.engines.embedded.engine import EmbeddedEngine

def new():
    for n in itertools.count():
        yield Document("page", f"new-{n}", {"title": f"Un monocycle {n} " + "mot " * 200}, "/")
        if n == 3000:
            print("half way", flush=True)
        if n == int(sys.argv[3]):
            return

getattr(EmbeddedEngine(Path(sys.argv[1])), sys.argv[2])(new())
print("done", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("way", "last", "said"),
    [("index", 10**9, "half way"), ("rebuild", 10**9, "half way"), ("index", 3500, "done"), ("rebuild", 3500, "done")],
)
def test_a_writer_that_is_killed_leaves_the_old_documents_or_the_new_ones_whole(engine, tmp_path, way, last, said):
    old = engine.ids()
    kill_when(said, [sys.executable, "-c", KILLED, str(tmp_path), way, str(last)])
    new = {f"page:new-{n}" for n in range(3501)} if said == "done" else set()
    right = new if new and way == "rebuild" else old | new
    for opened in (engine, EmbeddedEngine(tmp_path)):
        assert opened.check() == ""
        assert opened.ids() == right
    engine.index([Document("page", "next", {"title": "Un tandem"}, "/")])
    assert engine.search(SearchQuery(text="tandem")).total == 1
    engine.rebuild(documents())
    assert len(engine.ids()) == 300


VERSIONS = """
import itertools, sys
from pathlib import Path
from search.documents import Document
from search.engines.embedded.engine import EmbeddedEngine

for version in itertools.count():
    EmbeddedEngine(Path(sys.argv[1])).index(
        Document("page", str(n), {"title": f"Version {version}"}, str(version)) for n in range(20)
    )
    print("written", flush=True)
"""


@pytest.mark.parametrize("after", [0.0, 0.013, 0.029, 0.047, 0.071])
def test_at_whatever_moment_a_writer_is_killed_all_of_what_it_wrote_together_is_there(tmp_path, after):
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild([])
    kill_when("written", [sys.executable, "-c", VERSIONS, str(tmp_path)], after)
    hits = EmbeddedEngine(tmp_path).search(SearchQuery(kinds=("page",))).hits
    assert len(hits) == 20
    assert len({hit.url for hit in hits}) == 1
    assert engine.check() == ""


def kill_when(said, command, after=0.0):
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, process_group=0)
    try:
        while said not in process.stdout.readline():
            assert process.poll() is None
        time.sleep(after)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
