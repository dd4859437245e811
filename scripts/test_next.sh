#!/bin/sh
# The same tests on the newest Wagtail and Django that the registry serves, on the newest Python found.
set -eu
for version in 3.14 3.13 3.12 3.11; do
    for python in "python$version" "$HOME"/.pyenv/versions/"$version"*/bin/python; do
        command -v "$python" >/dev/null 2>&1 && "$python" -c "import sqlite3, venv" 2>/dev/null && break 2
    done
done
echo "Newest Python found: $("$python" --version)"
[ -x .venv-next/bin/python ] || "$python" -m venv .venv-next
.venv-next/bin/python -m pip install --quiet --disable-pip-version-check --upgrade -r requirements-next.txt
.venv-next/bin/python -m pip list 2>/dev/null | grep -iE '^(django|wagtail) '
exec .venv-next/bin/python -m pytest -n 2 -m "not e2e" "$@"
