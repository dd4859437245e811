"""`make bench`: public pages from the cache and without it, and a bare view of the same bytes, in one run.

Prints a table, then the same as JSON. The load comes from the same machine: compare the columns of one run,
not the runs of two machines.
"""

import json
import tempfile
import urllib.request
from pathlib import Path

from bench.load import measure
from bench.servers import build, environment, serving

PAGES = ("/", "/filieres/alimentation/", "/charte/")
SECONDS = 4.0
CLIENTS = 8


def main() -> None:
    """Build the site, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder)
        bodies = {page: folder / f"body{number}" for number, page in enumerate(PAGES)}
        cached = _cached(folder, bodies)
        uncached = _uncached(folder)
        rows = [cached[page] | uncached[page] | _bare(folder, bodies[page]) | {"page": page} for page in PAGES]
    for row in rows:
        row["share_of_bare"] = round(row["cached_rate"] / row["bare_rate"], 2)
    _print(rows)


def _cached(folder: Path, bodies: dict[str, Path]) -> dict[str, dict]:
    """Pages as visitors get them; the bytes of each are kept for the bare view."""
    found = {}
    with serving("config.wsgi", environment(folder)) as port:
        for page, body in bodies.items():
            body.write_bytes(urllib.request.urlopen(f"http://localhost:{port}{page}").read())
            measure(port, page, seconds=1, clients=CLIENTS)
            load = measure(port, page, seconds=SECONDS, clients=CLIENTS)
            found[page] = {"bytes": body.stat().st_size} | _figures("cached", load)
    return found


def _uncached(folder: Path) -> dict[str, dict]:
    """Pages made anew for each visitor, one visitor at a time."""
    found = {}
    with serving("config.wsgi", environment(folder, PAGE_CACHE_SECONDS="0")) as port:
        for page in PAGES:
            measure(port, page, seconds=1, clients=2)
            found[page] = _figures("uncached", measure(port, page, seconds=SECONDS, clients=1))
    return found


def _bare(folder: Path, body: Path) -> dict:
    """A bare Django view of the same bytes."""
    with serving("scripts.bench.bare:application", environment(folder, BARE_BODY=str(body))) as port:
        measure(port, "/", seconds=1, clients=CLIENTS)
        return _figures("bare", measure(port, "/", seconds=SECONDS, clients=CLIENTS))


def _figures(name: str, load) -> dict:
    return {
        f"{name}_p50_ms": round(load.percentile(0.5), 2),
        f"{name}_p95_ms": round(load.percentile(0.95), 2),
        f"{name}_rate": round(load.rate),
    }


def _print(rows: list[dict]) -> None:
    names = ["page", *[name for name in rows[0] if name != "page"]]
    widths = {name: max(len(name), *(len(str(row[name])) for row in rows)) for name in names}
    for line in [dict(zip(names, names, strict=True)), *rows]:
        print("  ".join(str(line[name]).rjust(widths[name]) for name in names))
    print(json.dumps({"clients": CLIENTS, "seconds": SECONDS, "pages": rows}))


if __name__ == "__main__":
    main()
