"""`.env.example` lists every variable that the settings read, and no other."""

import re

import pytest
from django.conf import settings

SETTINGS = settings.BASE_DIR / "site" / "config" / "settings"
READ = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')
LISTED = re.compile(r"^#? ?([A-Z_]+)=", re.MULTILINE)


def read_by_settings():
    return {name for path in SETTINGS.glob("*.py") for name in READ.findall(path.read_text())}


def example():
    return (settings.BASE_DIR / ".env.example").read_text()


def test_every_variable_is_listed_and_nothing_else():
    assert "DATABASE_URL" in read_by_settings()
    # Compose gives these to the containers of its own services.
    assert set(LISTED.findall(example())) - {"POSTGRES_PASSWORD", "SITE_HOST"} == read_by_settings()


@pytest.mark.parametrize("paragraph", example().strip().split("\n\n"))
def test_every_variable_is_explained(paragraph):
    lines = paragraph.splitlines()
    assert lines[0].startswith("# ")
    assert not LISTED.match(lines[0])
