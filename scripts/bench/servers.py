"""A demo site and the yardstick, each under gunicorn."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = ("--workers", "2", "--threads", "4", "--keep-alive", "30", "--log-level", "error")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Production settings on a database of their own, without TLS."""
    return (
        os.environ
        | {
            "ALLOWED_HOSTS": "localhost",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
            "EMAIL_URL": "dummymail://",
            "LOG_LEVEL": "ERROR",
            "SEARCH_DIR": str(folder / "search"),
            "SECRET_KEY": "bench-only-" + "x" * 50,
            "SECURE_SSL_REDIRECT": "false",
            "STATIC_ROOT": str(folder / "static"),
        }
        | more
    )


def build(folder: Path) -> None:
    """The demo network and its static files."""
    commands = (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["search_rebuild"],
        ["demo", "--known-passwords"],
        ["collectstatic", "--noinput", "-v0"],
    )
    for command in commands:
        run = [sys.executable, "manage.py", *command]
        subprocess.run(run, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(module: str, env: dict[str, str]) -> Iterator[int]:
    """The port on which gunicorn serves `module`, with two workers."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--pythonpath",
        "site,.",
        *WORKERS,
        "--bind",
        f"127.0.0.1:{port}",
        module,
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1.5)  # both workers are up
            return
