"""`make bench`: public pages from the cache and without it, and a bare view of the same bytes, in one run.

Prints a table, then the same as JSON. The load comes from the same machine, whose speed drifts: each page and
the bare view of its bytes are measured in turn, several times, and their rates are compared turn by turn.
"""

import json
import tempfile
import urllib.request
from pathlib import Path
from statistics import median

from bench import actors, comments, imports, process, search
from bench.load import Load, measure
from bench.servers import build, environment, serving

PAGES = {"home": "/", "sector": "/filieres/alimentation/", "charter": "/charte/"}
TURNS = 5
SECONDS = 1.0  # of each turn
CLIENTS = 8


def main() -> None:
    """Build the site, measure, print; then the pages of actors, among few and many, and an import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bodies").mkdir()
        build(folder)
        rows = [row | _uncached(folder, row["page"]) for row in _beside_bare(folder)]
        _print(rows)
        actors.report(folder)
        comments.report(folder)
        process.report(folder)
        search.report(folder)
    print(json.dumps({"import": imports.measure()}))


def _beside_bare(folder: Path) -> list[dict]:
    """Each page as visitors get it, in turn with a bare view of the same bytes."""
    with serving("config.wsgi", environment(folder)) as ours:
        for name, path in PAGES.items():
            body = urllib.request.urlopen(f"http://localhost:{ours}{path}").read()
            (folder / "bodies" / name).write_bytes(body)
        with serving("scripts.bench.bare:application", environment(folder, BARE_BODIES=str(folder / "bodies"))) as bare:
            return [_compare(folder, name, ours, bare) for name in PAGES]


def _compare(folder: Path, name: str, ours: int, bare: int) -> dict:
    pairs = []
    for _ in range(TURNS + 1):  # the first turn warms both up
        cached = measure(ours, PAGES[name], seconds=SECONDS, clients=CLIENTS)
        pairs.append((cached, measure(bare, f"/{name}", seconds=SECONDS, clients=CLIENTS)))
    cached, yardstick = (_together(loads) for loads in zip(*pairs[1:], strict=True))
    share = median(one.rate / other.rate for one, other in pairs[1:])
    size = (folder / "bodies" / name).stat().st_size
    figures = _figures("cached", cached) | _figures("bare", yardstick)
    return {"page": PAGES[name], "bytes": size} | figures | {"share_of_bare": round(share, 2)}


def _uncached(folder: Path, path: str) -> dict:
    """The page made anew for each visitor, one visitor at a time."""
    with serving("config.wsgi", environment(folder, PAGE_CACHE_SECONDS="0")) as port:
        measure(port, path, seconds=SECONDS, clients=2)
        return _figures("uncached", measure(port, path, seconds=SECONDS * TURNS, clients=1))


def _together(loads: tuple[Load, ...]) -> Load:
    return Load([time for load in loads for time in load.times], sum(load.seconds for load in loads))


def _figures(name: str, load: Load) -> dict:
    return {
        f"{name}_p50_ms": round(load.percentile(0.5), 2),
        f"{name}_p95_ms": round(load.percentile(0.95), 2),
        f"{name}_rate": round(load.rate),
    }


def _print(rows: list[dict]) -> None:
    actors.print_table(rows)
    print(json.dumps({"clients": CLIENTS, "turns": TURNS, "seconds": SECONDS, "pages": rows}))


if __name__ == "__main__":
    main()
