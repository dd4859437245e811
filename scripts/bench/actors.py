"""The pages of actors among few and many: how fast, and with how many queries. `python -m bench.actors`.

`BENCH_ACTORS` chooses the sizes ("100,10000,100000"; "" for none). Nothing comes from the cache of pages: each
visitor gets a page made anew, one visitor at a time. `first_ms` is what the first visitor after a change waits for,
when counts and maps are made anew too.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.load import measure
from bench.servers import ROOT, build, environment, serving

SIZES = [int(size) for size in os.environ.get("BENCH_ACTORS", "100,10000,100000").split(",") if size]
SECONDS = 4.0  # for each page
WARM_UP = 0.5
PER_PAGE = 24
SLOW = 150  # milliseconds
EXPORTS = ("/actors.geojson", "/actors.csv")


def main() -> None:
    """Build a site of its own, then measure."""
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        report(Path(name))


def report(folder: Path) -> None:
    """Measure a site that is built, at each size, and print."""
    rows = [row for size in sorted(SIZES) for row in _at(folder, size)]
    if rows:
        print_table(rows)
        _conclude(rows)
        print(json.dumps({"seconds": SECONDS, "clients": 1, "actors": rows}))


def _at(folder: Path, size: int) -> list[dict]:
    """One row for each page, with so many actors."""
    env = environment(folder, PAGE_CACHE_SECONDS="0", PYTHONPATH="scripts")
    pages = _pages(size, _inside(env, f"from bench.fill import fill; print(fill({size}))"))
    looks = f"json.dumps([look(path) for path in {list(pages.values())}])"
    costs = json.loads(_inside(env, f"import json; from bench.pages import look; print({looks})"))
    with serving("config.wsgi", env) as port:
        rows = [_page(port, *page) | cost for page, cost in zip(pages.items(), costs, strict=True)]
        rows += [_export(port, path) for path in EXPORTS]
    return [{"actors": size} | row for row in rows]


def _inside(env: dict[str, str], code: str) -> str:
    """What some lines print inside the site."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def _pages(size: int, one: str) -> dict[str, str]:
    return {
        "home": "/",
        "list": "/actors/",
        "sector": "/actors/?sector=alimentation",
        "family": "/actors/?family=cooperative",
        "near": "/actors/?near=Niort",
        "last page": f"/actors/?page={-(-size // PER_PAGE)}",
        "one actor": one,
    }


def _page(port: int, name: str, path: str) -> dict:
    measure(port, path, seconds=WARM_UP, clients=2)
    load = measure(port, path, seconds=SECONDS, clients=1)
    return {"page": name, "p50_ms": round(load.percentile(0.5), 1), "p95_ms": round(load.percentile(0.95), 1)}


def _export(port: int, path: str) -> dict:
    """A whole copy, as one consumer takes it, and how many entries that is in a second."""
    begun = time.perf_counter()
    with urllib.request.urlopen(f"http://localhost:{port}{path}") as answer:
        body = answer.read()
    seconds = time.perf_counter() - begun
    rate = round(body.count(b"/actors/") / seconds)  # each entry has one address
    return {"page": path, "p50_ms": round(seconds * 1000, 1), "kb": round(len(body) / 1000), "entries_per_second": rate}


def _conclude(rows: list[dict]) -> None:
    """Say which pages ask more when there is more, and which are slow."""
    counts: dict[str, list[int]] = {}
    for row in rows:
        if "queries" in row:
            counts.setdefault(row["page"], []).append(row["queries"])
    # A page that has nothing of a kind to show (no neighbour among few actors) asks one less.
    growing = [page for page, found in counts.items() if max(found) - min(found) > 1]
    slow = [f"{row['page']} at {row['actors']}" for row in rows if row.get("p95_ms", 0) > SLOW]
    print(f"Queries grow: {', '.join(growing)}." if growing else "Queries are flat.")
    print(f"Slower than {SLOW} ms: {', '.join(slow) or 'none'}.")


def print_table(rows: list[dict]) -> None:
    """Rows in columns as wide as they need; what a row doesn't say stays empty."""
    names = dict.fromkeys(name for row in rows for name in row)
    widths = {name: max(len(name), *(len(str(row.get(name, ""))) for row in rows)) for name in names}
    for line in [{name: name for name in widths}, *rows]:
        print("  ".join(str(line.get(name, "")).rjust(width) for name, width in widths.items()))


if __name__ == "__main__":
    main()
