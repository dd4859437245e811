"""The folders are what `docs/architecture.md` says."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_site_is_a_folder_and_never_a_package():
    assert not (ROOT / "site/__init__.py").exists()


def test_manage_appends_the_folder_so_that_the_standard_library_stays_first():
    calls = [node for node in ast.walk(ast.parse((ROOT / "manage.py").read_text())) if isinstance(node, ast.Call)]
    appended = [ast.unparse(call) for call in calls if ast.unparse(call.func) == "sys.path.append"]
    assert len(appended) == 1
    assert "'site'" in appended[0]
    code = "import sys, manage; sys.argv = ['manage.py', 'version']; manage.main(); import site; print(site.__file__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert str(ROOT) not in done.stdout.splitlines()[-1]


def test_base_settings_stay_readable():
    assert len((ROOT / "site/config/settings/base.py").read_text().splitlines()) < 250


def test_nine_files_in_ten_are_under_four_hundred_lines():
    files = [
        path
        for folder in ("site", "pages", "community", "certification", "search")
        for path in (ROOT / folder).rglob("*.py")
    ]
    long = [path for path in files if "migrations" not in path.parts and len(path.read_text().splitlines()) > 400]
    assert len(files) > 50
    assert long == []
