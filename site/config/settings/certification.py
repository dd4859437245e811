"""The process: where private files are kept, with what certificates are signed."""

from pathlib import Path

import environ

env = environ.Env()
VAR_DIR = Path(__file__).resolve().parents[3] / "var"

EVIDENCE_FOLDER = Path(env("EVIDENCE_DIR", default=str(VAR_DIR / "evidence")))  # private: no address leads there
EVIDENCE_MAX_SIZE = 10 * 1024 * 1024  # bytes
# Keys that sign certificates, as JWK with the private part (Ed25519), the present one first; without any, the page
# of a certificate works, unsigned, and says so.
CERTIFICATE_KEYS = env.json("CERTIFICATE_KEYS", default=[])
