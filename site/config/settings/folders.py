"""Where the project stands, and where it writes."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"  # everything written at run time: database, media, static files
