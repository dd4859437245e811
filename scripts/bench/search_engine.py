"""The engine alone at one size: `python -m bench.search_engine 100000 FOLDER make`, then without `make`; prints JSON.

Each is a process of its own, so that memory is that of the process that searches.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

from bench import search_asked
from bench import search_hostile as hostile
from bench.load import Load
from bench.search_documents import TODAY, documents, first
from search.documents import Document
from search.engines.embedded.engine import EmbeddedEngine
from search.rules.query import SearchQuery, parse

ROUNDS, WARM_UPS = 20, 2  # times that each question is asked
WHOLE, DETAILED = 11, 12  # zooms of the map of a page: of the country, of a circle
CHANGES = 20


class Inventing:
    """Documents, and the seconds that it took to invent them."""

    def __init__(self, made: Iterator[Document]) -> None:
        self.made, self.seconds = made, 0.0

    def __iter__(self) -> Iterator[Document]:
        return self

    def __next__(self) -> Document:
        begun = time.perf_counter()
        try:
            return next(self.made)
        finally:
            self.seconds += time.perf_counter() - begun


def measure(size: int, folder: Path) -> dict:
    """Every figure of the engine."""
    engine = _engine(size, folder)
    rows = [row(name, *timed(engine, map(query, asked))) for name, asked in search_asked.kinds().items()]
    everything = [query(one) for asked in search_asked.kinds().values() for one in asked]
    rows.append(row("all of these", *timed(engine, everything)))
    rows.append(row("suggestions", *_times([lambda one=one: engine.suggest(one) for one in search_asked.TYPED])))
    rows.append(row("map move", *timed(engine, map(query, search_asked.moves()), zoom=11)))
    rows.append(row("nothing but a sort, again", *_times([lambda: engine.search(query("sort=name"), zoom=WHOLE)])))
    rows += [
        row(f"hostile: {name}", *timed(engine, [query(one)], zoom=16)) for name, one in hostile.addresses().items()
    ]
    rows.append(row("commit to visible", _changes(engine)))
    return {
        "size": size,
        "rows": rows,
        "mb_on_disk": disk(folder / f"search-{size}"),
        "mb_of_memory": memory(),
    }


def rebuild(size: int, folder: Path) -> dict:
    """Make the index; how many documents a second, without the time that inventing them takes."""
    engine = _engine(size, folder)
    inventing, begun = Inventing(documents(size)), time.perf_counter()
    engine.rebuild(inventing)
    return {"documents_per_second": round(size / (time.perf_counter() - begun - inventing.seconds))}


def _engine(size: int, folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder / f"search-{size}", today=lambda: TODAY)


def query(address: str) -> SearchQuery:
    """What an address asks, as the site would."""
    found, _problems = parse(parse_qs(address) | {"lang": ["fr"]})
    return found


def timed(engine: EmbeddedEngine, queries, zoom: int | None = None) -> tuple[Load, Load]:
    """The whole search: hits, total, facets, clusters, fragments."""

    def ask(one: SearchQuery) -> None:
        engine.kept.clear()  # nobody has asked before
        engine.search(one, zoom=zoom or (DETAILED if one.point else WHOLE))

    return _times([lambda one=one: ask(one) for one in queries])


def _times(calls: list[Callable[[], object]]) -> tuple[Load, Load]:
    """How long calls took, and how long the processor worked for them: on a busy machine only the latter tells much."""
    load, busy = Load(), Load()
    for turn in range(ROUNDS + WARM_UPS):
        for call in calls:
            begun, worked = time.perf_counter(), time.thread_time()
            call()
            if turn >= WARM_UPS:
                load.times.append((time.perf_counter() - begun) * 1000)
                busy.times.append((time.thread_time() - worked) * 1000)
    return load, busy


def _changes(engine: EmbeddedEngine) -> Load:
    """From the moment at which one changed document is handed over to a search that finds it."""
    load = Load()
    for document in first(CHANGES):
        begun = time.perf_counter()
        engine.index([document])
        engine.search(SearchQuery(text=document.texts["title"]))
        load.times.append((time.perf_counter() - begun) * 1000)
    return load


def row(name: str, load: Load, busy: Load | None = None) -> dict:
    """One line of the table."""
    found = {"asked": name, "p50_ms": round(load.percentile(0.5), 2), "p95_ms": round(load.percentile(0.95), 2)}
    return found | ({"processor_p95_ms": round(busy.percentile(0.95), 2)} if busy else {})


def disk(folder: Path) -> int:
    """Megabytes of the files of an index."""
    current = folder / (folder / "current").read_text()
    return sum(path.stat().st_size for path in current.iterdir()) // 1_000_000


def memory() -> int:
    """Megabytes that this process has ever had in memory, the mapped pages of the index among them."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    work = rebuild if sys.argv[3:] == ["make"] else measure
    print(json.dumps(work(int(sys.argv[1]), Path(sys.argv[2]))))
