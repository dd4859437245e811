"""Collect the texts to translate, then compile what is translated (needs GNU gettext for the first part)."""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "site/locale/fr/LC_MESSAGES/django.po"
IGNORED = (".venv*", "var", "tests", "docs", "scripts", "node_modules")


def collect() -> None:
    """Bring the catalogue up to date with the sources."""
    ignored = [f"--ignore={pattern}" for pattern in IGNORED]
    command = [
        "makemessages",
        "--locale",
        "fr",
        "--no-wrap",
        "--no-obsolete",
        "--add-location",
        "file",
        *ignored,
    ]
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)


def compile_catalogue() -> None:
    """Write the `.mo` beside the `.po`, and say what is missing."""
    catalogue = polib.pofile(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    print(f"{len(catalogue.untranslated_entries())} to translate, {len(catalogue.fuzzy_entries())} to review")


if __name__ == "__main__":
    if "--compile" not in sys.argv:
        collect()
    compile_catalogue()
