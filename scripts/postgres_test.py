#!/usr/bin/env python3
"""Run a command on a throwaway PostgreSQL: `scripts/postgres_test.py COMMAND...`.

The cluster lives in a temporary folder and goes with it. Started as root, it runs as the user `postgres`.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

# Nothing is to survive a crash; what makes long queries of big tables faster makes short ones of small tables slow.
FAST = [
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
    "max_wal_size=4GB", "autovacuum=off", "jit=off", "shared_buffers=256MB", "max_connections=50",
]  # fmt: skip


def main() -> int:
    """Start, run, stop; the command's own exit code."""
    if not sys.argv[1:]:
        sys.exit(__doc__)
    bin_dir = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="sextant-pg-"))
    try:
        return run(bin_dir, folder, sys.argv[1:])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    """The folder of initdb: on the path, or where Debian puts it."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and not debian:
        sys.exit("PostgreSQL's initdb is not installed (on Debian: apt-get install postgresql).")
    return Path(found or debian[-1]).parent


def run(bin_dir: Path, folder: Path, command: list[str]) -> int:
    """Run the command beside a new cluster."""
    user, data, port = unprivileged(folder), folder / "data", free_port()
    access = ["--username", "sextant", "--auth", "trust"]
    text = ["--encoding", "UTF8", "--locale", "C.UTF-8"]
    quietly(folder, *user, bin_dir / "initdb", "--pgdata", data, "--no-sync", *access, *text)
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *FAST]
    flags = " ".join(f"-c {option}" for option in options)
    pg_ctl = [*user, bin_dir / "pg_ctl", "--pgdata", data, "--wait", "--silent"]
    quietly(folder, *pg_ctl, "--log", folder / "log", "--options", flags, "start")
    try:
        url = f"postgres://sextant@127.0.0.1:{port}/postgres"
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    finally:
        quietly(folder, *pg_ctl, "--mode", "immediate", "stop")


def quietly(folder: Path, *command: str | Path) -> None:
    """Run one of PostgreSQL's own commands; what it says on errors is shown."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)


def unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: what to put before its commands."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
