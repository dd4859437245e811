"""The site as people meet it: its own process, a database of its own, a real browser."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.migrated import start_from_template
from tests.once import once

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "sextant-demo"
# The example of RFC 8037: everybody knows it, so it signs nothing but tests.
KEY = (
    '{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",'
    '"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'
)


@dataclass
class Site:
    """A running site, on a port and a database of its own; its clock may be moved."""

    folder: Path
    port: int
    days: int = 0  # how far its clock is ahead
    server: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "db.sqlite3"

    def start(self) -> None:
        """Serve, and wait until it answers."""
        command = [
            "gunicorn",
            "--pythonpath",
            "site",
            "--threads",
            "4",
            "--bind",
            f"127.0.0.1:{self.port}",
            "config.wsgi",
        ]
        log = (self.folder / "server.log").open("a")
        env = environment(self.folder, self.days)
        self.server = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env, stdout=log, stderr=log)
        wait_for(f"{self.url}/health/live")

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(10)

    @contextmanager
    def later(self, *, days: int):
        """The same site so many days later."""
        self.stop()
        self.days = days
        self.start()
        try:
            yield
        finally:
            self.stop()
            self.days = 0
            self.start()

    def manage(self, *arguments: str) -> None:
        """Run a command on this site, by its own clock."""
        manage(*arguments, env=environment(self.folder, self.days))

    def rows(self, query: str, *values) -> list[tuple]:
        """What the database says."""
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query, values).fetchall()

    def mail_to(self, address: str, what: str = "message") -> str:
        """The text (or the subject) of the last mail queued for somebody."""
        query = f'SELECT {what} FROM post_office_email WHERE "to" = ? ORDER BY id DESC'  # noqa: S608
        return self.rows(query, address)[0][0]


def manage(*arguments: str, env: dict) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str) -> None:
    for _ in range(150):
        try:
            return urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 (our own server)
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{url} does not answer")


@pytest.fixture(scope="session")
def built(tmp_path_factory, testrun_uid):
    """A demo network, built once by whichever process comes first; each module gets a copy."""
    folder = tmp_path_factory.getbasetemp().parent / f"built-{testrun_uid}"
    with once(folder) as is_first:
        if is_first:
            start_from_template(folder / "db.sqlite3")
            env = environment(folder)
            for command in (
                ["migrate", "-v0"],
                ["createcachetable"],
                ["demo", "--known-passwords"],
                ["search_rebuild"],
            ):
                manage(*command, env=env)
    return folder


def environment(folder: Path, days: int = 0) -> dict:
    return os.environ | {
        "CLOCK_DAYS": str(days),
        "DJANGO_SETTINGS_MODULE": "config.settings.e2e",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "IMPORT_DIR": str(folder / "imports"),
        "TWO_FACTOR_REQUIRED": "true",
        "EVIDENCE_DIR": str(folder / "evidence"),
        "SEARCH_DIR": str(folder / "search"),
        "CREDENTIAL_KEY": KEY,
    }


@pytest.fixture(scope="module")
def site(built, tmp_path_factory):
    """The site, running until the module ends."""
    folder = tmp_path_factory.mktemp("site")
    for path in built.glob("db.sqlite3*"):
        shutil.copy(path, folder)
    shutil.copytree(built / "search", folder / "search")
    running = Site(folder, free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, site):
    """A function that opens a page of the site in a window of its own; complaints of the browser are kept."""
    contexts = []

    def open_page(path="/", width=1280, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="fr-FR", base_url=site.url, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: keep(page, message))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def keep(page, message) -> None:
    if message.type == "error":
        page.complaints.append(message.text)
