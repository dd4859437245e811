"""The search among few and many: the engine alone, then the whole site. `python -m bench.search`, from `scripts`.

`BENCH_SEARCH` chooses the sizes ("10000,100000"; 1000000 takes a quarter of an hour more). The site is measured up to
100,000 actors. A line that misses its bar says so; the bars hold on two cores that nobody else uses, so the load of the
machine is printed too.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.actors import print_table
from bench.search_hostile import SLOW
from bench.search_site import measure_site
from bench.servers import ROOT, build

SIZES = [int(size) for size in os.environ.get("BENCH_SEARCH", "10000,100000").split(",") if size]
MOST_IN_A_SITE = 100_000
SEARCH = {100_000: 15, 1_000_000: 60}  # milliseconds, p95, by size
SUGGESTIONS, MOVE, PAGE, VISIBLE = 5, 50, 80, 1000
REBUILT = 5000  # documents a second


def main() -> None:
    """Build a site of its own, then measure."""
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        report(Path(name))


def report(folder: Path) -> None:
    """Measure a site that is built, at each size, and print."""
    for size in sorted(SIZES):
        rows, facts = _at(folder, size)
        print_table([{"actors": size} | one | _missed(one, size) for one in rows])
        slow = [f"{name} {rate}" for name, rate in facts.items() if name.endswith("per_second") and rate < REBUILT]
        print(f"{facts}; load {os.getloadavg()[0]:.1f}; slower than {REBUILT} a second: {', '.join(slow) or 'none'}.")
        print(json.dumps({"search": rows, "actors": size} | facts))


def _at(folder: Path, size: int) -> tuple[list[dict], dict]:
    """The engine, then the site if it is not too large for that."""
    facts = _engine(folder, size, "make") | _engine(folder, size)
    rows = facts.pop("rows")
    if size <= MOST_IN_A_SITE:
        pages, rebuilt = measure_site(folder, size)
        rows, facts = rows + pages, facts | {f"orm_{name}": rate for name, rate in rebuilt.items()}
    return rows, facts


def _engine(folder: Path, size: int, *more: str) -> dict:
    command = [sys.executable, "-m", "bench.search_engine", str(size), str(folder), *more]
    env = os.environ | {"PYTHONPATH": "scripts:.:site", "DJANGO_SETTINGS_MODULE": "config.settings.prod"}
    return json.loads(subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _missed(one: dict, size: int) -> dict:
    """What a line misses: the bars of a size hold for those below it too."""
    bar = _bar(one["asked"], size)
    is_missed = bar is not None and one["p95_ms"] > bar
    return {"bar": "" if bar is None else bar, "said": f"MISSED by {one['p95_ms'] - bar:.1f} ms" if is_missed else ""}


def _bar(name: str, size: int) -> int | None:
    of_search = next((bar for most, bar in SEARCH.items() if size <= most), None)
    others = {"suggestions": SUGGESTIONS, "map move": MOVE, "commit to visible": VISIBLE}
    prefixes = {"page": PAGE, "hostile": SLOW}
    return prefixes.get(name.partition(":")[0], others.get(name, of_search))


if __name__ == "__main__":
    main()
