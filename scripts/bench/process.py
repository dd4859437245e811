"""The process at scale: 5,000 files, 600 mandates, 100,000 positions. `python -m bench.process`.

Prints p50 and p95 of what members and facilitators open, how many queries each asks there and in a network of a
twentieth of the size, how long it takes to close a round of 120 seats (all consent, some ask for more, some object;
until it is stored), and how many events a second the journal is verified at, here and by the stand-alone script.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from bench.actors import _inside, print_table
from bench.servers import ROOT, build, environment

LARGE = "Size(files=5000, mandates=600, seats=23, big=120, closings=34, events=100_000)"
SMALL = "Size(files=250, mandates=120, seats=23, big=24, closings=1, events=1000)"
TIMES = 100
PAGES_MS, CLOSING_MS, EVENTS_PER_SECOND = 150, 200, 20_000  # what is asked of p95, and of the journal


def main() -> None:
    """Build a site of its own, then measure."""
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        report(Path(name))


def report(folder: Path) -> None:
    """Fill a site that is built, measure, print; what it asks when it is small is measured in a copy."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(folder / "db.sqlite3", Path(name) / "db.sqlite3")
        few = _measured(Path(name), folder / "static", SMALL, times=2)
    found = _measured(folder, folder / "static", LARGE, times=TIMES)
    before = {row["page"]: row["queries"] for row in few["rows"] if "queries" in row}
    rows = [row | ({"queries_small": before[row["page"]]} if "queries" in row else {}) for row in found["rows"]]
    rows.append({"page": "verify_journal.py", "events_per_second": _script(folder)})
    print_table(rows)
    conclude(rows)
    print(json.dumps({"load": os.getloadavg(), "times": TIMES, "size": LARGE, "process": rows}))


def _measured(folder: Path, static: Path, size: str, times: int) -> dict:
    more = {"PAGE_CACHE_SECONDS": "0", "PYTHONPATH": "scripts", "TWO_FACTOR_REQUIRED": "false"}
    env = environment(folder, STATIC_ROOT=str(static)) | more
    fill = f"import json; from bench.process_fill import Size, fill; print(json.dumps(fill({size})))"
    made = json.loads(_inside(env, fill).splitlines()[-1])  # in a process of its own: what it leaves is not measured
    measuring = f"from bench.process import measure; print(measure({made}, {times}))"
    return json.loads(_inside(env, measuring).splitlines()[-1])


def _script(folder: Path) -> int:
    """Lines a second of the stand-alone script, on the whole journal."""
    env = environment(folder, PYTHONPATH="scripts")
    export = folder / "journal.jsonl"
    write = f"Path({str(export)!r}).write_text(''.join(lines()))"
    _inside(env, f"from pathlib import Path; from certification.journal_export import lines; {write}")
    begun = time.perf_counter()
    script = [sys.executable, "-I", str(ROOT / "scripts/verify_journal.py"), str(export)]
    print(subprocess.run(script, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
    seconds = time.perf_counter() - begun
    return round(sum(1 for _line in export.open()) / seconds)


def conclude(rows: list[dict]) -> None:
    """Say what is slower than asked, which pages ask more when there is more, and how busy the machine was."""
    growing = [row["page"] for row in rows if row.get("queries", 0) > row.get("queries_small", 0)]
    print(f"Queries grow: {', '.join(growing)}." if growing else "Queries are flat.")
    asked = [(row, CLOSING_MS if row["page"].startswith("closing") else PAGES_MS) for row in rows]
    slow = [f"{row['page']} ({bar} ms asked)" for row, bar in asked if row.get("p95_ms", 0) > bar]
    slow += [row["page"] for row in rows if row.get("events_per_second", EVENTS_PER_SECOND) < EVENTS_PER_SECOND]
    print(f"Slower than asked: {', '.join(slow) or 'none'}. Load average: {os.getloadavg()[0]:.1f}.")


def measure(made: dict, times: int) -> str:
    """Everything, inside the site, as JSON."""
    from bench.process_close import close  # noqa: PLC0415 (Django's tables must be there)
    from core.settling import settle  # noqa: PLC0415

    settle()  # as the server does
    rows = [_page(*page, times=times) for page in made["pages"]]
    for kind, keys in made["closings"].items():
        rows.append({"page": f"closing, {kind}"} | _figures([_once(close, key) for key in keys]))
    return json.dumps({"rows": [*rows, *_verified()]})


def _verified() -> list[dict]:
    from core import journal  # noqa: PLC0415
    from core.models import Event  # noqa: PLC0415

    begun = time.perf_counter()
    broken = journal.verify()
    rate = round(Event.objects.count() / (time.perf_counter() - begun))
    return [{"page": f"journal_verify ({'broken' if broken else 'whole'})", "events_per_second": rate}]


def _page(name: str, who: int | None, path: str, *, times: int) -> dict:
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"Host": "localhost"})
    if who:
        client.force_login(get_user_model().objects.get(pk=who))
    answer = client.get(path)
    if answer.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"{path} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return {"page": name, "queries": len(queries)} | _figures([_once(client.get, path) for _ in range(times)])


def _once(act: Callable, *arguments: object) -> float:
    begun = time.perf_counter()
    act(*arguments)
    return (time.perf_counter() - begun) * 1000


def _figures(times: list[float]) -> dict:
    cut = quantiles(times * 2 if len(times) == 1 else times, n=20)
    return {"p50_ms": round(cut[9], 1), "p95_ms": round(cut[18], 1)}


if __name__ == "__main__":
    main()
