"""The documents say what is there: targets, commands, decisions, links, the picture of who imports whom."""

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
APPS = {"accounts", "certification", "community", "core", "pages", "search"}
TARGET = re.compile(r"^([a-z0-9-]+):.*## ", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
FOREIGN = ("http://", "https://", "mailto:")


def documents():
    """Every page of documentation that the project has."""
    shipped = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return shipped + [path for app in APPS for path in (ROOT / app).rglob("*.md")] + [*(ROOT / "site").rglob("*.md")]


@cache
def said():
    """What README and the pages of docs/ say, all together."""
    return "\n".join(path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def targets(makefile):
    return TARGET.findall(makefile)


def commands():
    return sorted(name for name, app in get_commands().items() if app in APPS)


def decisions():
    return sorted((ROOT / "docs/adr").glob("*.md"))


def anchors(text):
    """How GitHub names the headings of a page."""
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in words}


def broken_links(page, text):
    """Links of a page to a file, or to a heading, that doesn't exist."""
    found = [link for link in LINK.findall(CODE.sub("", text)) if not link.startswith(FOREIGN)]
    return [link for link in found if not leads_somewhere(page, text, link)]


def leads_somewhere(page, text, link):
    path, _, anchor = link.partition("#")
    goal = (page.parent / path) if path else page
    if not goal.exists():
        return False
    return not anchor or goal.suffix != ".md" or anchor in anchors(goal.read_text() if path else text)


def test_what_is_checked_is_there():
    assert {"run", "test", "help"} <= set(targets((ROOT / "Makefile").read_text()))
    assert {"worker", "demo"} <= set(commands())
    assert len(decisions()) > 5
    assert ROOT / "README.md" in documents()


@pytest.mark.parametrize("target", targets((ROOT / "Makefile").read_text()))
def test_every_target_of_the_makefile_is_documented(target):
    assert re.search(rf"make {target}(?![\w-])", said())


def test_every_command_of_our_apps_is_documented():
    missing = [name for name in commands() if not re.search(rf"`(manage\.py )?{name}(?![\w-])", said())]
    assert missing == []


def test_every_decision_is_listed_with_a_number_of_its_own():
    listed = LINK.findall((ROOT / "docs/architecture.md").read_text().partition("## Decisions")[2])
    assert sorted(set(listed)) == [f"adr/{path.name}" for path in decisions()]
    numbers = [path.name[:3] for path in decisions()]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("page", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    assert broken_links(page, page.read_text()) == []


def test_a_broken_link_is_found():
    page = ROOT / "README.md"
    text = "# One thing\n[here](LICENSE) [gone](docs/gone.md) [up](#one-thing) [lost](#two) `[code](x)` [web](https://e.org)"
    assert broken_links(page, text) == ["docs/gone.md", "#two"]


def test_the_picture_of_imports_is_drawn_from_the_contracts(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    import draw_imports  # noqa: PLC0415 (a script, which is on no path)

    sys.modules.pop("draw_imports")
    assert draw_imports.PICTURE.read_text() == draw_imports.draw(), "Run python scripts/draw_imports.py"


def test_every_picture_is_light_and_shown_somewhere():
    shown = {Path(link).name for path in documents() for link in LINK.findall(path.read_text())}
    pictures = list((ROOT / "docs/img").iterdir())
    assert {path.name for path in pictures} <= shown
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []
