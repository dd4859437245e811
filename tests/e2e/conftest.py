"""The site as people meet it: its own process, a database of its own, a real browser."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "sextant-demo"


@dataclass(frozen=True)
class Site:
    """A running site."""

    url: str
    database: Path

    def rows(self, query: str, *values) -> list[tuple]:
        """What the database says."""
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query, values).fetchall()

    def mail_to(self, address: str) -> str:
        """The text of the last mail queued for somebody."""
        return self.rows('SELECT message FROM post_office_email WHERE "to" = ? ORDER BY id DESC', address)[0][0]


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
def built(tmp_path_factory):
    """A demo network, built once; each module gets a copy."""
    folder = tmp_path_factory.mktemp("built")
    env = environment(folder)
    for command in (["migrate", "-v0"], ["createcachetable"], ["demo", "--known-passwords"]):
        manage(*command, env=env)
    return folder


def environment(folder: Path) -> dict:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.e2e",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "TWO_FACTOR_REQUIRED": "true",
    }


@pytest.fixture(scope="module")
def site(built, tmp_path_factory):
    """The site, running until the module ends."""
    folder = tmp_path_factory.mktemp("site")
    for path in built.glob("db.sqlite3*"):
        shutil.copy(path, folder)
    port = free_port()
    command = [
        "gunicorn",
        "--pythonpath",
        "site",
        "--threads",
        "4",
        "--bind",
        f"127.0.0.1:{port}",
        "config.wsgi",
    ]
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment(folder), stdout=log, stderr=log
    )
    wait_for(f"http://localhost:{port}/health/live")
    yield Site(f"http://localhost:{port}", folder / "db.sqlite3")
    server.terminate()
    server.wait(10)


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
