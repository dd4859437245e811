"""What gunicorn itself says is JSON, one object a line, and visits are not logged."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]
"""


@pytest.fixture
def server(tmp_path):
    (tmp_path / "little_app.py").write_text(APP)
    command = [sys.executable, "-m", "gunicorn", "little_app:application", "--pythonpath", str(tmp_path)]
    command += ["--bind", "127.0.0.1:0", "--config", str(ROOT / "deploy/gunicorn.conf.py")]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    yield process
    process.kill()
    process.wait()


def address(process):
    """Where it listens, from what it said; what it said until then."""
    said = []
    for line in process.stdout:
        said.append(line)
        if "Listening at: " in line:
            return json.loads(line)["message"].split()[2], said
    raise AssertionError("".join(said))


def test_every_line_is_json_and_none_is_about_a_visit(server):
    url, said = address(server)
    with urllib.request.urlopen(f"{url}/visited", timeout=10) as answer:  # noqa: S310
        assert answer.status == 200
    server.terminate()
    said += server.communicate(timeout=30)[0].splitlines()
    lines = [json.loads(line) for line in said]
    assert all(line["levelname"] and line["asctime"] and line["message"] for line in lines)
    assert {"gunicorn.error"} == {line["name"] for line in lines}
    assert "/visited" not in "".join(said)


def test_the_image_starts_it_so():
    image = (ROOT / "Dockerfile").read_text()
    assert '"--config", "deploy/gunicorn.conf.py"' in image
    assert "--access-logfile" not in image
