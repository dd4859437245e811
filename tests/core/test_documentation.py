"""The operators' guide names what there is."""

import re

from django.conf import settings

FOLDERS = ("site/*", "*")


def our_commands():
    return {
        path.stem
        for folder in FOLDERS
        for path in settings.BASE_DIR.glob(f"{folder}/management/commands/*.py")
        if path.stem != "__init__"
    }


def test_every_command_of_ours_is_explained():
    guide = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    commands = our_commands()
    assert {"worker", "tick", "journal_verify"} <= commands
    named = {name for row in re.findall(r"^\| (`.+?) \|", guide, re.MULTILINE) for name in re.findall(r"`(\w+)", row)}
    assert commands - named == set()
