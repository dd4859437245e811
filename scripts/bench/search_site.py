"""The search of a whole site at one size: pages under gunicorn, a rebuild through the ORM, a change until it is found.

The database is brought to so many actors as an import would store them (`bench.fill`).
"""

import json
import sys
import time
from pathlib import Path
from urllib.parse import quote

from bench import search_asked
from bench.actors import _inside
from bench.load import Load, measure
from bench.search_engine import row
from bench.servers import environment, serving

SECONDS, WARM_UP = 2.0, 1.0  # of each kind of address
REBUILDS = 3


def measure_site(folder: Path, size: int) -> tuple[list[dict], dict]:
    """Rows of pages and changes, and how fast all of the database is indexed anew."""
    env = environment(folder, PAGE_CACHE_SECONDS="0", PYTHONPATH="scripts")
    _inside(env, f"from bench.fill import fill; fill({size})")
    rebuilt = json.loads(_inside(env, "from bench.search_site import rebuild; print(rebuild())").splitlines()[-1])
    with serving("config.wsgi", env) as port:
        rows = [_page(port, name, asked) for name, asked in search_asked.kinds().items()]
    changed = json.loads(_inside(env, "from bench.search_site import change; print(change())").splitlines()[-1])
    return [*rows, _together(rows), row("commit to visible", Load(changed))], rebuilt


def _page(port: int, name: str, asked: list[str]) -> dict:
    """One visitor at a time, each address of a kind in turn."""
    load = Load()
    paths = [f"/search/?kind=actor&{quote(one, safe='=&,.-')}" for one in asked]
    for path in paths:
        measure(port, path, seconds=WARM_UP / len(paths), clients=1)
        load.times += measure(port, path, seconds=SECONDS / len(paths), clients=1).times
    return row(f"page: {name}", load) | {"times": load.times}


def _together(rows: list[dict]) -> dict:
    return row("page: all of these", Load([time for one in rows for time in one.pop("times")]))


def rebuild() -> str:
    """Inside the site: everything through the ORM, as `search_rebuild` does; how many documents a second.

    The best of several times: whatever else runs on the machine only makes it slower.
    """
    from search import sources  # noqa: PLC0415 (Django's tables must be there)
    from search.engine import engine  # noqa: PLC0415

    rates = []
    for _ in range(REBUILDS):
        begun = time.perf_counter()
        count = engine().rebuild(sources.every())
        rates.append(round(count / (time.perf_counter() - begun)))
    return json.dumps({"documents_per_second": max(rates), "least": min(rates)})


def change() -> str:
    """Inside the site, as the worker does: milliseconds from the commit of a change to a search that finds it."""
    from core import changes  # noqa: PLC0415
    from search.engine import engine  # noqa: PLC0415
    from search.rules.query import SearchQuery  # noqa: PLC0415

    changes.Change.objects.all().delete()
    times = []
    for word in ("alizarine", "bergamote", "capucine", "digitale", "églantine", "fuchsia", "giroflée", "hellébore"):
        _rename(f"Les Amis de la {word} {word}")
        begun = time.perf_counter()
        changes.drain()
        if not engine().search(SearchQuery(text=word)).total:
            sys.exit(f"{word} is not found")
        times.append((time.perf_counter() - begun) * 1000)
    return json.dumps(times)


def _rename(name: str) -> None:
    from django.db import transaction  # noqa: PLC0415

    from community.models import Actor  # noqa: PLC0415
    from core import changes  # noqa: PLC0415

    with transaction.atomic():
        found = Actor.objects.published().order_by("?").first()
        Actor.objects.filter(pk=found.pk).update(name=name, trade_name="")
        changes.note(found)
