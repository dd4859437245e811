#!/usr/bin/env python
"""Entry point of Django's command line."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run one management command."""
    # `site` is a module of the standard library, so the folder of that name is never a package: its
    # content (config, core, accounts) is appended to the import path.
    sys.path.append(str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (Django comes after the path)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
