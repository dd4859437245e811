"""The process at scale: 5,000 files, 600 mandates, 100,000 positions. `python -m bench.process`.

Prints p50 and p95 of what members and facilitators open, how many queries each asks, how long it takes to close a
round of 120 seats, and how many events a second the journal is verified at, here and by the stand-alone script.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from bench.actors import _inside, print_table
from bench.servers import ROOT, build, environment

FILES, MANDATES, SEATS_OF_A_ROUND, BIG_ROUND, EVENTS = 5000, 600, 22, 120, 100_000
TIMES = 60


def main() -> None:
    """Build a site of its own, then measure."""
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        report(Path(name))


def report(folder: Path) -> None:
    """Fill a site that is built, measure, print."""
    env = environment(folder, PAGE_CACHE_SECONDS="0", PYTHONPATH="scripts", TWO_FACTOR_REQUIRED="false")
    found = json.loads(_inside(env, "from bench.process import measure; print(measure())").splitlines()[-1])
    print_table(found["rows"])
    export = folder / "journal.jsonl"
    _inside(
        env,
        "from pathlib import Path; from certification.journal_export import lines;"
        f" Path({str(export)!r}).write_text(''.join(lines()))",
    )
    begun = time.perf_counter()
    script = [sys.executable, "-I", str(ROOT / "scripts/verify_journal.py"), str(export)]
    said = subprocess.run(script, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    seconds = time.perf_counter() - begun
    print(f"verify_journal.py: {said} {round(found['events'] / seconds)} lines a second")
    print(json.dumps(found))


def measure() -> str:
    """Everything, inside the site, as JSON."""
    from bench.process_fill import fill  # noqa: PLC0415 (Django's tables must be there)

    made = fill(FILES, MANDATES, SEATS_OF_A_ROUND, BIG_ROUND, EVENTS)
    rows = [_page(*page) for page in made.pages]
    rows.append({"page": "closing 120 seats"} | _figures([_once(made.close) for _ in range(20)]))
    begun = time.perf_counter()
    broken, events = made.verify()
    rate = round(events / (time.perf_counter() - begun))
    rows.append({"page": f"journal_verify ({'broken' if broken else 'whole'})", "events_per_second": rate})
    return json.dumps({"rows": rows, "events": events})


def _page(name: str, who, path: str) -> dict:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"Host": "localhost"})
    if who:
        client.force_login(who)
    answer = client.get(path)
    if answer.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"{path} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return {"page": name, "queries": len(queries)} | _figures([_once(client.get, path) for _ in range(TIMES)])


def _once(act: Callable, *arguments: object) -> float:
    begun = time.perf_counter()
    act(*arguments)
    return (time.perf_counter() - begun) * 1000


def _figures(times: list[float]) -> dict:
    cut = quantiles(times, n=20)
    return {"p50_ms": round(cut[9], 1), "p95_ms": round(cut[18], 1)}


if __name__ == "__main__":
    main()
