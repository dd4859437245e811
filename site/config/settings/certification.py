"""The process: where private files are kept."""

from pathlib import Path

import environ

env = environ.Env()
VAR_DIR = Path(__file__).resolve().parents[3] / "var"

EVIDENCE_FOLDER = Path(env("EVIDENCE_DIR", default=str(VAR_DIR / "evidence")))  # private: no address leads there
