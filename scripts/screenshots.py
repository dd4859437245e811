"""Redo the pictures of the guides in docs/img, on a throwaway copy of the demo network (needs Chromium)."""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/img"
HEAVIEST = 150_000  # bytes
SCREEN = {"width": 1280, "height": 800}
EDITOR = "editrice@example.org"
SECTOR_EDITOR = "filiere@example.org"
Area = tuple[int, int, int, int]  # x, y, width, height


@dataclass
class Site:
    """The demo network that is being photographed."""

    url: str
    pages: dict[str, int]  # slug of a French page: its id
    password: str

    def edit(self, slug: str) -> str:
        """Where a page is edited."""
        return f"{self.url}/admin/pages/{self.pages[slug]}/edit/"


def main() -> None:
    """Build the network, start the site, take every picture, stop."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "MEDIA_ROOT": f"{folder}/media",
            "TWO_FACTOR_REQUIRED": "0",
        }
        os.environ.update(environment)
        pages, password = build_network()
        with serve() as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            photograph(browser, Site(url, pages, password))
            browser.close()


def build_network() -> tuple[dict[str, int], str]:
    """Make the database; the French pages by slug, and the password of the demo accounts."""
    sys.path += [str(ROOT), str(ROOT / "site")]
    import django  # noqa: PLC0415 (settings read the environment, which `main` has just written)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("demo", stdout=io.StringIO())
    from wagtail.models import Page as WagtailPage  # noqa: PLC0415

    from pages.seed.accounts import PASSWORD  # noqa: PLC0415

    found = WagtailPage.objects.filter(locale__language_code="fr").values_list("slug", "pk")
    pages = dict(found)
    connection.close()
    return pages, PASSWORD


@contextmanager
def serve() -> Iterator[str]:
    """Run the site on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{port}/health/live")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str, seconds: int = 60) -> None:
    """Return once the address answers.

    Raises:
        TimeoutError: it never did.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 (our own server)
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    raise TimeoutError(url)


def photograph(browser: Browser, site: Site) -> None:
    """Every picture, in the order of an editor's week."""
    public(visitor(browser), site)
    proposing(signed_in(browser, site, SECTOR_EDITOR), site)
    editing(signed_in(browser, site, EDITOR), site)


def public(page: Page, site: Site) -> None:
    """What visitors see."""
    page.goto(site.url)
    save(page, "home")
    page.goto(f"{site.url}/filieres/alimentation/")
    save(page, "filiere")
    page.goto(f"{site.url}/charte/changes/1/2/")
    save(page, "charte-changements")
    page.goto(f"{site.url}/styleguide/")
    save(page, "hexagones", shown(page.locator("section").first))
    page.goto(f"{site.url}/account/login/")
    save(page, "connexion", shown(page.locator("main")))


def proposing(page: Page, site: Site) -> None:
    """A sector editor changes their page and proposes it."""
    page.goto(site.edit("alimentation"))
    settle(page)
    page.locator("#id_intro").fill(
        "Des fermes, des épiceries et des cantines qui nourrissent le pays de Niort sans épuiser la terre."
    )
    page.wait_for_timeout(3000)  # the draft saves itself
    open_actions(page)
    settle(page)
    save(page, "proposer")
    page.locator("[name=action-submit]").click()
    page.wait_for_load_state("networkidle")


def editing(page: Page, site: Site) -> None:
    """What an editor does."""
    second_factor(page, site)
    page.goto(f"{site.url}/admin/")
    settle(page)
    save(page, "accueil")
    page.goto(site.edit("charte"))
    settle(page)
    save(page, "charte")
    approving(page, site)
    writing(page, site)
    page.goto(f"{site.url}/admin/images/add/")
    settle(page)
    save(page, "image")
    page.goto(f"{site.url}/admin/settings/pages/networksettings/")
    page.get_by_role("tab", name="Menus").click()
    settle(page)
    save(page, "menus")


def second_factor(page: Page, site: Site) -> None:
    """The code to scan, after the password once more."""
    page.goto(f"{site.url}/account/2fa/totp/activate/")
    if page.locator("[name=password]").count():
        give_password(page, site)
    page.locator("wagtail-userbar").evaluate_all("bars => bars.forEach(bar => bar.remove())")
    save(page, "second-facteur", shown(page.locator("main")))


def approving(page: Page, site: Site) -> None:
    """The proposal of the sector editor, and the ways to answer."""
    page.goto(site.edit("alimentation"))
    settle(page)
    open_actions(page)
    settle(page)
    save(page, "approuver")


def writing(page: Page, site: Site) -> None:
    """A sector page, its blocks, and its schedule."""
    page.goto(site.edit("culture"))
    settle(page)
    save(page, "filiere-edition")
    body = page.locator("#panel-child-content-body-section, [id*=body-section]").first
    body.scroll_into_view_if_needed()
    body.locator(".c-sf-add-button").last.click()
    settle(page)
    save(page, "blocs")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Statut", exact=False).first.click()
    page.get_by_role("button", name="Programmer", exact=False).first.click()
    settle(page)
    save(page, "programmer")


def visitor(browser: Browser) -> Page:
    """A window of somebody who reads French, in the light."""
    context = browser.new_context(viewport=SCREEN, locale="fr-FR", color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def signed_in(browser: Browser, site: Site, email: str) -> Page:
    """A window of somebody who has signed in."""
    page = visitor(browser)
    page.goto(f"{site.url}/account/login/")
    page.locator("[name=login]").fill(email)
    give_password(page, site)
    return page


def give_password(page: Page, site: Site) -> None:
    """Type the password and go on."""
    page.locator("[name=password]").fill(site.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_load_state("networkidle")


def open_actions(page: Page) -> None:
    """Unfold the menu beside the button at the foot of the page editor."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()


def settle(page: Page) -> None:
    """Wait until nothing moves."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)


def shown(element: Locator) -> Area:
    """Where an element stands, once it is in the window."""
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    return tuple(round(box[name]) for name in ("x", "y", "width", "height"))


def save(page: Page, name: str, area: Area | None = None) -> None:
    """Keep what the window shows, or a part of it, in few colours.

    Raises:
        ValueError: the picture is too heavy for a guide.
    """
    page.evaluate("document.fonts.ready")
    clip = dict(zip(("x", "y", "width", "height"), area, strict=True)) if area else None
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    for colours in (256, 128, 64):
        buffer = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        if buffer.tell() < HEAVIEST:
            (PICTURES / f"{name}.png").write_bytes(buffer.getvalue())
            print(f"{name}.png {buffer.tell() // 1000} kB")
            return
    raise ValueError(f"{name} is heavier than {HEAVIEST} bytes.")


if __name__ == "__main__":
    main()
