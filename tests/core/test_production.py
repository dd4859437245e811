"""The production settings: nothing to reproach, nothing to forget."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {
    "ALLOWED_HOSTS": "sextant.example.org",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
    "EMAIL_URL": "smtp+tls://user:password@localhost:587",
    "SECRET_KEY": "kQ8vZ2mX7wT4rN1yB6uJ9pL3sD5fG0hC-aE_iO8tR2vY4nM6xW1zK7qU5jP3",
}


def check(**changes):
    kept = {name: value for name, value in os.environ.items() if name not in NEEDED}
    env = kept | NEEDED | changes | {"DJANGO_SETTINGS_MODULE": "config.settings.prod"}
    env = {name: value for name, value in env.items() if value is not None}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_deployment_check_has_nothing_to_say():
    done = check()
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_what_is_missing_is_named(name):
    done = check(**{name: None})
    assert done.returncode != 0
    assert name in done.stderr
